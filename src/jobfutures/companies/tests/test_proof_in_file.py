"""The file of a proof is the token and nothing else, over https, without a detour."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobfutures.companies.proof.files import MOST_BYTES, read_file
from jobfutures.companies.proof.reading import Reading
from jobfutures.companies.wording import proof_fault
from jobfutures.kit.fetch import Fetched, fetch
from jobfutures.kit.tests.web_bed import PUBLIC, Web, reply, web

TOKEN = "s3cretTokenOfAcme_-9"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Web]:
    with web(tmp_path) as found:
        yield found
        assert found.listener.touched == []


def look(site: Web) -> Reading:
    def get(url: str) -> Fetched:
        assert url == "https://acme.example/.well-known/jobfutures-verify.txt"
        return fetch(url, most_bytes=MOST_BYTES, resolve=site.resolve, connect=site.connect, trust=site.trust)

    return read_file("acme.example", TOKEN, get=get)


@pytest.mark.parametrize("body", [TOKEN, f"{TOKEN}\n", f"{TOKEN}\r\n"])
def test_the_token_alone_is_a_proof(site: Web, body: str) -> None:
    site.answer = reply(body.encode())

    assert look(site) == Reading("file", "", (TOKEN,))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(b""), "missing"),
        (reply(f" {TOKEN}".encode()), "more_text"),
        (reply(f"{TOKEN}\n\n".encode()), "more_text"),
        (reply(f"jf-verify={TOKEN}".encode()), "more_text"),
        (reply(f"<html><body>{TOKEN}</body></html>".encode()), "more_text"),
        (reply(b"tokenOfAnother"), "other_token"),
        (reply(TOKEN.lower().encode()), "other_token"),
        (reply(b"\xff\xfe" + TOKEN.encode("utf-16-le")), "other_token"),
        (reply(TOKEN.encode(), "404 Not Found"), "status_404"),
        (reply(TOKEN.encode(), "500 Broken"), "status_500"),
        (reply(TOKEN.encode(), "301 Moved", "Location: https://acme.example/token"), "redirect"),
        (reply(TOKEN.encode() + b"x" * (2 << 20)), "large"),
        (b"not http", "broken"),
    ],
)
def test_everything_else_is_none_and_says_why(site: Web, answer: bytes, reason: str) -> None:
    site.answer = answer

    found = look(site)
    assert found.reason == reason
    assert str(proof_fault(found.reason)).endswith(".")


def test_a_wrong_certificate_and_a_private_address_are_said(site: Web, tmp_path: Path) -> None:
    site.hosts["acme.example"] = [PUBLIC, "10.0.0.1"]
    assert look(site).reason == "private"
    with web(tmp_path, kind="unknown") as other:
        other.answer = reply(TOKEN.encode())
        found = look(other)
        assert found.reason == "tls"
        assert "acme.example" in found.detail
