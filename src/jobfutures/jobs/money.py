"""Amounts as people type and read them, and as we keep them: whole minor units. Pure."""

import re
from decimal import Decimal

from jobfutures.kit.currencies import digits

WRITTEN = re.compile(r"\d{1,12}(\.\d{1,4})?")
GROUPED = re.compile(r"\d{1,3}([, '\u2019\u00a0\u202f]\d{3})+(\.\d{1,4})?")
MARKS = re.compile(r"[, '\u2019\u00a0\u202f]")


class NoAmount(ValueError):
    """The text is no amount, or one with a smaller part than its currency has. why: `number` or `digits`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def minor(text: str, currency: str) -> int:
    """Return an amount in minor units. Thousands may be set apart: 65000, 65,000, 65 000.50. Raises NoAmount."""
    typed = text.strip()
    if GROUPED.fullmatch(typed):
        typed = MARKS.sub("", typed)
    if not WRITTEN.fullmatch(typed):
        raise NoAmount("number")
    amount = Decimal(typed).scaleb(digits(currency))
    if amount != amount.to_integral_value():
        raise NoAmount("digits")
    return int(amount)


def written(amount: int | None, currency: str) -> str:
    """Return an amount as it is typed: 6500000 in EUR -> 65000, 4550 -> 45.50."""
    if amount is None:
        return ""
    text = format(Decimal(amount).scaleb(-digits(currency)), "f")
    whole, _, part = text.partition(".")
    return text if part.strip("0") else whole


def shown(amount: int, currency: str) -> str:
    """Return an amount as it is read: 65,000 or 45.50."""
    whole, _, part = written(amount, currency).partition(".")
    return f"{int(whole):,}{part and '.' + part}"


def plain(amount: int, currency: str) -> int | float:
    """Return an amount as a number of JSON."""
    text = written(amount, currency)
    return float(text) if "." in text else int(text)
