"""Daily sessions: what one is composed of, and how far it is. What is done is counted from the log, never believed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.practice import queries, sources
from jobfutures.practice.composing import CARD_SECONDS, LENGTHS, Offer, Step, StepKind, compose
from jobfutures.practice.models import Entry, Plan, Sitting
from jobfutures.practice.rules import Act
from jobfutures.topics.models import RoleShare

WORDS = {
    StepKind.CARDS: _("Cards"),
    StepKind.ALOUD: _("Say it aloud"),
    StepKind.PREDICT: _("Predict what it does"),
    StepKind.REVIEW: _("Review a change"),
    StepKind.EXERCISE: _("Exercise"),
}
MOST_CARDS = max(LENGTHS) * 60 // CARD_SECONDS
VISITOR_CARDS = 10  # new cards that a browser hands out on one day
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with how far it is. made: how many of its cards were answered.  is_next: the natural one to do now."""

    number: int
    step: Step
    address: str
    made: int
    is_done: bool
    is_skipped: bool
    is_next: bool = False

    @property
    def is_settled(self) -> bool:
        return self.is_done or self.is_skipped

    @property
    def label(self) -> str:
        return str(WORDS[self.step.kind])

    @property
    def minutes(self) -> int:
        return max(1, round(self.step.seconds / 60))


@dataclass(frozen=True, slots=True)
class Progress:
    """A session as its page shows it."""

    steps: list[ShownStep]

    @property
    def is_finished(self) -> bool:
        return all(shown.is_settled for shown in self.steps)

    @property
    def settled(self) -> int:
        return sum(shown.is_settled for shown in self.steps)

    @property
    def next_step(self) -> ShownStep | None:
        return next((shown for shown in self.steps if shown.is_next), None)

    @property
    def cards(self) -> int:
        return sum(shown.made for shown in self.steps)

    @property
    def done(self) -> list[ShownStep]:
        """What was done besides cards."""
        return [shown for shown in self.steps if shown.is_done and shown.step.kind is not StepKind.CARDS]


def composed_for(person: User, minutes: int, at: datetime) -> list[Step]:
    """Compose a session from what is due, what was not done for longest, and the person's plan."""
    plan = Plan.objects.visible_to(person).first()
    queue = queries.queue(person, queries.preference_of(person), at, most=MOST_CARDS)
    level = plan.level if plan else ""
    return compose(
        minutes,
        cards=len(queue.cards),
        offers=sources.offers(person, level),
        areas=areas_of(plan.role_id, plan.level) if plan else (),
    )


def composed_for_visitor(minutes: int, at: datetime, *, role: str = "", level: str = "") -> list[Step]:
    """Compose a session for somebody of whom nothing is known: every day begins with another area."""
    cards = queries.live_cards()[:VISITOR_CARDS].count()
    areas = areas_of(role, level) if role else ()
    return compose(minutes, cards=cards, offers=sources.offers(None, level), areas=areas, turn=at.toordinal())


def areas_of(role: str, level: str) -> list[str]:
    """Return the ids of the areas that a kind of job asks about at a level, the largest share first."""
    rows = RoleShare.objects.filter(role=role, level=level).order_by("-share", "area_id")
    return list(rows.values_list("area_id", flat=True))


def chosen_by_address(keys: Mapping[StepKind, Collection[str]], cards: int) -> list[Step]:
    """Return the steps that an address names; what is not there, or not any more, is left out."""
    if not any(keys.values()) and not cards:
        return []
    known: dict[tuple[StepKind, str], Offer] = {(offer.kind, offer.key): offer for offer in sources.offers(None)}
    found = [known[kind, key] for kind, wanted in keys.items() for key in wanted if (kind, key) in known]
    steps = [Step(StepKind.CARDS, "", "", cards * CARD_SECONDS, cards)] if cards else []
    return steps + [Step(offer.kind, offer.key, offer.title, offer.seconds) for offer in found]


def open_sitting(person: User) -> Sitting | None:
    """Return the session that was begun last, unless it was ended."""
    newest = Sitting.objects.visible_to(person).order_by("-begun_at").first()
    return newest if newest and newest.ended_at is None else None


def progress_of(person: User, sitting: Sitting) -> Progress:
    """Return how far a session is, counted from what the person did since it began. One query."""
    steps = [Step(**kept | {"kind": StepKind(kept["kind"])}) for kept in sitting.steps]
    return shown(steps, counts_since(person, sitting.begun_at), skipped=sitting.done)


def counts_since(person: User, since: datetime) -> Counts:
    """Return how often the person did what since then: (kind, key) -> number. One query, whatever kinds there are."""
    entries = Entry.objects.visible_to(person).filter(at__gte=since, act__in=[Act.REVIEWED, Act.UNDONE])
    rows = [source.records(person, since) for source in sources.SOURCES]
    found: Counter[tuple[str, str]] = Counter()
    for row in sources.counted(entries, StepKind.CARDS, "act").union(*rows, all=True):
        name = (row["kind"], row["done"])
        if name == (StepKind.CARDS, Act.UNDONE):
            found[StepKind.CARDS, Act.REVIEWED] -= row["number"]
        else:
            found[name] += row["number"]
    return found


def shown(steps: Iterable[Step], counts: Counts, skipped: Collection[str]) -> Progress:
    """Return steps with how far each is, and the first that is open as the next one."""
    found: list[ShownStep] = []
    is_first = True
    for number, step in enumerate(steps):
        is_cards = step.kind is StepKind.CARDS
        made = max(0, counts.get((step.kind, Act.REVIEWED), 0)) if is_cards else 0
        is_done = made >= step.count if is_cards else counts.get((step.kind, step.key), 0) > 0
        is_skipped = not is_done and step.name in skipped
        is_next = is_first and not is_done and not is_skipped
        is_first = is_first and not is_next
        where = sources.address(step.kind, step.key)
        found.append(ShownStep(number, step, where, made, is_done, is_skipped, is_next))
    return Progress(found)


def due_tomorrow(person: User, at: datetime) -> int:
    """Return how many cards fall due on the next day, by the clock of the site."""
    return queries.due_forecast(person, at, days=2)[1]
