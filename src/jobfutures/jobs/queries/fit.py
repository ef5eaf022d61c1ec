"""How postings fit the person who looks, in sentences, for that person alone."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.jobs.fit import Offer, Reason, Seeker, reasons
from jobfutures.jobs.models import Job
from jobfutures.jobs.yearly import yearly
from jobfutures.practice.queries_plan import plan_of
from jobfutures.practice.queries_standing import met_areas
from jobfutures.profiles.conditions import Permission
from jobfutures.profiles.models import Profile


@dataclass(frozen=True)
class Line:
    """A reason in words. fits: whether it speaks for the posting, or None."""

    text: str
    fits: bool | None


def seeker_of(person: User | AnonymousUser) -> Seeker | None:
    """Return what fits are worked out from; None for somebody without account. Two queries, three without a profile."""
    if not isinstance(person, User):
        return None
    profile = Profile.objects.visible_to(person).select_related("owner__practice_plan").first()
    plan = getattr(profile.owner, "practice_plan", None) if profile else plan_of(person)
    practised, level = met_areas(person), plan.level if plan else ""
    if profile is None:
        return Seeker(practised=practised, level=level)
    permissions = [one for one in profile.work_auth if one.get("status") != Permission.SPONSOR]
    floor = None if profile.pay_floor is None else yearly(profile.pay_floor, profile.pay_period)
    return Seeker(
        practised=practised, level=level, workplaces=frozenset(profile.workplaces), country=profile.country,
        city=profile.city, relocates=profile.relocates, floor=floor, currency=profile.pay_currency,
        may_work=frozenset(str(one.get("country", "")) for one in permissions),
    )  # fmt: skip


def lines(seeker: Seeker, job: Job) -> list[Line]:
    """Return the reasons for one posting; its places and topics are loaded."""
    low, high = (yearly(amount or 0, job.pay_period or "YEAR") for amount in (job.pay_min, job.pay_max))
    offer = Offer(
        topics=tuple(one.pk for one in job.topics.all()), level=job.level, workplace=job.workplace,
        places=tuple((one.country, one.city) for one in job.places.all()), applicants=tuple(job.applicant_countries),
        low=low, high=high, currency=job.pay_currency,
    )  # fmt: skip
    return [Line(sentence(one), one.fits) for one in reasons(seeker, offer)]


def fit_lines(person: User | AnonymousUser, job: Job) -> list[Line]:
    """Return how a posting fits somebody, for the page of that posting; nothing for who has no account.

    A page that shows it is `no-store`: every page of a session is.
    """
    seeker = seeker_of(person)
    return lines(seeker, job) if seeker else []


def sentence(reason: Reason) -> str:
    known, asked = reason.numbers
    said = {
        "topics": _("You have practised %(known)d of the %(asked)d topics that it names.")
        % {"known": known, "asked": asked},
        "level": _("It is of the level that you prepare for."),
        "level_above": _("It is above the level that you prepare for."),
        "level_below": _("It is below the level that you prepare for."),
        "workplace": _("You work there as you like to."),
        "other_workplace": _("You do not work there as you like to."),
        "open_to_country": _("It is open to people in your country."),
        "closed_to_country": _("It does not name your country."),
        "same_city": _("It is in your city."),
        "same_country": _("It is in your country."),
        "other_country": _("It is in another country."),
        "no_permission": _("You named no right to work there without a sponsor."),
        "other_currency": _("It pays in another currency than your least pay."),
        "pay_above": _("All of its pay lies above your least pay."),
        "pay_reaches": _("Its pay reaches your least pay."),
        "pay_below": _("Its pay ends below your least pay."),
    }
    return said[reason.kind]
