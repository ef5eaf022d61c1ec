"""How a company answers, on its public page."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format

from jobfutures.companies.models import Company
from jobfutures.companies.sections import Section
from jobfutures.hiring.models import ResponseFigures
from jobfutures.hiring.rules.figures import FEWEST, LOOKED_BACK

WIDTH, HEIGHT, GAP = 300, 60, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One month. days: empty where fewer than five were answered; it has no bar then."""

    month: str
    number: int
    days: str
    x: float
    y: float
    width: float
    height: float


def sections(company: Company) -> list[Section]:
    """Return the figures of the last 180 days. One query."""
    found = ResponseFigures.objects.filter(pk=company.pk).first()
    context: dict[str, object] = {"looked_back": LOOKED_BACK.days, "fewest": FEWEST}
    if found and found.number >= FEWEST:
        context |= {"figures": found, "share": round(100 * found.answered / found.number), "bars": bars(found)}
        context["median"] = "" if found.median_days is None else number_format(found.median_days, 1)
    return [Section("hiring/_answers.html", context)]


def bars(found: ResponseFigures) -> list[Bar]:
    months = found.months
    most = max((one["median_days"] or 0 for one in months), default=0) or 1
    step = WIDTH / max(len(months), 1)
    return [bar(one, place * step, step - GAP, most) for place, one in enumerate(months)]


def bar(month: dict[str, object], x: float, width: float, most: float) -> Bar:
    days = month["median_days"]
    height = max(HEIGHT * float(str(days)) / most, 1.0) if days is not None else 0.0
    named = date_format(date.fromisoformat(f"{month['month']}-01"), "YEAR_MONTH_FORMAT")
    shown = "" if days is None else number_format(float(str(days)), 1)
    return Bar(named, int(str(month["number"])), shown, x, HEIGHT - height, width, height)
