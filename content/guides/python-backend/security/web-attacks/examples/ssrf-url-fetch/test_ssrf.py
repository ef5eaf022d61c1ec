"""'Import an image from an address': nine ways round a check of the text, and a fetch that checks where it connects."""

import ipaddress
import socket
from urllib.parse import urlsplit

import httpx
import pytest

SECRET = "instance credentials"
DNS = {  # what names resolve to; the attacker owns evil.example and its name server
    "images.example.org": [["93.184.215.14"]],
    "evil.example": [["127.0.0.1"]],
    "two.example": [["93.184.215.14", "10.0.0.5"]],
    "rebind.example": [["93.184.215.14"], ["169.254.169.254"]],  # the second answer differs
    "redirect.example": [["93.184.215.14"]],
}


class Resolver:
    def __init__(self) -> None:
        self.asked: dict[str, int] = {}

    def __call__(self, host: str) -> list[str]:
        if host in DNS:
            turn = self.asked[host] = self.asked.get(host, 0) + 1
            return DNS[host][min(turn, len(DNS[host])) - 1]
        if ":" in host:
            return [host]
        return [socket.inet_ntoa(socket.inet_aton(host))]  # as the C library reads numbers: 127.1, 0x7f.1, 2130706433


def network(request: httpx.Request) -> httpx.Response:
    """Who answers at which address: the world, or our own inside."""
    address = ipaddress.ip_address(request.extensions["address"])
    if request.headers["host"] == "redirect.example":
        return httpx.Response(302, headers={"location": "http://169.254.169.254/latest/credentials"})
    return httpx.Response(200, text="an image" if address.is_global else SECRET)


def request_to(url: str, address: str) -> httpx.Response:
    request = httpx.Request("GET", url, extensions={"address": address})
    return network(request)


def naive(url: str, resolve: Resolver) -> str:
    """Looks at the text, then lets the library resolve, connect and follow."""
    host = urlsplit(url).hostname or ""
    if host in ("localhost", "127.0.0.1") or host.startswith(("10.", "192.168.")):
        return "refused"
    answer = request_to(url, resolve(host)[0])
    while answer.is_redirect:
        url = answer.headers["location"]
        answer = request_to(url, resolve(urlsplit(url).hostname or "")[0])
    return answer.text


def check_then_fetch(url: str, resolve: Resolver) -> str:
    """Resolves and checks; then the library resolves once more."""
    host = urlsplit(url).hostname or ""
    if not all(is_public(address) for address in resolve(host)):
        return "refused"
    return naive(url, resolve)


NAT64 = ipaddress.ip_network("64:ff9b::/96")  # any IPv4 address, where a network translates; Python calls it global


def is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and parsed not in NAT64


def careful(url: str, resolve: Resolver) -> str:
    """One resolution, every address public, connect to exactly that address, and each hop is a new check."""
    for _ in range(4):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.port not in (None, 80, 443) or not parts.hostname:
            return "refused"
        try:
            addresses = resolve(parts.hostname)
        except OSError:
            return "refused"
        if not addresses or not all(is_public(address) for address in addresses):
            return "refused"
        answer = request_to(url, addresses[0])  # the socket goes to this address; Host and TLS keep the name
        if not answer.is_redirect:
            return answer.text
        url = answer.headers["location"]
    return "refused"


ATTACKS = {
    "a short form": "http://127.1/",
    "one number": "http://2130706433/",
    "hexadecimal": "http://0x7f.1/",
    "IPv6": "http://[::1]/",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]/",
    "the cloud's metadata": "http://169.254.169.254/latest/credentials",
    "a name of the attacker": "http://evil.example/",
    "a redirect": "http://redirect.example/cat.png",
    "a name that changes": "http://rebind.example/",
}


def fetch(way, url: str) -> str:
    return way(url, Resolver())


@pytest.mark.parametrize("name", ATTACKS)
def test_the_inside_is_reached_by_text_and_not_by_address(name):
    results = [fetch(way, ATTACKS[name]) for way in (naive, check_then_fetch, careful)]
    print(f"{name}: " + ", ".join("inside" if result == SECRET else result for result in results))
    assert results[2] != SECRET
    if name != "a name that changes":
        assert results[0] == SECRET


def test_checking_first_and_resolving_again_loses_to_a_name_that_changes():
    assert fetch(check_then_fetch, "http://rebind.example/") == SECRET
    assert fetch(careful, "http://rebind.example/") == "an image"  # connected to what was checked


def test_one_private_address_among_several_is_enough_to_refuse():
    assert fetch(careful, "http://two.example/") == "refused"


def test_an_ipv4_address_behind_a_translator_is_not_public():
    assert ipaddress.ip_address("64:ff9b::7f00:1").is_global and not is_public("64:ff9b::7f00:1")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://x/", "http://images.example.org:6379/", "http:///x"])
def test_other_schemes_and_ports_are_not_images(url):
    assert fetch(careful, url) == "refused"


def test_an_honest_address_still_works():
    assert fetch(careful, "https://images.example.org/cat.png") == "an image"


def test_the_standard_parser_refuses_what_the_c_library_accepts():
    with pytest.raises(ValueError, match="127.1"):
        ipaddress.ip_address("127.1")
    print("inet_aton:", [socket.inet_ntoa(socket.inet_aton(text)) for text in ("127.1", "0x7f.1", "2130706433")])
