"""Asks the DNS for the TXT record of a proof: first the servers that answer for the zone, else the usual resolver.

Addresses of name servers that are not public are left out, so that nobody makes us send packets into a private network.
An alias (CNAME) is no proof: whoever holds its target would hold the domain. What the servers say has to be the same.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset
from dns.rdtypes.ANY.TXT import TXT

from jobfutures.companies.proof.reading import LABEL, Asked, Reading, fault_in_texts, shortened
from jobfutures.kit.addresses import is_public
from jobfutures.kit.names import addresses_by, usual_resolver

type Ask = Callable[[dns.message.Message, str, float], dns.message.Message]
"""(question, address of a server, seconds) -> its answer; OSError or DNSException where there is none."""
MOST_SERVERS = 6
ONE_SERVER_S = 2.0
SAYS = {"texts", "none", "alias"}  # answers of a server that knows the zone


@dataclass(frozen=True, slots=True)
class Said:
    asked: Asked
    texts: tuple[str, ...] = ()


def ask_server(question: dns.message.Message, address: str, seconds: float) -> dns.message.Message:
    return dns.query.udp_with_fallback(question, address, timeout=seconds)[0]


def read_names(
    host: str, token: str, *, ask: Ask = ask_server, resolver: dns.resolver.Resolver | None = None, seconds: float = 6.0
) -> Reading:
    """Look for the record of a host. seconds: for everything together."""
    until = monotonic() + seconds
    usual = resolver or usual_resolver()
    name = dns.name.from_text(f"{LABEL}.{host}")
    said = ask_all(name, servers_of(name, usual, until), ask, until)
    asked = tuple(one.asked for one in said)
    knowing = [one for one in said if one.asked.answer in SAYS]
    if not knowing:
        return by_resolver(name, token, usual, asked, until)
    texts = knowing[0].texts
    if len({(one.asked.answer == "alias", tuple(sorted(one.texts))) for one in knowing}) > 1:
        every = shortened(sorted({text for one in knowing for text in one.texts}))
        return Reading("authoritative", "split", every, asked)
    reason = "alias" if knowing[0].asked.answer == "alias" else fault_in_texts(texts, token)
    return Reading("authoritative", reason, shortened(texts), asked)


def by_resolver(
    name: dns.name.Name, token: str, resolver: dns.resolver.Resolver, asked: tuple[Asked, ...], until: float
) -> Reading:
    try:
        answer = looked_up(resolver, name, "TXT", until)
    except dns.resolver.NXDOMAIN:
        return Reading("resolver", "missing", asked=asked)
    except (dns.exception.DNSException, OSError):
        return Reading("resolver", "silent", asked=asked)
    if answer.canonical_name != name:
        return Reading("resolver", "alias", asked=asked)
    texts = texts_of(answer.rrset)
    return Reading("resolver", fault_in_texts(texts, token), shortened(texts), asked)


def servers_of(name: dns.name.Name, resolver: dns.resolver.Resolver, until: float) -> Iterator[tuple[str, str]]:
    """Yield (name, address) of the servers of the innermost zone; where no address is public, it is an empty text."""
    zone = name
    while len(zone) > 2:  # the root is a label too: a top-level domain is nobody's proof
        found: Sequence[str] = ()
        with suppress(dns.exception.DNSException, OSError):
            answer = looked_up(resolver, zone, "NS", until)
            if answer.rrset is not None and answer.canonical_name == zone:
                found = sorted(one.target.to_text(omit_final_dot=True) for one in answer.rrset)
        if found:
            yield from ((one, public_address(one, resolver, until)) for one in found[:MOST_SERVERS])
            return
        zone = zone.parent()


def public_address(server: str, resolver: dns.resolver.Resolver, until: float) -> str:
    with suppress(OSError):
        return next(filter(is_public, addresses_by(resolver, server, max(0.05, until - monotonic()))), "")
    return ""


def ask_all(name: dns.name.Name, servers: Iterator[tuple[str, str]], ask: Ask, until: float) -> list[Said]:
    """Ask all servers at once, so that a slow one holds nobody up."""
    listed = list(servers)
    seconds = min(ONE_SERVER_S, until - monotonic())
    if not listed or seconds <= 0:
        return []
    with ThreadPoolExecutor(len(listed)) as pool:
        return list(pool.map(lambda one: said_by(one[0], one[1], name, ask, seconds), listed))


def said_by(server: str, address: str, name: dns.name.Name, ask: Ask, seconds: float) -> Said:
    if not address:
        return Said(Asked(server, "", "internal"))
    question = dns.message.make_query(name, dns.rdatatype.TXT)
    question.flags &= ~dns.flags.RD
    try:
        answer = ask(question, address, seconds)
    except (dns.exception.DNSException, OSError):
        return Said(Asked(server, address, "silent"))
    known = answer.rcode() in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN} and answer.flags & dns.flags.AA
    if not known:
        return Said(Asked(server, address, "lame"))
    if any(one.name == name and one.rdtype == dns.rdatatype.CNAME for one in answer.answer):
        return Said(Asked(server, address, "alias"))
    texts = texts_of(next((one for one in answer.answer if one.name == name and one.rdtype == dns.rdatatype.TXT), None))
    return Said(Asked(server, address, "texts" if texts else "none"), texts)


def looked_up(resolver: dns.resolver.Resolver, name: dns.name.Name, kind: str, until: float) -> dns.resolver.Answer:
    lifetime = max(0.05, min(ONE_SERVER_S, until - monotonic()))
    return resolver.resolve(name, kind, lifetime=lifetime, search=False, raise_on_no_answer=False)


def texts_of(found: dns.rrset.RRset | None) -> tuple[str, ...]:
    """Return the records of a set; the parts of one belong together."""
    records = [one for one in found or () if isinstance(one, TXT)]
    return tuple(b"".join(one.strings).decode("utf-8", "replace") for one in records)


def is_connected(*, resolver: dns.resolver.Resolver | None = None, seconds: float = 3.0) -> bool:
    """Tell whether the DNS answers at all: while it does not, nobody's proof is missing."""
    try:
        looked_up(resolver or usual_resolver(), dns.name.root, "NS", monotonic() + seconds)
    except dns.resolver.NXDOMAIN:
        return True
    except (dns.exception.DNSException, OSError):
        return False
    return True
