"""What a company may name as its own domain. Knows no framework."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address

import dns.exception
import dns.name
from publicsuffixlist import PublicSuffixList

LONGEST = 253
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
IDNA = dns.name.IDNA2008Codec(uts_46=True, transitional=False, allow_pure_ascii=False, strict_decode=True)
# Names that never lead to a web server of everybody's. RFC 6761, 6762, 7686, 8375, 9476, and ICANN's `internal`.
SPECIAL = frozenset({"localhost", "local", "internal", "test", "invalid", "onion", "arpa", "alt"})


class WrongHost(Exception):
    """This is no domain that a company can prove. reason: a word for machines."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Host:
    """name: as A-labels, in small letters.  registrable: its part below the public suffix, `acme.co.uk`."""

    name: str
    registrable: str


@lru_cache(maxsize=1)
def lists() -> tuple[PublicSuffixList, PublicSuffixList]:
    """Return the public suffixes with and without those that companies share with their customers."""
    return PublicSuffixList(), PublicSuffixList(only_icann=True)


def host_of(text: str) -> Host:
    """Return what somebody typed as a host. Raises WrongHost."""
    written = text.strip()
    if "://" in written or "/" in written or "\\" in written:
        raise WrongHost("address")
    if "@" in written:
        raise WrongHost("userinfo")
    check_no_number(written)
    if written.endswith((".", "\u3002", "\uff0e", "\uff61")):
        raise WrongHost("trailing_dot")
    if any(is_mixed(label) for label in re.split("[.\u3002\uff0e\uff61]", written)):
        raise WrongHost("mixed_scripts")
    name = as_a_labels(written)
    check_no_number(name)  # full-width digits are digits now
    return Host(name, registrable_of(name))


def check_no_number(written: str) -> None:
    bare = written.strip("[]")
    try:
        ip_address(bare)
    except ValueError:
        last = bare.rstrip(".").rpartition(".")[2].lower()
        if last.isdigit() or last.startswith("0x"):
            raise WrongHost("number") from None
        if ":" in written:
            raise WrongHost("port") from None
        return
    raise WrongHost("number")


def as_a_labels(written: str) -> str:
    """Return the name in ASCII. Raises WrongHost."""
    if any(len(label) > 63 for label in written.split(".")) or len(written) > LONGEST:
        raise WrongHost("too_long")
    try:
        name = dns.name.from_text(written, origin=None, idna_codec=IDNA).to_text().lower()
    except (dns.exception.DNSException, UnicodeError, ValueError, IndexError):
        raise WrongHost("no_domain") from None
    labels = name.split(".")
    if len(name) > LONGEST:
        raise WrongHost("too_long")
    if not all(LABEL.fullmatch(label) for label in labels):
        raise WrongHost("no_domain")
    for label in labels:
        check_a_label(label)
    if labels[-1] in SPECIAL:
        raise WrongHost("special")
    if len(labels) < 2:
        raise WrongHost("public_suffix")  # a top-level domain, known or not
    return name


def check_a_label(label: str) -> None:
    """Raise WrongHost for what looks like an A-label, and is none of a word that IDNA allows."""
    if label[2:4] != "--":
        return
    try:
        written = IDNA.decode(label.encode())
    except (dns.exception.DNSException, UnicodeError, ValueError, IndexError):
        written = ""
    if not written or not label.startswith("xn--"):
        raise WrongHost("no_domain")
    if is_mixed(written):
        raise WrongHost("mixed_scripts")


def registrable_of(name: str) -> str:
    """Return the part below the public suffix. Raises WrongHost where a domain is shared by many."""
    everything, registries = lists()
    if everything.publicsuffix(name) == name or registries.publicsuffix(name) == name:
        raise WrongHost("public_suffix")
    registrable = registries.privatesuffix(name)
    if registrable is None:
        raise WrongHost("public_suffix")
    if everything.privatesuffix(name) != registrable:
        raise WrongHost("shared_suffix")
    return str(registrable)


def is_mixed(label: str) -> bool:
    """Tell whether a label mixes letters of scripts that are not written together. Japanese and Korean are."""
    found = {script_of(letter) for letter in label if letter.isalpha()}
    together = [{"LATIN", "CJK", "HIRAGANA", "KATAKANA"}, {"LATIN", "CJK", "HANGUL"}, {"LATIN", "CJK", "BOPOMOFO"}]
    return len(found) > 1 and not any(found <= scripts for scripts in together)


def script_of(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is its script."""
    word = unicodedata.name(letter, "UNKNOWN").partition(" ")[0].partition("-")[0]
    return {"FULLWIDTH": "LATIN", "HALFWIDTH": "KATAKANA"}.get(word, word)


def in_own_letters(name: str) -> str:
    """Return a host as people write it; A-labels stay where it is not in the letters of one script."""
    try:
        written = str(dns.name.from_text(name, origin=None).to_unicode(idna_codec=IDNA))
    except (dns.exception.DNSException, UnicodeError, ValueError, IndexError):
        return name
    scripts = {script_of(letter) for letter in written if letter.isalpha()}
    return written if scripts <= {"LATIN"} else name
