from calendar import monthrange
from datetime import date, timedelta


def last_day(begins_on: date, weeks: int) -> date:
    """The last day of a permit; it counts the day on which it begins."""
    return begins_on + timedelta(weeks=weeks, days=-1)


def month_later(day: date) -> date:
    """The same day of the next month, or that month's last day if it is shorter."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
