"""How often anybody may try, and how a device is named. Pure: time and addresses come in as arguments.

A limit looks back over a window that slides: the count of the running window, and the part of the one before it that
still lies in view, taken as evenly spread. Source: Julien Desgats, "How we built rate limiting capable of scaling to
millions of domains", Cloudflare, 2017.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

PROGRAMS_HOST = "clients.invalid"  # of accounts that programs act under; reserved by RFC 6761, so no letter arrives
MINUTE, HOUR = 60, 3600  # in seconds, like MICROSECOND: below it two instants are one
MICROSECOND = 1e-6


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in any `seconds`, for one network address or one account."""

    most: int
    seconds: int


# Every limit of the house, by kind. Those that end in `-account` count by the e-mail address typed, others by network.
LIMITS = {
    "post": Limit(60, MINUTE),
    "login": Limit(30, 5 * MINUTE),
    "login-account": Limit(10, 15 * MINUTE),
    "signup": Limit(20, HOUR),
    "signup-account": Limit(5, HOUR),
    "reset": Limit(20, HOUR),
    "reset-account": Limit(5, HOUR),
    "email": Limit(20, HOUR),
    "email-account": Limit(5, HOUR),
    "prove": Limit(30, 15 * MINUTE),
    "export": Limit(10, HOUR),
    "client-token": Limit(30, MINUTE),
    "setup": Limit(10, 15 * MINUTE),
    "help": Limit(10, HOUR),
    "message": Limit(20, HOUR),  # of one person, with applications
    "run": Limit(300, HOUR),
    "run-person": Limit(30, MINUTE),
    "draft": Limit(
        240, MINUTE
    ),  # sent by script while somebody types or answers cards, so not counted as other forms are
    "api": Limit(300, MINUTE),  # of one token
    "api-visitor": Limit(60, MINUTE),  # of one network, without a token
    "api-refused": Limit(30, MINUTE),  # tokens that open nothing, of one network
    "search": Limit(60, HOUR),  # no search is refused; those beyond it are not counted for what is popular
}

# Which limit a POST meets besides `post`: the first line whose beginning fits its path.
PATHS = (
    ("/account/login/", "login"),
    ("/account/2fa/webauthn/login/", "login"),
    ("/account/signup/", "signup"),
    ("/account/3rdparty/signup/", "signup"),
    ("/account/password/reset/", "reset"),
    ("/account/email/", "email"),
    ("/account/2fa/", "prove"),
    ("/account/reauthenticate/", "prove"),
    ("/account/password/", "prove"),
    ("/account/export/", "export"),
    ("/operate/setup/", "setup"),
    ("/help/", "help"),
)

# Where an e-mail address is typed, by exact path: the field that holds it, and the limit by address.
TYPED = {
    "/account/login/": ("login", "login-account"),
    "/account/signup/": ("email", "signup-account"),
    "/account/3rdparty/signup/": ("email", "signup-account"),
    "/account/password/reset/": ("email", "reset-account"),
    "/account/email/": ("email", "email-account"),
}

LONGEST_TOKEN = timedelta(days=365)
MOST_TOKENS = 20  # of one person, that work
LONGEST = timedelta(seconds=max(limit.seconds for limit in LIMITS.values()))


def kinds_for(path: str) -> list[str]:
    """Return the kinds of limit that a POST to `path` meets for its network address."""
    if path.startswith(("/api/", "/oauth/")):
        return []  # counted there: by the token, or by whoever asks for one
    by_script = path.startswith(("/exercises/", "/practice/")) and path.endswith("/draft/")
    if by_script or path in ("/practice/log/", "/practice/cards/"):
        return ["draft"]
    return ["post", *[kind for prefix, kind in PATHS if path.startswith(prefix)][:1]]


def window_start(at: datetime, seconds: int) -> datetime:
    """Return when the window began in which `at` lies; windows are counted from 1970 on."""
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, UTC)


def wait_seconds(limit: Limit, before: int, now: int, elapsed: float) -> int:
    """Return 0 where one more try fits, else the whole seconds until it does, if nothing else is tried.

    before, now: tries in the last window and in the running one.  elapsed: seconds since the running one began.
    """
    wait = until(limit, before, now) - elapsed
    if wait < MICROSECOND:
        return 0
    if elapsed + wait > limit.seconds:  # this window is spent: the next looks back on it
        wait = limit.seconds - elapsed + max(until(limit, now, 0), 0)
    return max(math.ceil(wait), 1)


def tries_left(limit: Limit, before: int, now: int, elapsed: float) -> int:
    """Return how many more tries fit at this instant, after `now` of the running window."""
    in_view = before * (limit.seconds - elapsed) / limit.seconds
    return max(math.floor(limit.most - in_view - now), 0)


def until(limit: Limit, before: int, now: int) -> float:
    """Return how many seconds into a window one more try fits; more than the window where it never does."""
    room = limit.most - 1 - now
    if room < 0:
        return math.inf
    return limit.seconds * (before - room) / before if before > room else 0


def network(address: str) -> str:
    """Return what stands for a visitor: the IPv4 address, or the /64 of an IPv6 one, for that is what one home has."""
    found = plain_address(address)
    if not found:
        return "unknown"
    parsed = ip_address(found)
    if isinstance(parsed, IPv6Address):
        return str(ip_network(f"{parsed}/64", strict=False).network_address)
    return found


def plain_address(address: str) -> str:
    """Return an IP address without port, brackets and zone, or an empty text where there is none."""
    text = address.strip().partition("%")[0]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ip_address(text)
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)


# What a user agent holds -> what a person calls it. The first that fits counts: most browsers claim to be others too.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"),
            ("CriOS/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
           ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device(user_agent: str) -> str:
    """Return `Firefox, Linux` for what a browser calls itself; an empty text where nothing is known."""
    named = [next((name for mark, name in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in named if name)
