"""Reading paths: the areas of a guide that a role is asked about at a level, in the order in which they build up."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import cached_property

from jobfutures.guide.models import Chapter, Guide, Question
from jobfutures.guide.queries import OUTLINE, chapters
from jobfutures.guide.reading import in_order, minutes_for
from jobfutures.topics.models import Area, Level, Role, RoleShare

LEVEL_SLUGS = [level.lower() for level in Level]


@dataclass(frozen=True)
class Stop:
    """One area on a path. share: of the role, 0 to 1.  until: minutes from the start of the path to its end."""

    area: Area
    share: float
    beside: list[Area]  # what it builds on and the path leaves out
    questions: list[tuple[Question, float]]  # each with its minutes
    minutes: float
    until: float


@dataclass(frozen=True)
class Path:
    """What one role reads for one level. `silent`: areas that ask nothing at this level; `unwritten`: not there yet."""

    role: Role
    level: Level
    stops: list[Stop]
    silent: list[RoleShare]
    unwritten: list[RoleShare]

    @property
    def minutes(self) -> float:
        return self.stops[-1].until if self.stops else 0

    @property
    def questions(self) -> int:
        return sum(len(stop.questions) for stop in self.stops)

    @property
    def covered(self) -> float:
        """The share of the role at this level that the written areas make up, 0 to 1."""
        return 1 - self.missing

    @property
    def missing(self) -> float:
        return sum(share.share for share in self.unwritten)


class Shelf:
    """All that paths through one guide are made of: five queries at most, for one path or for all."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        rows = Role.objects.filter(pk__in=guide.roles, retired=False)
        self.roles = sorted(rows, key=lambda role: guide.roles.index(role.pk))

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        return {chapter.area_id: chapter for chapter in chapters(self.guide)}

    @cached_property
    def needs(self) -> dict[str, list[str]]:
        return {name: [area.pk for area in row.prerequisites.all()] for name, row in self.chapters.items()}

    @cached_property
    def questions(self) -> dict[str, list[Question]]:
        """Published questions by area, in reading order."""
        found: dict[str, list[Question]] = {}
        asked = Question.objects.published().filter(guide=self.guide).select_related("area")
        for question in asked.only(*OUTLINE, "words", "area__slug").order_by("position"):
            found.setdefault(question.area_id, []).append(question)
        return found

    @cached_property
    def shares(self) -> dict[tuple[str, str], list[RoleShare]]:
        found: dict[tuple[str, str], list[RoleShare]] = {}
        rows = RoleShare.objects.filter(role__in=self.roles).select_related("area")
        for share in rows.order_by("area__section__position", "area__position"):
            found.setdefault((share.role_id, share.level), []).append(share)
        return found

    def role(self, name: str) -> Role:
        """Raises Http404 where the guide prepares for no such role."""
        for role in self.roles:
            if role.pk == name:
                return role
        raise Http404(f"no role {name}")

    def asked_at(self, area: str, level: Level) -> list[Question]:
        return [question for question in self.questions.get(area, []) if level in question.levels]

    def path(self, role: Role, level: Level) -> Path:
        shares = self.shares.get((role.pk, level), [])
        written = [share for share in shares if share.area_id in self.questions and share.area_id in self.chapters]
        asking = {share.area_id: share.share for share in written if self.asked_at(share.area_id, level)}
        return Path(
            role=role,
            level=level,
            stops=list(self.stops(asking, level)),
            silent=[share for share in written if share.area_id not in asking],
            unwritten=sorted(
                (share for share in shares if share not in written), key=lambda share: share.share, reverse=True
            ),
        )

    def stops(self, shares: dict[str, float], level: Level) -> Iterable[Stop]:
        until = 0.0
        for name in in_order(shares, self.needs):
            chapter = self.chapters[name]
            asked = [(one, minutes_for(one.words, one.aloud_seconds)) for one in self.asked_at(name, level)]
            minutes = sum(each for _, each in asked)
            until += minutes
            beside = [
                area for area in chapter.prerequisites.all() if area.pk not in shares and area.pk in self.chapters
            ]
            yield Stop(chapter.area, shares[name], beside, asked, minutes, until)

    def paths(self) -> list[tuple[Role, list[Path]]]:
        """Return every path, by role."""
        return [(role, [self.path(role, level) for level in Level]) for role in self.roles]


def level_of(slug: str) -> Level:
    """Return the level that an address names. Raises Http404 where there is none."""
    for level in Level:
        if level.lower() == slug:
            return level
    raise Http404(f"no level {slug}")
