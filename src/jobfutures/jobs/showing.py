"""The page of postings put together: rows, boxes, chips, the picture of pay."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.jobs.answers import Pays
from jobfutures.jobs.checking import SearchForm
from jobfutures.jobs.models import Job
from jobfutures.jobs.money import shown
from jobfutures.jobs.queries import fit, narrowing
from jobfutures.jobs.queries.indexed import area_titles
from jobfutures.jobs.queries.searching import Results
from jobfutures.kit.countries import NAMES
from jobfutures.profiles.models import PayPeriod

WIDTH, HEIGHT = 300, 64


@dataclass(frozen=True)
class Row:
    """One posting of a list. fits: for the person who looks, and nobody else; empty for others."""

    job: Job
    pay: str
    places: list[str]
    fits: list[fit.Line]


@dataclass(frozen=True)
class Bar:
    """One bar of the picture, in its units; from, to: amounts in words."""

    low: str
    high: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Picture:
    currency: str
    bars: list[Bar]
    number: int


def row_of(job: Job, fits: list[fit.Line]) -> Row:
    places = [f"{one.city}, {NAMES.get(one.country, one.country)}" for one in job.places.all()]
    if job.workplace == "REMOTE":
        places = [NAMES.get(code, code) for code in job.applicant_countries]
    return Row(job, pay_words(job), places, fits)


def pay_words(job: Job) -> str:
    """Return what a posting pays: EUR 65,000 to 85,000 a year."""
    low, high = (shown(one or 0, job.pay_currency) for one in (job.pay_min, job.pay_max))
    facts = {"currency": job.pay_currency, "low": low, "high": high, "period": PayPeriod(job.pay_period).label}
    if low == high:
        return _("%(currency)s %(low)s %(period)s") % facts
    return _("%(currency)s %(low)s to %(high)s %(period)s") % facts


def rows_of(results: Results, viewer: User | AnonymousUser) -> list[Row]:
    seeker = fit.seeker_of(viewer) if results.jobs else None
    return [row_of(job, fit.lines(seeker, job) if seeker else []) for job in results.jobs]


def picture_of(pays: Pays | None) -> Picture | None:
    if not pays or not pays.bars:
        return None
    most = max(number for _, _, number in pays.bars)
    step = WIDTH / len(pays.bars)
    bars = [
        Bar(
            low=shown(low, pays.currency), high=shown(high, pays.currency), number=number,
            x=round(place * step + 1, 2), width=round(step - 2, 2),
            height=round(number / most * HEIGHT, 2), y=round(HEIGHT - number / most * HEIGHT, 2),
        )
        for place, (low, high, number) in enumerate(pays.bars)
    ]  # fmt: skip
    return Picture(pays.currency, bars, sum(bar.number for bar in bars))


def page_of(form: SearchForm, results: Results, viewer: User | AnonymousUser) -> dict[str, object]:
    """Return what the page of a valid search shows."""
    topics, wanted = area_titles(), form.wanted
    narrowing.count_lists(form, results.facets)
    return {
        "form": form,
        "groups": narrowing.groups(form, results.facets, topics),
        "chips": list(narrowing.chips(wanted, topics)),
        "results": results,
        "rows": rows_of(results, viewer),
        "picture": picture_of(results.pays),
        "query": wanted.query(),
        "wanted": wanted,
        "is_first": not form.place,
    }


def refused_page(form: SearchForm) -> dict[str, object]:
    """Return what the page shows of a search that cannot be asked: all that was asked, and what is wrong with it."""
    return {"form": form, "groups": narrowing.groups(form, {}, area_titles()), "refused": True}
