"""Dates kept as precisely as they were given, addresses that may be followed, and hosts below other hosts. Pure."""

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

import idna

DATE = re.compile(r"([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_HOST = 253
COMPANY, DOMAIN = "COMPANY", "DOMAIN"  # the kinds of a block rule


def is_date(text: str) -> bool:
    """Tell whether a text is YYYY, YYYY-MM or YYYY-MM-DD, of the years 1000 to 2999."""
    found = DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def is_before(one: str, other: str) -> bool:
    """Tell whether a date certainly lies before another: as far as both are given."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def date_words(text: str) -> str:
    """Return a date as one reads it: 2020-03 -> Mar 2020, 2020-03-14 -> 14 Mar 2020."""
    parts = text.split("-")
    if not is_date(text) or len(parts) == 1:
        return text
    return " ".join([*(str(int(day)) for day in parts[2:]), MONTHS[int(parts[1]) - 1], parts[0]])


def is_link(text: str) -> bool:
    """Tell an https address from other text."""
    return address_of(text, {"https"}) is not None


def is_web_address(text: str) -> bool:
    """Tell whether a text may stand behind a link: http or https, and a host."""
    return address_of(text, {"http", "https"}) is not None


def address_of(text: str, schemes: Collection[str]) -> str | None:
    """Return the host of an address with one of these schemes; None where the text is no such address."""
    if any(letter.isspace() or not letter.isprintable() for letter in text):
        return None
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.scheme in schemes and parts.hostname and not parts.username else None


def host_of(text: str) -> str | None:
    """Return the host that somebody means who writes a domain, an address or an e-mail address; as an A-label.

    None where it is no host with a dot in it. `www.` is left out: a rule holds for all that stands below.
    """
    plain = text.strip().rpartition("@")[2] if "//" not in text else text.strip()
    host = address_of(plain if "//" in plain else f"https://{plain}", {"http", "https"})
    if host is None:
        return None
    try:
        named = idna.encode(host.rstrip("."), uts46=True).decode().removeprefix("www.")
    except (idna.IDNAError, UnicodeError):
        return None
    is_number = named.rpartition(".")[2].isdigit()
    return named if "." in named and not is_number and len(named) <= LONGEST_HOST else None


def company_of(text: str) -> str | None:
    """Return the short name of a company in its address here: `acme` of `/companies/acme/` or of itself."""
    slug = text.strip().rstrip("/").rpartition("/")[2].lower()
    return slug if SLUG.fullmatch(slug) and len(slug) <= 80 else None


def domains_above(host: str) -> list[str]:
    """Return a host and every domain that it stands below: a.b.example, b.example, example."""
    parts = host.lower().rstrip(".").split(".")
    return [".".join(parts[place:]) for place in range(len(parts))]


def blocks(rules: Mapping[str, Collection[str]], *, slug: str, hosts: Collection[str]) -> bool:
    """Tell whether rules, by kind, hold for a company with this short name and these hosts."""
    named = slug.lower() in rules.get(COMPANY, ())
    return named or any(domain in rules.get(DOMAIN, ()) for host in hosts for domain in domains_above(host))


def one_line(text: str) -> str:
    return " ".join(text.split())
