"""What the demo says, read from `said.toml`: companies, postings and people, made up, and named so.

Hosts and addresses end in `.demo.invalid`: nobody can own such a name (RFC 2606), so nothing real can carry the mark,
and no letter to one can arrive anywhere.
"""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

MARK = "demo.invalid"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Firm(Part):
    """promise: days within which it answers."""

    slug: str
    name: str
    country: str
    city: str
    size: str
    currency: str
    about: str
    promise: int

    @property
    def host(self) -> str:
        return f"{self.slug}.{MARK}"


class Post(Part):
    """A posting. pay: from and to, a year, in whole units.  areas: slugs of the guide.  does: what one does there."""

    firm: str
    title: str
    level: str
    workplace: str
    pay: tuple[int, int]
    areas: list[str]
    does: tuple[str, str, str]
    employment: str


class Human(Part):
    name: str
    city: str
    country: str
    zone: str
    title: str
    worked_at: str
    did: str

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@people.{MARK}"


class Staff(Part):
    name: str
    role: str


class Declined(Part):
    reason: str
    message: str


class Criterion(Part):
    key: str
    name: str


class Question(Part):
    text: str
    probes: list[str]


class Said(Part):
    """heard: evidence on a scorecard.  anchors: of every criterion."""

    offered: str
    notes: list[str]
    heard: list[str]
    anchors: list[str]
    firm: list[Firm]
    job: list[Post]
    human: list[Human]
    staff: list[Staff]
    declined: list[Declined]
    criterion: list[Criterion]
    question: list[Question]


@cache
def said() -> Said:
    return Said.model_validate(tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8")))
