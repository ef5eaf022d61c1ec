"""What the reading of a board gives: postings, what a person has to look at, and what had no place here."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jobfutures.jobs.posting import Where


class Ask(StrEnum):
    """What a person has to say or look at before a posting that came from a board is published."""

    WORKPLACE = "workplace"
    PLACE = "place"
    COUNTRY = "country"
    COUNTRIES = "countries"
    PAY = "pay"
    PAY_ONE_END = "pay_one_end"
    PAY_SEVERAL = "pay_several"
    PAY_UNREAD = "pay_unread"
    CURRENCY = "currency"
    PERIOD = "period"
    EMPLOYMENT = "employment"
    LEVEL = "level"
    TITLE_CUT = "title_cut"
    DESCRIPTION = "description"
    DESCRIPTION_LONG = "description_long"
    DATE = "date"
    FUTURE = "future"
    CLOSED = "closed"
    OLD = "old"


class Why(StrEnum):
    """Why something that a board says is not in the posting."""

    UNKNOWN = "unknown"
    HIDDEN = "hidden"
    UNREAD = "unread"
    SAME = "same"


class Skip(StrEnum):
    """Why an entry of a board is no posting."""

    PROSPECT = "prospect"
    UNLISTED = "unlisted"
    TWICE = "twice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Note:
    """value: what the board says, where that helps whoever answers."""

    ask: Ask
    value: str = ""


@dataclass(frozen=True, slots=True)
class Pay:
    """low, high: minor units of the currency.  period: HOUR, DAY, WEEK, MONTH, YEAR, or empty where it is not said."""

    low: int
    high: int
    currency: str
    period: str


@dataclass(frozen=True, slots=True)
class Found:
    """One posting.

    description: Markdown.  workplace, employment, level: values of the model, or empty.  hash: of all that is taken
    from the board, so that the same posting read again is known.
    """

    external_id: str
    title: str
    description: str
    url: str
    apply_url: str
    posted_at: datetime | None
    closes_at: datetime | None
    workplace: str
    places: tuple[Where, ...]
    applicant_countries: tuple[str, ...]
    pay: Pay | None
    employment: str
    level: str
    notes: tuple[Note, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A value that has no place in a posting. pointer: the first place where it stands.  times: in how many in all."""

    pointer: str
    key: str
    why: Why
    times: int = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    pointer: str
    why: Skip
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """pointer: a JSON pointer (RFC 6901), empty for the whole.  sentence: with %(name)s for each of `values`."""

    pointer: str
    sentence: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """is_whole: whether what is not in it is gone from the board.  faults: of single entries, which were left out."""

    found: tuple[Found, ...]
    losses: tuple[Loss, ...]
    skipped: tuple[Skipped, ...]
    faults: tuple[Fault, ...]
    is_whole: bool = True


class Refused(Exception):
    """The whole was refused, and nothing of it taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__("The board was refused.")
        self.fault = fault


class LeftOut(Exception):
    """One entry is no posting, and that is as it should be."""

    def __init__(self, why: Skip) -> None:
        super().__init__(why)
        self.why = why


class Wrong(Exception):
    """One entry cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__("An entry was left out.")
        self.fault = fault


def pointer_of(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{str(one).replace('~', '~0').replace('/', '~1')}" for one in path)
