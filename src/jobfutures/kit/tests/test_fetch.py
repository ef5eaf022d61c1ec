"""A file of somebody else's server is read, and nothing that is private is ever touched."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from jobfutures.kit.addresses import is_public
from jobfutures.kit.fetch import CannotFetch, Fetched, fetch
from jobfutures.kit.tests.web_bed import PUBLIC, Answer, Web, drip, reply, web

PRIVATE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254",
    "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.254", "192.0.0.8", "192.0.0.170",
    "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::1", "::", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",
    "2002:a00:1::", "2002:7f00:1::1", "2001::1", "2001:db8::1", "2001:20::1", "100::1", "fc00::1", "fd12:3456::1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "3fff::1", "5f00::1", "4000::1", "2620:4f:8000::1",
)  # fmt: skip
GOOD = ("93.184.215.14", "1.1.1.1", "8.8.8.8", "192.0.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00::1")
ADDRESSES = {
    "http://acme.example/": "address",
    "ftp://acme.example/": "address",
    "file:///etc/passwd": "address",
    "//acme.example/": "address",
    "https://": "address",
    "https:///x": "address",
    "https://acme.example/a b": "address",
    "https://acme.example/\r\nHost: x": "address",
    "https://acme.example\\@10.0.0.1/": "address",
    "https://аcme.example/": "address",
    "https://acme.example:99999/": "address",
    "https://[::1/": "address",
    "https://acme.example/" + "x" * 2000: "address",
    "https://user@acme.example/": "userinfo",
    "https://acme.example@10.0.0.1/": "userinfo",
    "https://user:password@acme.example/": "userinfo",
    "https://acme.example:8443/": "port",
    "https://acme.example:80/": "port",
    "https://acme.example:/": "port",
    "https://localhost/": "host",
    "https://acme.example./": "host",
    "https://10.0.0.1/": "host",
    "https://127.1/": "host",
    "https://2130706433/": "host",
    "https://0x7f000001/": "host",
    "https://0x7f.0x0.0x0.0x1/": "host",
    "https://017700000001/": "host",
    "https://[::1]/": "host",
    "https://[::ffff:10.0.0.1]/": "host",
    "https://169.254.169.254/latest/meta-data/": "host",
    "https://.acme.example/": "host",
    "https://acme..example/": "host",
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Web]:
    with web(tmp_path) as found:
        found.answer = reply(b"token")
        yield found


def ask(site: Web, url: str = "https://acme.example/file", **limits: float) -> Fetched:
    return fetch(url, resolve=site.resolve, connect=site.connect, trust=site.trust, **limits)


def refusal(site: Web, url: str = "https://acme.example/file", **limits: float) -> str:
    with pytest.raises(CannotFetch) as told:
        ask(site, url, **limits)
    assert str(told.value)
    return told.value.reason


def test_a_file_is_read_from_the_address_that_was_checked_under_the_name_that_was_asked(site: Web) -> None:
    assert ask(site) == Fetched(200, "text/plain", b"token")
    assert site.connected == [(PUBLIC, 443)]
    assert site.names == [("acme.example", "acme.example")]
    assert site.resolved == 1


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_into_a_private_network_is_not_read(site: Web, address: str) -> None:
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        site.hosts["acme.example"] = found
        assert refusal(site) == "private"
    assert site.connected == []
    assert site.listener.touched == []


@pytest.mark.parametrize(("url", "reason"), ADDRESSES.items())
def test_an_address_that_could_mean_something_else_is_not_read(site: Web, url: str, reason: str) -> None:
    assert refusal(site, url) == reason
    assert site.connected == []
    assert site.listener.touched == []


def test_a_name_that_changes_its_address_is_read_from_the_first(site: Web) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["10.0.0.1"]])

    found = fetch("https://acme.example/", resolve=lambda *_: next(answers), connect=site.connect, trust=site.trust)
    assert found.body == b"token"
    assert site.connected == [(PUBLIC, 443)]
    assert site.listener.touched == []


@pytest.mark.parametrize("where", ["http://127.0.0.1/", "https://10.0.0.1/", "https://acme.example/other", "/other"])
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Again", "308 Always", "303 See"])
def test_a_redirect_is_not_followed(site: Web, status: str, where: str) -> None:
    site.answer = reply(b"token", status, f"Location: {where}")

    assert refusal(site) == "redirect"
    assert len(site.connected) == 1
    assert site.listener.touched == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(b"x" * 2000), "large"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"3e8\r\n" + b"x" * 1000 + b"\r\n" * 1
         + b"3e8\r\n" + b"x" * 1000 + b"\r\n0\r\n\r\n", "large"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000, "large"),
        (reply(b"x", "200 OK", "Content-Encoding: gzip"), "packed"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broken"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "broken"),
        (b"", "broken"),
        (drip, "slow"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused_in_time(site: Web, answer: Answer, reason: str) -> None:
    site.answer = answer
    begun = monotonic()

    assert refusal(site, most_bytes=1500, seconds=1.0) == reason
    assert monotonic() - begun < 5


def test_a_page_of_an_error_is_told_from_a_file(site: Web) -> None:
    site.answer = reply(b"not here", "404 Not Found")

    assert ask(site).status == 404


@pytest.mark.parametrize("kind", ["expired", "unknown"])
def test_a_certificate_that_is_not_valid_is_refused(tmp_path: Path, kind: str) -> None:
    with web(tmp_path, kind=kind) as site:
        site.answer = reply(b"token")
        assert refusal(site) == "tls"
        assert site.names == []


def test_a_certificate_of_another_name_is_refused(tmp_path: Path) -> None:
    with web(tmp_path, "other.example") as site:
        site.hosts["acme.example"] = [PUBLIC]
        assert refusal(site) == "tls"


def test_a_server_that_is_not_there_is_said_so(site: Web) -> None:
    assert refusal(site, "https://nowhere.example/") == "unknown"

    def closed(*_: object) -> None:
        raise ConnectionRefusedError

    with pytest.raises(CannotFetch, match="Nobody answers"):
        fetch("https://acme.example/", resolve=site.resolve, connect=closed, trust=site.trust)  # type: ignore[arg-type]


def test_no_proxy_of_the_environment_is_used(site: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{site.listener.port}")

    assert ask(site).body == b"token"
    assert site.listener.touched == []


def test_what_is_public_is_said_by_a_list(site: Web) -> None:
    assert [one for one in PRIVATE if is_public(one)] == []
    assert [one for one in GOOD if not is_public(one)] == []
    assert not is_public("acme.example")
    assert not is_public("")
    assert site.trust.verify_mode is ssl.CERT_REQUIRED
