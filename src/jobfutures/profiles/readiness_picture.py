"""How ready somebody is for a role at a level: what its page shows, counted from the areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from jobfutures.checks.queries_newest import Newest
from jobfutures.profiles.readiness_ranking import Tally, most_useful, tally
from jobfutures.profiles.readiness_rules import Count, Standing, State
from jobfutures.profiles.readiness_steps import Next
from jobfutures.topics.models import Area, Level, Role, RoleShare, Section


@dataclass(frozen=True)
class AreaReadiness:
    """One area. next: the one step that comes next.  predictions: right at least once."""

    area: Area
    standing: Standing
    next: Next
    predictions: Count


@dataclass(frozen=True)
class SectionReadiness:
    section: Section
    areas: Sequence[AreaReadiness]

    @property
    def covered(self) -> Tally:
        return tally([one.standing.covered for one in self.areas])

    @property
    def is_practised(self) -> bool:
        """Whether anything was done on any of its areas; a check, which marks nearly all of them, does not count."""
        return any(one.standing.is_practised for one in self.areas)


@dataclass(frozen=True)
class Readiness:
    """One role at one level. unwritten: areas of it that ask nothing at this level here.  guide: id, "" without one."""

    role: Role
    level: Level
    areas: Sequence[AreaReadiness]
    unwritten: Sequence[RoleShare]
    check: Newest
    guide: str

    @property
    def sections(self) -> list[SectionReadiness]:
        by_section = groupby(self.areas, lambda one: one.area.section)
        return [SectionReadiness(section, list(group)) for section, group in by_section]

    @cached_property
    def has_begun(self) -> bool:
        return any(one.standing.has_begun for one in self.areas)

    @property
    def covered(self) -> Tally:
        return tally([one.standing.covered for one in self.areas])

    @property
    def begun(self) -> int:
        return sum(one.standing.covered is State.PART for one in self.areas)

    @property
    def recalled(self) -> Tally:
        return tally([one.standing.recalled for one in self.areas])

    @property
    def exercised(self) -> Tally:
        return tally([one.standing.exercised for one in self.areas])

    @property
    def written_share(self) -> float:
        """How much of the role at this level can be prepared here, 0 to 1."""
        return 1 - self.unwritten_share

    @property
    def unwritten_share(self) -> float:
        return sum(share.share for share in self.unwritten)

    @cached_property
    def first_steps(self) -> list[AreaReadiness]:
        return [self.areas[place] for place in most_useful([one.standing for one in self.areas])]

    @property
    def is_whole(self) -> bool:
        return not any(one.standing.is_anything_missing for one in self.areas)
