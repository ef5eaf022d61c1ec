"""The closed registry of what can be shared, and when a grant opens. Pure: the time comes in as an argument."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# What a field is of, and the parts of it that can be named. An empty part is the thing itself.
PARTS = {
    "profile": ("name", "email", "phone", "links", "work", "education", "location", "work_auth"),
    "check": ("role", "level", "areas", "taken_on", "format", "version", "answers"),
    "exercise": ("outcome", "code"),
    "review": ("outcome",),
    "walkthrough": ("",),
    "credential": ("",),
}
# A level leaves with what it cannot be read without.
BESIDE = {"check.level": ("check.taken_on", "check.role"), "check.areas": ("check.level",)}
KINDS = tuple(f"{of}.{part}".rstrip(".") for of, parts in PARTS.items() for part in parts)
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NAME = re.compile(rf"(?P<of>[a-z]+)(?:\.(?P<id>{UUID}))?(?:\.(?P<part>[a-z_]+))?")

USUAL_DAYS, MOST_DAYS = 30, 180
MOST_FIELDS = 60
REQUEST_KEPT = timedelta(days=14)
MOST_REQUESTS = 2  # open ones of one company to one address
NOTICE = "1"  # raise it when the words a giver agrees to change


class State(StrEnum):
    """What a grant is at a moment; only ACTIVE opens anything."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


class Closed(StrEnum):
    """Why a read was refused: for the operator's audit, never for the reader."""

    UNKNOWN = "UNKNOWN"
    STATE = "STATE"
    ROLE = "ROLE"
    PURPOSE = "PURPOSE"
    BLOCKED = "BLOCKED"


def kind_of(name: str) -> str | None:
    """Return what a field is, `check.level` of `check.<attempt>.level`; None for what is not in the registry."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    of, one, part = found["of"], found["id"], found["part"] or ""
    if part not in PARTS.get(of, ()) or (one is None) != (of == "profile"):
        return None
    return f"{of}.{part}".rstrip(".")


def is_of(name: str, of: str) -> bool:
    """Say whether a field, or a kind of fields, is of one kind of thing."""
    return name.partition(".")[0] == of


def thing_of(name: str) -> str:
    """Return what a field is of: `check.<attempt>` of `check.<attempt>.level`, `profile` of `profile.name`."""
    return name.rpartition(".")[0] if NAME.fullmatch(name) and name.count(".") == 2 else name.split(".", maxsplit=1)[0]


def kinds_of(fields: Iterable[str]) -> list[str]:
    """Return what fields are, each kind once, in the order in which it comes."""
    return list(dict.fromkeys(kind for name in fields if (kind := kind_of(name))))


def with_beside(kinds: Collection[str]) -> set[str]:
    """Return kinds with those that they are never shared without."""
    beside = {other for kind in kinds for other in BESIDE.get(kind, ())}
    return set(kinds) if beside <= set(kinds) else with_beside({*kinds, *beside})


def missing_beside(names: Collection[str]) -> list[str]:
    """Return the fields that must go with those chosen."""
    needed = {
        f"{thing_of(name)}.{other.partition('.')[2]}"
        for name in names
        for other in with_beside({kind_of(name) or ""}) - {kind_of(name) or ""}
    }
    return in_order(needed - set(names))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the state of a grant depends on. cut_at: when its company last lost its good standing."""

    expires_at: datetime
    confirmed_at: datetime
    revoked_at: datetime | None = None
    reads: int = 0
    max_reads: int | None = None
    company_reads: bool = True
    cut_at: datetime | None = None


def state_at(one: Standing, at: datetime) -> State:
    """Return the state at a moment; no job has to run for it."""
    if one.revoked_at is not None:
        return State.REVOKED
    if at >= one.expires_at or (one.max_reads is not None and one.reads >= one.max_reads):
        return State.EXPIRED
    if not one.company_reads or (one.cut_at is not None and one.cut_at >= one.confirmed_at):
        return State.SUSPENDED
    return State.ACTIVE


# What an owner can do to a grant in each state: nothing brings back what was revoked or has expired.
ACTS: dict[State, tuple[str, ...]] = {
    State.ACTIVE: ("narrow", "revoke"),
    State.SUSPENDED: ("confirm", "revoke"),
    State.EXPIRED: (),
    State.REVOKED: (),
}


def in_order(names: Iterable[str]) -> list[str]:
    """Return names sorted as the registry lists their kinds, and by thing: the order in which they are shown."""
    places = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(
        set(names), key=lambda name: (name.split(".")[0] != "profile", thing_of(name), places[kind_of(name) or ""])
    )
