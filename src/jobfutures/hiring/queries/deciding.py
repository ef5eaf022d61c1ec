"""What whoever decides about an application reads first, and what a record of a decision prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.dateparse import parse_datetime

from jobfutures.accounts.models import User
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.models import Application, Decision, Interview, Panelist, Peek, Scorecard
from jobfutures.hiring.queries.cards import Opened, name_of, open_cards, opened
from jobfutures.hiring.rules.applications import UNANSWERED
from jobfutures.topics.models import Area


@dataclass(frozen=True, slots=True)
class Held:
    """One interview: by which version of the plan, by whom, and what is open of its cards."""

    interview: Interview
    panel: list[str]
    opened: Opened


@dataclass(frozen=True, slots=True)
class Look:
    by: str
    why: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One decision, as the company keeps it. cites: (interview, author)."""

    decision: Decision
    by: str
    cites: list[tuple[str, str]]
    peeks: list[Look]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    application: Application
    held: list[Held]
    citable: list[Scorecard]
    peeks: list[Look]
    records: list[Recorded]


def application_seen(by: Reader, pk: UUID) -> Application | None:
    if by.company is None:
        return None
    rows = Application.objects.seen_by(by.viewer, by.company, by.role).filter(pk=pk)
    found = rows.select_related("job", "candidate").first()
    if found:
        found.job.company = by.company
    return found


def decision_page(by: Reader, application: Application) -> DecisionPage:
    interviews = interviews_of(application)
    records = recorded(application)
    looks_so_far = [] if records else peeks_of(application)  # a record prints its own
    cards = open_cards(by.viewer, interviews)
    kits = {one.pk: one for one in interviews}
    for card in cards:
        card.interview = kits[card.interview_id]
    return DecisionPage(
        application=application,
        held=[
            Held(
                one,
                [name_of(seat.person) for seat in one.panel.all()],
                opened(one.kit, [card for card in cards if card.interview_id == one.pk]),
            )
            for one in interviews
        ],
        citable=cards,
        peeks=[Look(name_of(one.viewer), one.why, one.at) for one in looks_so_far],
        records=records,
    )


def interviews_of(application: Application) -> list[Interview]:
    """Return the interviews of an application in their order. Three queries."""
    panel = Prefetch("panel", Panelist.objects.filter(removed_at=None).select_related("person").order_by("pk"))
    rows = Interview.objects.filter(application=application).select_related("kit__plan")
    return list(rows.prefetch_related(panel, "kit__criteria").order_by("made_at", "pk"))


def peeks_of(application: Application) -> list[Peek]:
    return list(Peek.objects.filter(application=application).select_related("viewer").order_by("at", "pk"))


def recorded(application: Application) -> list[Recorded]:
    """Return the decisions of an application, the first one first: none before it is decided. At most three queries."""
    if application.state in UNANSWERED:
        return []
    rows = Decision.objects.filter(application=application).select_related("by", "topic")
    cited = Prefetch("cites", Scorecard.objects.select_related("author", "interview__kit"))
    found = list(rows.prefetch_related(cited).order_by("at", "pk"))
    lookers = {look["by"] for one in found for look in one.peeks}
    people = {str(one.pk): one for one in User.objects.filter(pk__in=lookers)} if lookers else {}
    return [
        Recorded(
            one,
            name_of(one.by),
            [(card.interview.kit.title, name_of(card.author)) for card in one.cites.all()],
            looks(one.peeks, people),
        )
        for one in found
    ]


def looks(stored: Iterable[dict[str, str]], people: dict[str, User]) -> list[Look]:
    return [Look(name_of(people.get(one["by"])), one["why"], parse_datetime(one["at"])) for one in stored]


def topics_of(application: Application) -> list[Area]:
    """Return the topics that a no can name: the posting's, and those of the interviews. One query."""
    interviews = Interview.objects.filter(application=application)
    kits = Q(kits__in=interviews.values("kit"))
    criteria = Q(pk__in=interviews.exclude(kit__criteria__topic=None).values("kit__criteria__topic"))
    found = Area.objects.filter(Q(jobs=application.job_id) | kits | criteria).values("pk")
    return list(Area.objects.filter(pk__in=found).order_by("section", "position"))
