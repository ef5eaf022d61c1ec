"""What a viewer sees of the scorecards of an interview. Cards of others are read here, and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import MemberRole
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.models import CardState, Interview, InterviewState, Peek, Recommend, Scorecard, State
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.rules.scorecards import DONE, IN, LEVELS, Said, Written, latest
from jobfutures.plans.models import Kit, KitCriterion


@dataclass(frozen=True, slots=True)
class Heard:
    """What one author heard on one criterion. was: what the card said before it was amended."""

    author: str
    said: str
    evidence: str
    was: str = ""
    was_evidence: str = ""


@dataclass(frozen=True, slots=True)
class OnCriterion:
    name: str
    heard: list[Heard]


@dataclass(frozen=True, slots=True)
class Change:
    author: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """Cards that are open to a viewer. recommends: (author, word, the word before an amendment)."""

    criteria: list[OnCriterion] = field(default_factory=list)
    recommends: list[tuple[str, str, str]] = field(default_factory=list)
    amended: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a panel, and whether their card is in."""

    card: Scorecard
    author: str
    is_own: bool
    is_waited_for: bool


@dataclass(frozen=True, slots=True)
class CardsPage:
    interview: Interview
    lines: list[Line]
    opened: Opened
    peeks: list[Peek]
    is_sealed: bool
    may_write: bool
    may_waive: bool
    may_peek: bool


def interview_seen(by: Reader, pk: UUID) -> Interview | None:
    """Return an interview that a member sees, with what its pages print."""
    if by.company is None:
        return None
    rows = Interview.objects.seen_by(by.viewer, by.company, by.role).filter(pk=pk)
    found = rows.select_related("application__job", "application__candidate", "kit__plan").first()
    if found:
        found.application.job.company = by.company
    return found


def criteria_of(kit: Kit) -> list[KitCriterion]:
    return sorted(kit.criteria.all(), key=lambda one: one.position)  # those that were fetched with it already


def written_in(card: Scorecard) -> Written:
    """Return what a card said when it went in, or says as a draft."""
    ratings = {str(one.criterion_id): Said(one.level, one.evidence) for one in card.ratings.all()}
    return Written(ratings, card.asked, card.recommend)


def said_now(card: Scorecard) -> Written:
    """Return what a card says with its amendments."""
    first = written_in(card)
    made = sorted(card.amendments.all(), key=lambda one: (one.at, one.pk))
    ratings = latest(first.ratings, [{key: Said(**said) for key, said in one.ratings.items()} for one in made])
    changed = [one.recommend for one in made if one.recommend]
    return Written(ratings, first.asked, changed[-1] if changed else first.recommend)


def name_of(author: User | None) -> str:
    return author.email if author else _("Somebody who has left")


def open_cards(viewer: User, interviews: Iterable[Interview]) -> list[Scorecard]:
    """Return the cards that are in and not sealed for a viewer, of interviews that they were let see. Three queries."""
    rows = Scorecard.objects.unsealed_for(viewer).filter(interview__in=interviews, state__in=IN)
    rows = rows.select_related("author").prefetch_related("ratings", "amendments")
    return list(rows.order_by("assigned_at", "pk"))


def opened(kit: Kit, cards: Sequence[Scorecard]) -> Opened:
    """Lay cards side by side, criterion by criterion, in the order of the panel."""
    read = [(card, name_of(card.author), written_in(card), said_now(card)) for card in cards]
    return Opened(
        criteria=[
            OnCriterion(one.name, [heard(one, author, first, now) for _card, author, first, now in read])
            for one in criteria_of(kit)
        ],
        recommends=[(author, word(now), word(first) if first != now else "") for _card, author, first, now in read],
        amended=[
            Change(author, one.reason, one.at)
            for card, author, _first, _now in read
            for one in sorted(card.amendments.all(), key=lambda one: (one.at, one.pk))
        ],
    )


def word(said: Written) -> str:
    return str(Recommend(said.recommend).label) if said.recommend else ""


def heard(criterion: KitCriterion, author: str, first: Written, now: Written) -> Heard:
    key = str(criterion.pk)
    was, said = first.ratings.get(key, Said()), now.ratings.get(key, Said())
    if was == said:
        return Heard(author, level_words(criterion, said.level), said.evidence)
    return Heard(
        author, level_words(criterion, said.level), said.evidence, level_words(criterion, was.level), was.evidence
    )


def level_words(criterion: KitCriterion, level: int | None) -> str:
    if level in LEVELS:
        return f"{level}: {criterion.anchors[level - 1]}"
    return _("Not observed")


def cards_page(by: Reader, interview: Interview) -> CardsPage:
    """Return who has written, and what of it is open to the viewer."""
    cards = list(interview.cards.select_related("author").order_by("assigned_at", "pk"))
    own = next((one for one in cards if one.author_id == by.viewer.pk), None)
    waits = any(one.state not in DONE for one in cards)
    is_held = interview.state == InterviewState.COMPLETED
    is_asked = is_held and interview.application.state == State.INTERVIEWING
    return CardsPage(
        interview=interview,
        lines=[line(one, by.viewer, is_held=is_held) for one in cards],
        opened=opened(interview.kit, open_cards(by.viewer, [interview])),
        peeks=list(interview.peeks.select_related("viewer").order_by("at", "pk")),
        is_sealed=waits,
        may_write=own is not None and own.state in {CardState.ASSIGNED, CardState.DRAFTING},
        may_waive=is_asked and by.role in HIRING_ROLES,
        may_peek=is_asked and waits and by.role == MemberRole.OWNER and (own is None or own.state in DONE),
    )


def line(card: Scorecard, viewer: User, *, is_held: bool) -> Line:
    return Line(card, name_of(card.author), card.author_id == viewer.pk, is_held and card.state not in DONE)


def peeked(interview: Interview) -> Opened:
    """Return what is in so far, sealed or not; never a draft. `commands.peeks` has let somebody look."""
    rows = Scorecard.objects.filter(interview=interview, state__in=IN).select_related("author")
    cards = rows.prefetch_related("ratings", "amendments").order_by("assigned_at", "pk")
    return opened(interview.kit, list(cards))
