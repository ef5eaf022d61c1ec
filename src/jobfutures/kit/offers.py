"""What a room declares as shareable: a module `shareable` with `OF`, `offers(person)` and `values(person, names)`.

Only `disclosure` asks for values. Names are those of the closed registry in `sharing.rules`; each room knows its own:

    OF                                          the first word of its names: `check`
    offers(person) -> list[Offer]               everything of the person's that could be shared now
    values(person, names) -> dict[str, Value]   by name, of those that are this room's and have a value
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict


class Sensitivity(StrEnum):
    """How much a field tells: PLAIN says what somebody can do, PERSONAL who they are, DETAILED how they did it."""

    PLAIN = "PLAIN"
    PERSONAL = "PERSONAL"
    DETAILED = "DETAILED"


class Row(TypedDict, total=False):
    """One entry of a value. title, meta: one line each.  text: paragraphs.  code: shown as it stands.  link: https."""

    title: str
    meta: str
    text: str
    code: str
    link: str


type Value = list[Row]
"""A field's content as it is shown, stored in frozen grants, and compared: JSON alone, never HTML."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One field that could be shared. name: of the registry.  group: the heading it stands under when one chooses."""

    name: str
    label: str
    group: str
    sensitivity: Sensitivity
