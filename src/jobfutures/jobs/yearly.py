"""Pay of any period as what it would be in a year, so that postings can be compared. Pure."""

PER_YEAR = {"HOUR": 2080, "DAY": 260, "WEEK": 52, "MONTH": 12, "YEAR": 1}  # full time: 40 hours, 5 days, 52 weeks


def yearly(amount: int, period: str) -> int:
    """Return an amount for one period as the amount for a full year, in the same minor units."""
    return amount * PER_YEAR[period]
