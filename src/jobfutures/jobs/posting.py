"""What a posting says, apart from where it is stored: what guards, markup and feeds read. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Where:
    """One place of work. country: ISO 3166-1, or empty where a board does not say it."""

    city: str = ""
    country: str = ""
    street: str = ""
    region: str = ""
    postal: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the interviews. topics: ids of areas."""

    name: str
    minutes: int
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Employer:
    """Who offers it. host: the domain that was proved to be theirs."""

    name: str
    host: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """pay_min, pay_max: minor units.  topics: id of an area -> its title.  timezone_*: minutes from UTC.

    address, apply_address: absolute.  html: the description, safe.  pay_line, place_line: as the page prints them.
    """

    id: str
    title: str
    description: str
    employer: Employer
    topics: dict[str, str]
    level: str
    employment: str
    workplace: str
    hybrid_days: int | None
    places: tuple[Where, ...]
    applicant_countries: tuple[str, ...]
    timezone_min: int | None
    timezone_max: int | None
    pay_min: int | None
    pay_max: int | None
    pay_currency: str
    pay_period: str
    stages: tuple[Stage, ...]
    response_promise_days: int
    vacancy_exists: bool
    is_internal: bool
    apply_address: str
    posted_at: datetime | None
    closes_at: datetime | None
    changed_at: datetime
    address: str = ""
    html: str = ""
    pay_line: str = ""
    place_line: str = ""
