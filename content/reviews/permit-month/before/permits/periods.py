from datetime import date, timedelta


def last_day(begins_on: date, weeks: int) -> date:
    """The last day of a permit; it counts the day on which it begins."""
    return begins_on + timedelta(weeks=weeks, days=-1)
