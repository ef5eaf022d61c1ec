"""Sample boards, written by us from the documented shapes, with what each posting of them must become."""

import zlib
from datetime import UTC, datetime
from pathlib import Path

from jobfutures.companies.models import Company
from jobfutures.jobs.boards.reading import BOARDS, read
from jobfutures.jobs.boards.shapes import Found, Pay, Reading
from jobfutures.jobs.models import Delivery
from tests.people import NOON

FOLDER = Path(__file__).with_name("boards")
FILES = {file.stem: file for file in sorted(FOLDER.iterdir())}
ADDRESS = {"personio": "https://parcels.jobs.personio.de/xml"}


def at(day: str, time: str = "00:00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC)


def sample(system: str) -> bytes:
    return FILES[system].read_bytes()


def read_sample(system: str, content: bytes | None = None) -> Reading:
    return read(system, content or sample(system), at=NOON, address=ADDRESS.get(system, ""))


def delivery(of: Company, system: str = "ashby") -> Delivery:
    """Make a board that was brought and waits for a yes."""
    return Delivery.objects.create(company=of, system=system, content=zlib.compress(sample(system)), brought_at=NOON)


def facts(found: Found) -> tuple[object, ...]:
    return (found.workplace, found.pay, found.posted_at, found.closes_at, found.employment, found.level)


# (system, number): workplace, pay, posted, closes, employment, level
EXPECTED: dict[tuple[str, str], tuple[object, ...]] = {
    ("greenhouse", "4001"): (
        "", Pay(6_500_000, 8_450_050, "EUR", ""), at("2026-10-01", "13:00:00"), at("2027-01-01", "04:59:00"),
        "FULL_TIME", "SENIOR",
    ),
    ("greenhouse", "4002"): ("", None, None, None, "", ""),
    ("greenhouse", "4004"): ("", Pay(7_000_000, 9_000_000, "JPY", ""), None, None, "", ""),
    ("lever", "a1f0c2d4-0001"): (
        "HYBRID", Pay(7_000_000, 9_000_000, "EUR", "YEAR"), at("2026-09-21", "14:13:20"), None, "FULL_TIME", "",
    ),
    ("lever", "a1f0c2d4-0002"): ("REMOTE", Pay(300_000, 360_000, "CAD", ""), at("2023-01-18"), None, "", ""),
    ("lever", "a1f0c2d4-0003"): (
        "ONSITE", Pay(12_125, 15_500, "KWD", "HOUR"), at("2026-09-21", "14:13:20"), None, "CONTRACTOR", "",
    ),
    ("lever", "a1f0c2d4-0004"): ("", None, at("2026-09-21", "14:13:20"), None, "INTERN", ""),
    ("ashby", "7d0c-0001"): (
        "HYBRID", Pay(18_000_000, 22_000_000, "USD", "YEAR"), at("2026-11-01", "18:36:29.484000"), None,
        "FULL_TIME", "STAFF",
    ),
    ("ashby", "7d0c-0002"): ("REMOTE", None, at("2026-03-01", "08:00:00"), None, "PART_TIME", ""),
    ("ashby", "7d0c-0004"): (
        "ONSITE", Pay(5_000_000, 6_500_000, "KRW", "MONTH"), at("2026-11-09", "23:00:00"), None, "TEMPORARY", "",
    ),
    ("recruitee", "2504294"): (
        "HYBRID", Pay(420_000, 550_000, "EUR", "MONTH"), at("2026-11-02", "08:23:10"), at("2026-12-15", "23:59:59"),
        "FULL_TIME", "MIDDLE",
    ),
    ("recruitee", "2504295"): ("", None, at("2026-11-02", "08:23:10"), None, "PART_TIME", ""),
    ("recruitee", "2504297"): (
        "REMOTE", Pay(50_000, 65_000, "CHF", "DAY"), at("2026-11-02", "08:23:10"), None, "CONTRACTOR", "SENIOR",
    ),
    ("smartrecruiters", "744000012345678"): (
        "ONSITE", Pay(280_000, 340_000, "EUR", "MONTH"), at("2026-11-05", "09:30:00"), None, "FULL_TIME", "JUNIOR",
    ),
    ("smartrecruiters", "744000012345679"): ("HYBRID", None, at("2026-11-05", "08:30:00"), None, "FULL_TIME", "LEAD"),
    ("teamtailor", "3f1c-0001"): (
        "", Pay(4_500_000, 5_500_000, "SEK", "MONTH"), at("2026-11-03", "16:09:15"), at("2026-12-20", "22:59:59"),
        "FULL_TIME", "",
    ),
    ("teamtailor", "3f1c-0002"): ("REMOTE", None, at("2026-11-03", "16:09:15"), None, "", ""),
    ("personio", "1834171"): ("", None, at("2026-11-13", "13:10:41"), None, "FULL_TIME", ""),
    ("personio", "1834172"): ("", None, at("2026-11-13", "14:10:41"), None, "INTERN", "JUNIOR"),
    ("workable", "D9CC0943A4"): (
        "ONSITE", Pay(5_500_000, 7_000_000, "GBP", "YEAR"), at("2026-10-22"), None, "FULL_TIME", "MIDDLE",
    ),
    ("workable", "E0AA0943B5"): ("", None, at("2026-11-22"), None, "", ""),
    ("workable", "F1BB0943C6"): ("REMOTE", None, at("2026-11-20"), None, "CONTRACTOR", "JUNIOR"),
    ("jsonld", "P-77"): (
        "", Pay(9_800_050, 12_000_000, "CHF", "YEAR"), at("2026-11-15"), at("2026-12-31", "23:59:59"), "FULL_TIME", "",
    ),
    ("jsonld", "P-78"): ("", Pay(4_275, 4_275, "CHF", "HOUR"), at("2026-11-15", "08:00:00"), None, "", ""),
    ("jsonld", "P-79"): ("REMOTE", None, None, None, "", ""),
}  # fmt: skip
PLACES = {
    ("greenhouse", "4001"): [("Berlin", "DE")],
    ("greenhouse", "4002"): [],
    ("greenhouse", "4004"): [],
    ("lever", "a1f0c2d4-0001"): [("Munich", "DE"), ("Vienna", "AT")],
    ("lever", "a1f0c2d4-0002"): [],
    ("lever", "a1f0c2d4-0003"): [("Kuwait City", "KW")],
    ("lever", "a1f0c2d4-0004"): [("Lisbon", "PT")],
    ("ashby", "7d0c-0001"): [("New York", "US"), ("Toronto", "CA"), ("Oslo", "NO")],
    ("ashby", "7d0c-0002"): [],
    ("ashby", "7d0c-0004"): [("Seoul", "KR")],
    ("recruitee", "2504294"): [("Utrecht", "NL")],
    ("recruitee", "2504295"): [("", "PL")],
    ("recruitee", "2504297"): [],
    ("smartrecruiters", "744000012345678"): [("Madrid", "ES")],
    ("smartrecruiters", "744000012345679"): [("Paris", "FR")],
    ("teamtailor", "3f1c-0001"): [("Stockholm", "SE")],
    ("teamtailor", "3f1c-0002"): [],
    ("personio", "1834171"): [("Munich", "DE"), ("Berlin", "DE")],
    ("personio", "1834172"): [("Vienna", "AT")],
    ("workable", "D9CC0943A4"): [("London", "GB")],
    ("workable", "E0AA0943B5"): [("Athens", "GR")],
    ("workable", "F1BB0943C6"): [],
    ("jsonld", "P-77"): [("Zurich", "CH")],
    ("jsonld", "P-78"): [("Bern", "CH")],
    ("jsonld", "P-79"): [],
}
COUNTRIES = {
    ("greenhouse", "4002"): ("US",),
    ("lever", "a1f0c2d4-0002"): ("CA",),
    ("ashby", "7d0c-0001"): ("CA",),
    ("ashby", "7d0c-0002"): ("DE", "AT"),
    ("teamtailor", "3f1c-0002"): ("SE", "FI"),
    ("workable", "F1BB0943C6"): ("GR",),
    ("jsonld", "P-79"): ("US",),
}
SYSTEMS = list(BOARDS)
