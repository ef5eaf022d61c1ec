"""Pay in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from jobfutures.jobs.models import Job, Period
from jobfutures.kit.currencies import digits

TO = "\N{EN DASH}"


def amount(minor: int, currency: str) -> str:
    """Return an amount without its currency, with digits behind the point only where there are any."""
    whole, rest = divmod(minor, 10 ** digits(currency))
    if not rest:
        return number_format(whole, use_l10n=True, force_grouping=True)
    places = digits(currency)
    return number_format(minor / 10**places, decimal_pos=places, use_l10n=True, force_grouping=True)


def pay_words(job: Job) -> str:
    """Return the range of a posting: `65,000-85,000 EUR a year`."""
    if job.pay_min is None or job.pay_max is None:
        return ""
    ends = dict.fromkeys(amount(one, job.pay_currency) for one in (job.pay_min, job.pay_max))
    period = Period(job.pay_period).label if job.pay_period else ""
    return _("%(range)s %(currency)s %(period)s") % {
        "range": TO.join(ends),
        "currency": job.pay_currency,
        "period": period,
    }
