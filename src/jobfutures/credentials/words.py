"""What stands in a credential, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobfutures.credentials.rules import area_name
from jobfutures.credentials.vc.claims import TOGETHER, Facts, in_order

LABELS = {
    "role": gettext_lazy("Role"),
    "taken_on": gettext_lazy("Taken on"),
    "level": gettext_lazy("Level, as it was told"),
    "attempts": gettext_lazy("Attempts so far"),
    "format": gettext_lazy("Format"),
    "proctoring": gettext_lazy("Supervision"),
    "bank_version": gettext_lazy("Version of the questions"),
    "evidence_url": gettext_lazy("How exact the check is"),
}
MARKS = {"strong": gettext_lazy("strong"), "mixed": gettext_lazy("mixed"), "weak": gettext_lazy("weak")}


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim as people read it. needs: the names of claims that are shown with it.  link: where it leads, if so."""

    name: str
    label: str
    text: str
    link: str = ""
    needs: str = ""


def statements(facts: Facts, parts: Mapping[str, str]) -> list[Statement]:
    """Return what is stated. parts: `area_<key>` -> title."""
    return [statement(name, value, parts) for name, value in in_order(facts).items()]


def statement(name: str, value: str | int, parts: Mapping[str, str]) -> Statement:
    label = str(LABELS.get(name) or parts.get(name) or name.removeprefix("area_").replace("_", " "))
    needs = " ".join(TOGETHER.get(name, ()))
    link = str(value) if name == "evidence_url" and str(value).startswith(("https://", "http://")) else ""
    return Statement(name, label, text_of(name, value), link, needs)


def text_of(name: str, value: str | int) -> str:
    """Return a value as it is read: a day in the reader's way, no supervision as what that means."""
    if name == "taken_on":
        try:
            return date_format(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    if name == "proctoring" and value == "none":
        return _("none: nobody watched")
    return str(MARKS.get(str(value), value)) if name.startswith("area_") else str(value)


def titles(parts: list[Mapping[str, str]]) -> dict[str, str]:
    """Return the title of each part by the name of its claim. parts: as a bank version holds them."""
    return {area_name(part["id"]): part["title"] for part in parts}
