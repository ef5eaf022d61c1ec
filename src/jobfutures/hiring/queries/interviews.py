"""Interviews as members of a company, and candidates, find them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.disclosure.payload import Part, parts_of
from jobfutures.guide.models import Chapter
from jobfutures.hiring.models import Application, CardState, Interview, InterviewState, Panelist, Scorecard
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.models.interview import InterviewQuerySet
from jobfutures.hiring.queries.receiving import called, names_sent
from jobfutures.hiring.rules.interviews import LIVE
from jobfutures.hiring.rules.scorecards import DONE
from jobfutures.kit.rooms import Onward, onward
from jobfutures.plans.models import Kit
from jobfutures.plans.queries.reading import fill_kit
from jobfutures.plans.queries.showing import ShownKit, shown_kit
from jobfutures.sharing.rules import kind_of
from jobfutures.topics.models import Area

MOST_LISTED = 30
# What a line of a list shows of the rows behind an interview: a list is thirty lines, and each row has fifty columns.
LISTED = ("kit__title", "application__job__title")
MOST_PREPARED = 3  # topics with links onward; each asks the rooms that offer some


def with_all(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return rows.select_related("application__job__company", "application__candidate", "kit__plan")


def seen(viewer: User, company: Company, role: str, pk: UUID) -> Interview | None:
    """Return an interview as a member of the company may see it. One query."""
    return with_all(Interview.objects.seen_by(viewer, company, role).filter(pk=pk)).first()


def name_of(application: Application) -> str:
    """Return how a company calls somebody: by what they sent of name and address. Only of what `seen_by` gave."""
    return called(application) or nameless()


def nameless() -> str:
    return _("Somebody who sent no name")


def parts_sent(application: Application) -> list[Part]:
    """Return what was sent with an application, in the parts of a share. Only of what `seen_by` gave."""
    values: dict[str, Any] = application.snapshot or {}
    return parts_of({kind for name in values if (kind := kind_of(name))}, values)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody of a panel. is_live: they still act for the company."""

    person: User
    is_live: bool


def seats_of(interview: Interview) -> list[Seat]:
    """Return who sits in an interview. One query."""
    live = Membership.objects.live().filter(company=interview.application.company_id, person=OuterRef("person"))
    rows = Panelist.objects.filter(interview=interview, removed_at=None).select_related("person")
    return [Seat(one.person, one.is_live) for one in rows.annotate(is_live=Exists(live)).order_by("pk")]


def kit_of(interview: Interview) -> ShownKit:
    """Return the kit by which an interview is held, whole. Four queries."""
    return shown_kit(fill_kit(interview.kit))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A topic of an interview, and where one prepares it."""

    area: Area
    links: list[Onward]


def topics_of(interview: Interview) -> list[Prepared]:
    """Return what an interview is about, with the pages of the guide, and what else this site has on the first topics.

    Two queries, and those of what else there is.
    """
    areas = list(interview.kit.topics.select_related("section").order_by("section__position", "position"))
    chapters: dict[str, list[Onward]] = {}
    rows = Chapter.objects.filter(area__in=areas, retired=False, guide__retired=False).select_related("guide", "area")
    for one in rows.order_by("guide__pk"):
        link = Onward(_("The guide: %(area)s") % {"area": one.area.title}, one.get_absolute_url(), one.guide.title)
        chapters.setdefault(one.area_id, []).append(link)
    return [
        Prepared(area, [*chapters.get(area.pk, []), *(further(area) if place < MOST_PREPARED else [])])
        for place, area in enumerate(areas)
    ]


def further(area: Area) -> Iterator[Onward]:
    """Yield what rooms offer to practise a topic; who has an interview is sent to no other job."""
    return (one for one in onward(area.pk) if not one.address.startswith("/jobs/"))


@dataclass(frozen=True, slots=True)
class Listed:
    """An interview in a list. to_do: what its panel still owes, in a sentence."""

    row: Interview
    name: str
    to_do: str


def own_interviews(viewer: User, company: Company, role: str, at: datetime) -> list[Listed]:
    """Return those that the viewer sits in and that are to come or not done, the next one first. Two queries."""
    undone = Scorecard.objects.filter(author=viewer, interview__state=InterviewState.COMPLETED).exclude(state__in=DONE)
    mine = Panelist.objects.filter(person=viewer, removed_at=None).values("interview")
    rows = Interview.objects.seen_by(viewer, company, role).filter(pk__in=mine)
    rows = rows.filter(Q(state__in=LIVE) | Q(pk__in=undone.values("interview")))
    return listed(rows, at)


def other_interviews(viewer: User, company: Company, role: str, at: datetime) -> list[Listed]:
    """Return those of others that are to come, for whoever recruits. Two queries."""
    if role not in HIRING_ROLES:
        return []
    mine = Panelist.objects.filter(person=viewer, removed_at=None).values("interview")
    rows = Interview.objects.seen_by(viewer, company, role).filter(state__in=LIVE).exclude(pk__in=mine)
    return listed(rows, at)


def listed(rows: QuerySet[Interview], at: datetime) -> list[Listed]:
    return [Listed(one, one.sent_name or one.sent_email or nameless(), to_do(one, at)) for one in next_first(rows)]


def next_first(rows: QuerySet[Interview]) -> list[Any]:
    """What has a time comes by it; what has none yet stands behind, as long as it has waited."""
    in_order = (F("starts_at").asc(nulls_last=True), "pk")
    first = list(rows.order_by(*in_order).values_list("pk", flat=True)[:MOST_LISTED])  # sorted by their ids alone
    own = [one.name for one in Interview._meta.concrete_fields]
    found = Interview.objects.filter(pk__in=first).select_related("application__job", "kit").only(*own, *LISTED)
    found = found.annotate(**names_sent("application__")).order_by(*in_order)
    return sorted(found, key=lambda one: one.state == InterviewState.PROPOSED)


def to_do(interview: Interview, at: datetime) -> str:
    if interview.state == InterviewState.COMPLETED:
        return _("Your card is missing.")
    if interview.state == InterviewState.PROPOSED:
        return "" if interview.is_asked else _("The candidate needs other times.")
    if interview.starts_at and interview.starts_at + timedelta(minutes=interview.minutes) <= at:
        return _("Was it held?")
    return ""


def unwritten(interview: Interview, viewer: User) -> bool:
    """Tell whether the viewer has a card of it that nobody has yet. One query."""
    states = (CardState.ASSIGNED, CardState.DRAFTING)
    return Scorecard.objects.visible_to(viewer).filter(interview=interview, state__in=states).exists()


def of_application(application: Application, rows: InterviewQuerySet) -> list[Interview]:
    """Return the interviews of one application, in the order of the plan. One query."""
    return list(rows.filter(application=application).select_related("kit").order_by("kit__position", "pk"))


def live_kits(application: Application, kits: Iterable[Kit]) -> list[Kit]:
    """Return the kits by which no interview of the application is proposed or scheduled. One query."""
    taken = set(application.interviews.filter(state__in=LIVE).values_list("kit", flat=True))
    return [one for one in kits if one.pk not in taken]
