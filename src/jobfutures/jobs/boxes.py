"""Boxes as HTML. A page has a hundred of them: put together here, they take a tenth of the time of a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from jobfutures.kit.templatetags.kit import coded


@dataclass(frozen=True)
class Choice:
    """One box. number: how many postings it would leave; None where nobody counted."""

    value: str
    label: str
    number: int | None
    chosen: bool


def box(name: str, one: Choice) -> str:
    """Return one box of the form `search`; everything that is not HTML yet is escaped here."""
    checked = " checked" if one.chosen else ""
    number = "" if one.number is None else f' <span class="number">{one.number}</span>'
    return (
        f'<label class="choice"><input type="checkbox" form="search" name="{escape(name)}" value="{escape(one.value)}"'
        f"{checked}> <span>{coded(one.label)}</span>{number}</label>\n"
    )


def boxes(name: str, choices: Iterable[Choice]) -> SafeString:
    return SafeString("".join(box(name, one) for one in choices))
