"""What a company may name as its own domain."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.companies.forms.companies import Claim
from jobfutures.companies.hosts import WrongHost, host_of, in_own_letters
from jobfutures.companies.lookalikes import look_alike
from jobfutures.companies.wording import HOST_FAULTS

REFUSED = {
    "localhost": "special", "acme.localhost": "special", "acme.internal": "special", "printer.local": "special",
    "acme.onion": "special", "1.0.0.127.in-addr.arpa": "special", "acme.test": "special", "acme.invalid": "special",
    "10.0.0.1": "number", "127.1": "number", "2130706433": "number", "0x7f.1": "number", "[::1]": "number",
    "::1": "number", "8.8.8.8": "number", "８.8.8.8": "number", "10.0.0.1.": "number",
    "github.io": "public_suffix", "co.uk": "public_suffix", "com": "public_suffix", "anything.ck": "public_suffix",
    "s3.amazonaws.com": "public_suffix", "рф": "public_suffix", "公司.cn": "public_suffix",
    "acme.github.io": "shared_suffix", "GitHub.acme.GitHub.IO": "shared_suffix", "acme.blogspot.com": "shared_suffix",
    "acme.pages.dev": "shared_suffix", "a.b.herokuapp.com": "shared_suffix", "acme.s3.amazonaws.com": "shared_suffix",
    "user@acme.com": "userinfo", "user:pw@acme.com": "userinfo", "acme.com:443": "port", "acme.com:": "port",
    "acme.com.": "trailing_dot", "acme.com。": "trailing_dot",
    "https://acme.com": "address", "acme.com/jobs": "address", "//acme.com": "address", "acme.com\\x": "address",
    "a" * 64 + ".com": "too_long", "a" * 254: "too_long", ".".join(["a" * 60] * 5): "too_long",
    "аcme.com": "mixed_scripts", "gооgle.com": "mixed_scripts", "xn--cme-7cd.com": "mixed_scripts",
    "αcme.com": "mixed_scripts", "acme.рфa": "mixed_scripts",
    "": "no_domain", "acme..com": "no_domain", "-acme.com": "no_domain", "acme-.com": "no_domain",
    "acme_x.com": "no_domain", "acme com": "no_domain", "acme.com\x00": "no_domain", "xn--a.com": "no_domain",
    "ab--cd.com": "no_domain", "acme.com?x": "no_domain", "*.acme.com": "no_domain",
}  # fmt: skip
TAKEN = {
    "acme.example": ("acme.example", "acme.example"),
    " Acme.CO.UK ": ("acme.co.uk", "acme.co.uk"),
    "jobs.acme.de": ("jobs.acme.de", "acme.de"),
    "ac\u200bme.com": ("acme.com", "acme.com"),
    "www.ck": ("www.ck", "www.ck"),
    "bücher.de": ("xn--bcher-kva.de", "xn--bcher-kva.de"),
    "BÜCHER.de": ("xn--bcher-kva.de", "xn--bcher-kva.de"),
    "xn--bcher-kva.de": ("xn--bcher-kva.de", "xn--bcher-kva.de"),
    "日本語.jp": ("xn--wgv71a119e.jp", "xn--wgv71a119e.jp"),
    "асме.рф": ("xn--80akut.xn--p1ai", "xn--80akut.xn--p1ai"),
    "a" * 63 + ".com": ("a" * 63 + ".com", "a" * 63 + ".com"),
}


@pytest.mark.parametrize(("written", "reason"), REFUSED.items())
def test_what_is_no_domain_of_ones_own_is_refused_with_a_reason(written: str, reason: str) -> None:
    with pytest.raises(WrongHost) as refusal:
        host_of(written)
    assert refusal.value.reason == reason
    assert reason in HOST_FAULTS


@pytest.mark.parametrize(("written", "expected"), TAKEN.items())
def test_a_domain_is_kept_as_the_dns_has_it(written: str, expected: tuple[str, str]) -> None:
    found = host_of(written)

    assert (found.name, found.registrable) == expected
    assert host_of(found.name) == found


def suffixes() -> list[tuple[str, bool]]:
    """Return every suffix of the public suffix list, and whether registries (not companies) made it."""
    text = files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text("utf-8")
    found, of_registries = [], True
    for line in text.splitlines():
        of_registries = of_registries and "===BEGIN PRIVATE" not in line
        rule = line.split("//")[0].strip() if line.startswith("//") else line.strip()
        if rule and not rule.startswith("!"):
            found.append((rule.replace("*", "anything"), of_registries))
    return found


def test_every_public_suffix_is_refused_in_both_spellings_and_all_below_shared_ones() -> None:
    taken = []
    for suffix, of_registries in suffixes():
        spellings = {suffix, suffix.encode("idna").decode()}
        if not of_registries:
            spellings |= {f"acme.{one}" for one in spellings}
        taken += [one for one in spellings if is_taken(one)]
    assert len(suffixes()) > 9000
    assert taken == []


def reason_of(written: str) -> str:
    """Return why a host is refused, or an empty text."""
    try:
        host_of(written)
    except WrongHost as refusal:
        return refusal.reason
    return ""


def is_taken(written: str) -> bool:
    return not reason_of(written)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_host_or_refused_in_words(written: str) -> None:
    if reason := reason_of(written):
        assert reason in HOST_FAULTS
        return
    found = host_of(written)
    assert found.name.isascii()
    assert len(found.name) <= 253
    assert found.name.endswith(found.registrable)


@pytest.mark.parametrize("written", ["acme.github.io", "co.uk", "аcme.com"])
def test_the_form_says_it_beside_the_field_with_its_reason(written: str) -> None:
    form = Claim({"host": written, "method": "DNS"})

    assert not form.is_valid()
    assert [one.code for one in form.errors.as_data()["host"]] == [REFUSED[written]]


def test_a_badge_prints_letters_that_nobody_mistakes() -> None:
    assert in_own_letters("xn--bcher-kva.de") == "bücher.de"
    assert in_own_letters("xn--80akut.xn--p1ai") == "xn--80akut.xn--p1ai"
    assert in_own_letters("acme.example") == "acme.example"
    assert in_own_letters("xn--a.com") == "xn--a.com"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Acme", "ACME, Inc.", True),
        ("Acme", "Асме", True),
        ("Acme", "Acmé GmbH", True),
        ("Acme", "Ａｃｍｅ", True),
        ("Google", "Goog1e", True),
        ("Modern", "Modem", True),
        ("Stripe", "Strlpe", True),
        ("Spotify", "Spottify", True),
        ("Meta", "Beta", False),
        ("Acme", "Acre", False),
        ("Northwind", "Southwind", False),
        ("Company", "Limited", False),
        ("", "", False),
    ],
)
def test_names_that_look_alike_are_told(one: str, other: str, expected: bool) -> None:
    assert look_alike(one, other) is expected
    assert look_alike(other, one) is expected
