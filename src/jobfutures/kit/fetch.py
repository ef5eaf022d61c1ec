"""Reads one file from somebody else's https server, or tells it something, and none that is not public.

The name is resolved once; if any of its addresses is not public nothing is asked; the connection goes to an address
that was checked, with the name in SNI and Host. No redirect, no other port, no proxy, no connection kept, one deadline.
"""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from time import monotonic
from urllib.parse import SplitResult, urlsplit

import h11
import httpx
from django.utils.translation import gettext as _

from jobfutures.kit.addresses import is_public
from jobfutures.kit.names import addresses_of

type Resolve = Callable[[str, float], Sequence[str]]
"""(host, seconds) -> its addresses; OSError where there are none."""
type Connect = Callable[[str, int, float], socket.socket]
"""(address, port, seconds) -> an open socket; OSError where nobody answers."""

PORT = 443
LONGEST_URL = 2000
MOST_ADDRESSES = 4  # how many of a host's addresses are tried
PART = 1 << 16


class CannotFetch(Exception):
    """Nothing was read. reason: a word for machines; the sentence is for people."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered. status: never a redirect, which is refused.  content_type: as sent, in small letters."""

    status: int
    content_type: str
    body: bytes


def open_socket(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


@lru_cache(maxsize=1)
def usual_trust() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def fetch(
    url: str,
    *,
    most_bytes: int = 1 << 20,
    seconds: float = 5.0,
    resolve: Resolve = addresses_of,
    connect: Connect = open_socket,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """Read one https address. seconds: for everything together. Raises CannotFetch."""
    until = monotonic() + seconds
    asked = checked(url)
    with opened(asked, until, resolve, connect, trust) as line:
        return exchange(line, asked, most_bytes, until)


def post(
    url: str,
    content: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float = 5.0,
    resolve: Resolve = addresses_of,
    connect: Connect = open_socket,
    trust: ssl.SSLContext | None = None,
) -> int:
    """Tell one https address something; return the status of the answer, whose content is not read. CannotFetch."""
    until = monotonic() + seconds
    asked = checked(url)
    with opened(asked, until, resolve, connect, trust) as line:
        talk = h11.Connection(h11.CLIENT)
        head = request_to(asked, "POST", {**headers, "Content-Length": str(len(content))})
        line.sendall(b"".join([talk.send(head) or b"", talk.send(h11.Data(data=content)) or b""]))
        talk.send(h11.EndOfMessage())
        for event in events(line, talk, until):
            if isinstance(event, h11.Response):
                return check_no_redirect(event).status_code
        raise silent()


@contextmanager
def opened(
    asked: SplitResult, until: float, resolve: Resolve, connect: Connect, trust: ssl.SSLContext | None
) -> Iterator[ssl.SSLSocket]:
    """Open a line to a host that was checked; whatever breaks in it is a CannotFetch."""
    host = str(asked.hostname)
    addresses = public_addresses(host, resolve, until)
    try:
        with open_one(addresses, connect, until) as plain:
            plain.settimeout(left(until))
            with (trust or usual_trust()).wrap_socket(plain, server_hostname=host) as line:
                yield line
    except TimeoutError:
        raise slow() from None
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or ""
        raise CannotFetch(
            "tls", _("%(host)s shows no valid certificate: %(why)s") % {"host": host, "why": why}
        ) from None
    except (OSError, h11.ProtocolError):
        raise CannotFetch("broken", _("%s broke the connection off, or answered in no HTTP.") % host) from None


def checked(url: str) -> SplitResult:
    """Return the parts of an https address of a named host. Raises CannotFetch."""
    wrong = CannotFetch("address", _("This is no address that starts with https:// and names a host."))
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise wrong
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        raise wrong
    if "@" in parts.netloc:
        raise CannotFetch("userinfo", _("An address with a name or password in it is not read."))
    if port not in {None, PORT} or parts.netloc.endswith(":"):
        raise CannotFetch("port", _("Only the usual port of https is read, so the address names none."))
    if is_number(host) or "." not in host or not all(host.split(".")):
        raise CannotFetch("host", _("The address has to name a host, such as acme.example."))
    return parts


def is_number(host: str) -> bool:
    """Tell whether a host is an address, in any of the spellings that a C library takes: 127.1, 0x7f.1, [::1]."""
    try:
        ip_address(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2].lower()
        return last.isdigit() or last.startswith("0x")
    return True


def public_addresses(host: str, resolve: Resolve, until: float) -> list[str]:
    """Return the addresses of a host, IPv4 first, if all are public. Raises CannotFetch."""
    try:
        found = list(resolve(host, left(until)))
    except TimeoutError:
        raise slow() from None
    except OSError:
        found = []
    if not found:
        raise CannotFetch("unknown", _("%s has no address in the DNS.") % host)
    if not all(is_public(one) for one in found):
        raise CannotFetch("private", _("%s leads to an address that is not public, so it is not read.") % host)
    return sorted(found, key=lambda one: ":" in one)[:MOST_ADDRESSES]


def open_one(addresses: Sequence[str], connect: Connect, until: float) -> socket.socket:
    for address in addresses:
        try:
            return connect(address, PORT, left(until))
        except OSError:
            continue
    left(until)
    raise CannotFetch("closed", _("Nobody answers at the port of https."))


def exchange(line: ssl.SSLSocket, asked: SplitResult, most_bytes: int, until: float) -> Fetched:
    """Ask, and read the answer to its end. Raises CannotFetch, OSError or h11.ProtocolError."""
    talk = h11.Connection(h11.CLIENT)
    line.sendall(talk.send(request_to(asked, "GET", {})) or b"")
    head, body = None, bytearray()
    for event in events(line, talk, until):
        if isinstance(event, h11.Response):
            head = check_head(event)
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > most_bytes:
                raise CannotFetch("large", _("The answer is longer than the %d bytes that are read.") % most_bytes)
    if head is None:
        raise silent()
    kind = dict(head.headers).get(b"content-type", b"").decode("latin-1").lower()
    return Fetched(head.status_code, kind, bytes(body))


def request_to(asked: SplitResult, method: str, headers: Mapping[str, str]) -> h11.Request:
    usual = {
        "Host": str(asked.hostname), "User-Agent": "JobFutures", "Accept": "*/*", "Accept-Encoding": "identity",
        "Connection": "close",
    }  # fmt: skip
    target = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
    return h11.Request(method=method, target=target, headers=list({**usual, **headers}.items()))


def events(line: ssl.SSLSocket, talk: h11.Connection, until: float) -> Iterator[h11.Event]:
    while True:
        event = talk.next_event()
        if event is h11.NEED_DATA:
            line.settimeout(left(until))
            talk.receive_data(line.recv(PART))
        elif isinstance(event, h11.EndOfMessage | h11.ConnectionClosed) or event is h11.PAUSED:
            return
        elif isinstance(event, h11.Event):
            yield event


def check_no_redirect(head: h11.Response) -> h11.Response:
    if 300 <= head.status_code < 400:
        raise CannotFetch("redirect", _("The address leads on to another one, and redirects are not followed."))
    return head


def check_head(head: h11.Response) -> h11.Response:
    check_no_redirect(head)
    packed = dict(head.headers).get(b"content-encoding", b"identity")
    if packed != b"identity":
        raise CannotFetch("packed", _("The server packed its answer, though it was asked not to."))
    return head


def left(until: float) -> float:
    """Return the seconds that are left. Raises CannotFetch."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise slow()
    return seconds


def silent() -> CannotFetch:
    return CannotFetch("broken", _("The server answered nothing."))


def slow() -> CannotFetch:
    return CannotFetch("slow", _("It took longer than the few seconds that are waited."))
