"""Sentences about postings: what is missing, what it pays, where it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jobfutures.jobs.models import Level
from jobfutures.jobs.money import shown
from jobfutures.jobs.posting import Posting
from jobfutures.kit.countries import NAMES
from jobfutures.profiles.models import PayPeriod

FAULTS = {
    "title_length": gettext_lazy("A title has 3 to 120 characters."),
    "description_short": gettext_lazy("Say more: a description has at least 200 characters."),
    "description_long": gettext_lazy("A description has at most 10,000 characters."),
    "no_topic": gettext_lazy(
        "Choose at least one topic. Jobs here are tech jobs, and their topics are those of the guide."
    ),
    "many_topics": gettext_lazy("Choose at most 12 topics: those that really come up."),
    "not_said": gettext_lazy("Choose one of these."),
    "no_place": gettext_lazy("Work on site has a place: say at least the city and the country."),
    "no_days": gettext_lazy("Say how many days a week on site: 1 to 4. With five it is on site, with none remote."),
    "remote_with_days": gettext_lazy("Remote work has no days on site. Empty this, or choose hybrid."),
    "no_country": gettext_lazy("Say from which countries people may work: at least one."),
    "half_timezones": gettext_lazy("Say both ends of the time zones, or neither."),
    "timezones_order": gettext_lazy("The time zones end before they begin."),
    "no_pay": gettext_lazy("Say what it pays. Jobs without pay are not published here."),
    "no_currency": gettext_lazy("Say in which currency."),
    "no_period": gettext_lazy("Say for which time."),
    "pay_order": gettext_lazy("The highest pay is below the lowest."),
    "pay_wide": gettext_lazy("This range is too wide to say anything: the highest pay is at most twice the lowest."),
    "pay_quite_wide": gettext_lazy(
        "The highest pay is more than one and a half times the lowest. Some places forbid such a range; "
        "a narrower one says more."
    ),
    "gendered": gettext_lazy(
        "Some words sound as if only one kind of person were meant, such as “he”, “guys” or “ninja”. "
        "Nothing is kept back for it."
    ),
    "stage_number": gettext_lazy("Say what the interviews are: 1 to 4 stages."),
    "stage_half": gettext_lazy("Each stage has a name and takes at least a minute."),
    "stage_minutes": gettext_lazy("All stages together take at most 300 minutes."),
    "stage_topics": gettext_lazy("A stage can only be about topics of the job."),
    "promise": gettext_lazy("Promise an answer within 1 to 14 days."),
    "no_end": gettext_lazy("Say on which day it closes."),
    "end_past": gettext_lazy("This day is over. Choose one that is to come."),
    "end_far": gettext_lazy("A job is open for at most 60 days; afterwards you can post it anew."),
    "no_vacancy": gettext_lazy(
        "Only a job that is open now can be published. Say so, or keep the draft until there is one."
    ),
    "no_way_in": gettext_lazy("Say where to apply: an address of your own that begins with https://"),
}


def pay_line(one: Posting) -> str:
    """Return what it pays: EUR 65,000 to 85,000 a year."""
    if one.pay_min is None or one.pay_max is None or not one.pay_currency:
        return ""
    low, high = (shown(amount, one.pay_currency) for amount in (one.pay_min, one.pay_max))
    facts = {"currency": one.pay_currency, "low": low, "high": high}
    facts["period"] = str(PayPeriod(one.pay_period).label) if one.pay_period else ""
    text = _("%(currency)s %(low)s %(period)s") if low == high else _("%(currency)s %(low)s to %(high)s %(period)s")
    return (text % facts).strip()


def place_line(one: Posting) -> str:
    """Return where one works: Berlin, Germany; hybrid, 2 days a week on site."""
    if one.workplace == "REMOTE":
        countries = ", ".join(NAMES.get(code, code) for code in one.applicant_countries)
        line = _("Fully remote, from %(countries)s") % {"countries": countries}
        return f"{line}; {timezones(one)}" if one.timezone_min is not None else line
    places = " · ".join(
        ", ".join(part for part in (place.city, NAMES.get(place.country, "")) if part) for place in one.places
    )
    if one.workplace == "HYBRID" and one.hybrid_days:
        days = ngettext("%(days)d day a week on site", "%(days)d days a week on site", one.hybrid_days)
        how = _("hybrid, %(days)s") % {"days": days % {"days": one.hybrid_days}}
    else:
        how = _("on site") if one.workplace == "ONSITE" else ""
    return "; ".join(part for part in (places, how) if part)


def timezones(one: Posting) -> str:
    if one.timezone_min is None or one.timezone_max is None:
        return ""
    low, high = offset(one.timezone_min), offset(one.timezone_max)
    return low if low == high else _("between %(low)s and %(high)s") % {"low": low, "high": high}


def offset(minutes: int) -> str:
    """Return minutes from UTC as people write them: UTC+2, UTC+5:30."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def level_word(level: str) -> str:
    return str(Level(level).label) if level else ""
