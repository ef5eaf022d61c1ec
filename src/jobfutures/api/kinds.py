"""Types of values that the API takes: exactly what JSON says, never what could be made of it."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Strict

MOST_NUMBER = 2**31 - 1


def written(value: Any) -> Any:
    """Take a time as text only: JSON has no times, and a number says nothing of its unit."""
    if isinstance(value, str) and ("-" not in value[1:] or value.strip() != value):
        raise ValueError("Write it as RFC 3339 has it, such as 2026-11-29 or 2026-11-29T12:00:00Z.")
    if not isinstance(value, str | date | datetime):
        raise ValueError("Write it as text.")
    return value


Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
Yes = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(written)]
Instant = Annotated[AwareDatetime, BeforeValidator(written)]


class Asked(Schema):
    """A body or a set of filters: a name that is not known is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Shown(Schema):
    """What an answer holds."""
