"""Dates, addresses, hosts and companies as people write them."""

import pytest

from jobfutures.profiles import rules


@pytest.mark.parametrize("text", ["2020", "1999-12", "2024-02-29", "1000-01-01"])
def test_a_date_is_as_precise_as_it_is_given(text: str) -> None:
    assert rules.is_date(text)


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2020-00", "2023-02-29", "2020-1", "2020/01", "٢٠٢٠", "2020 ", "3000", "2020-01-01T0"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert not rules.is_date(text)


def test_a_date_is_read_aloud_as_far_as_it_is_known() -> None:
    assert [rules.date_words(one) for one in ("2020", "2020-03", "2020-03-04", "")] == [
        "2020", "Mar 2020", "4 Mar 2020", "",
    ]  # fmt: skip


def test_one_date_is_before_another_only_where_that_is_certain() -> None:
    assert rules.is_before("2019", "2020-01")
    assert not rules.is_before("2020", "2020-05")
    assert not rules.is_before("2020-05", "2020")


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "http://a.example", "https://", "https:///x", "ftp://a.example", "https://a b.example",
     "https://u:p@a.example", "https://a.example:x", "//a.example", "https://[::1", "a.example", "https://a.example\n"],
)  # fmt: skip
def test_only_https_with_a_host_is_a_link(text: str) -> None:
    assert not rules.is_link(text)
    assert rules.is_link("https://a.example/path?q=1#x")


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("acme.example", "acme.example"),
        (" WWW.Acme.Example. ", "acme.example"),
        ("https://jobs.acme.example/x?y", "jobs.acme.example"),
        ("someone@acme.example", "acme.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", None),
        ("10.0.0.1", None),
        ("", None),
        ("a" * 300 + ".example", None),
        ("acme .example", None),
        ("-.example", None),
    ],
)
def test_a_domain_is_found_in_what_somebody_writes(written: str, host: str | None) -> None:
    assert rules.host_of(written) == host


@pytest.mark.parametrize(
    ("written", "slug"), [("Acme", "acme"), ("/companies/acme-two/", "acme-two"), ("acme two", None), ("", None)]
)
def test_a_company_is_found_in_its_address_here(written: str, slug: str | None) -> None:
    assert rules.company_of(written) == slug


def test_a_domain_holds_for_all_below_it_and_for_nothing_else() -> None:
    held = {"DOMAIN": {"acme.example"}, "COMPANY": {"beta"}}

    assert rules.blocks(held, slug="x", hosts=["acme.example"])
    assert rules.blocks(held, slug="x", hosts=["other.example", "Jobs.EU.acme.example."])
    assert rules.blocks(held, slug="Beta", hosts=[])
    assert not rules.blocks(held, slug="acme.example", hosts=["notacme.example", "acme.example.org", "beta"])
    assert not rules.blocks({}, slug="beta", hosts=["acme.example"])
