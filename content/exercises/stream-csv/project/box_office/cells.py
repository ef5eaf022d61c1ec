"""How values are written into a cell of an export."""

from datetime import datetime

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def text(value: str) -> str:
    """Return the text as a spreadsheet shows it: never as a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S")
