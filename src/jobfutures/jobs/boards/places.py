"""Countries and places as boards write them."""

import re

from jobfutures.jobs.posting import Where
from jobfutures.kit.countries import NAMES, without_marks

ALSO = {
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "the netherlands": "NL",
    "nederland": "NL", "holland": "NL", "espana": "ES", "italia": "IT", "polska": "PL", "danmark": "DK",
    "sverige": "SE", "norge": "NO",
    "suomi": "FI", "czech republic": "CZ", "republic of ireland": "IE", "turkey": "TR", "russian federation": "RU",
    "korea": "KR", "republic of korea": "KR", "viet nam": "VN", "uae": "AE", "brasil": "BR", "macau": "MO",
    "hong kong sar": "HK", "cabo verde": "CV", "ivory coast": "CI", "cote d ivoire": "CI", "burma": "MM",
    "gbr": "GB", "deu": "DE", "fra": "FR", "esp": "ES", "ita": "IT", "nld": "NL", "che": "CH", "aut": "AT", "bel": "BE",
    "pol": "PL", "prt": "PT", "swe": "SE", "nor": "NO", "dnk": "DK", "fin": "FI", "irl": "IE", "can": "CA", "aus": "AU",
    "ind": "IN", "jpn": "JP", "bra": "BR", "mex": "MX", "cze": "CZ", "rou": "RO", "ukr": "UA", "sgp": "SG", "nzl": "NZ",
}  # fmt: skip
CERTAIN = {"US", "UK", "GB", "FR", "PL", "IE", "JP"}  # others, such as CA and DE, are states or provinces as well
STATES = {"georgia"}
REMOTE = re.compile(r"\b(remote|anywhere|home[ -]?office|distributed|worldwide|work from home)\b", re.IGNORECASE)
REMOTE_IN = re.compile(r"^remote\s*[-,:(/]?\s*(?:in\s+)?([^()]+?)\)?$", re.IGNORECASE)
SEVERAL = re.compile(r"\s+(?:or|and|/|\||&)\s+|\s*[/|;•]\s*")


def plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", without_marks(name).lower()).strip()


BY_NAME = {**{plain(name): code for code, name in NAMES.items()}, **ALSO}


def country(written: str) -> str:
    """Return the code of a country by its code or name, or nothing."""
    text = written.strip()
    if len(text) == 2 and text.upper() in NAMES:
        return text.upper()
    return BY_NAME.get(plain(text), "")


def place_of(text: str) -> Where | None:
    """Return the place of a text such as `Berlin, Germany`, or nothing where it is not certain."""
    if REMOTE.search(text) or SEVERAL.search(text):
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) not in (2, 3) or any(len(part) > 100 for part in parts):
        return None
    if len(parts) == 2 and ((len(parts[1]) == 2 and parts[1].upper() not in CERTAIN) or plain(parts[1]) in STATES):
        return None
    code = country(parts[-1])
    return Where(city=parts[0], region=parts[1] if len(parts) == 3 else "", country=code) if code else None


def remote_country(text: str) -> str:
    """Return the country of a text such as `Remote (Germany)`, or nothing."""
    found = REMOTE_IN.match(text.strip())
    return country(found[1]) if found else ""
