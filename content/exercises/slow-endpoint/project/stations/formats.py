"""How times and temperatures are written for the page."""

from datetime import datetime
from decimal import Decimal

TENTH = Decimal("0.1")


def time_text(moment: datetime) -> str:
    """Return a time as the page shows it: Fri 1 May, 14:00."""
    return (
        moment.strftime("%a ") + moment.strftime("%d").lstrip("0") + moment.strftime(" %B, ") + moment.strftime("%H:%M")
    )


def degrees(tenths: int) -> str:
    """Return a temperature as the page shows it, with a real minus sign before frost."""
    value = (Decimal(tenths) / 10).quantize(TENTH)
    return f"{value} °C".replace("-", "\u2212")
