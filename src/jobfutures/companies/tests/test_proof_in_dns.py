"""The record of a proof is read from the servers that answer for the domain, and never from a private network."""

from collections.abc import Iterator
from time import monotonic

import pytest

from jobfutures.companies.proof.names import is_connected, read_names
from jobfutures.companies.proof.reading import Reading
from jobfutures.companies.tests.bed import FIRST, SECOND, Bed, bed
from jobfutures.kit.tests.test_fetch import PRIVATE

TOKEN = "s3cretTokenOfAcme_-9"
RECORD = f"jf-verify={TOKEN}"
NAME = "_jobfutures.acme.example"


@pytest.fixture
def names() -> Iterator[Bed]:
    with bed() as found:
        yield found
        assert found.touched() == []


def look(names: Bed, host: str = "acme.example", seconds: float = 6.0) -> Reading:
    return read_names(host, TOKEN, ask=names.ask, resolver=names.resolver(), seconds=seconds)


def test_a_record_on_all_servers_of_the_zone_is_a_proof_and_who_was_asked_is_kept(names: Bed) -> None:
    names.put(NAME, RECORD, on=(FIRST, SECOND))

    found = look(names)
    assert found.is_proof()
    assert found.source == "authoritative"
    assert [(one.server, one.address, one.answer) for one in found.asked] == [
        ("ns1.acme.example", FIRST, "texts"),
        ("ns2.acme.example", SECOND, "texts"),
    ]
    assert found.texts == (RECORD,)
    assert all(kind != "TXT" for _way, _name, kind in names.recursive.asked)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ((), "missing"),
        (("v=spf1 -all",), "missing"),
        ((f"{RECORD} ",), "more_text"),
        ((f" {RECORD}",), "more_text"),
        ((f"{RECORD} and more",), "more_text"),
        ((f"please see {RECORD}",), "more_text"),
        ((TOKEN,), "more_text"),
        ((f"JF-VERIFY={TOKEN}",), "more_text"),
        ((f'"{RECORD}"',), "more_text"),
        (("jf-verify=",), "other_token"),
        (("jf-verify=tokenOfAnother",), "other_token"),
        ((f"jf-verify={TOKEN.lower()}",), "other_token"),
        ((f"jf-verify={TOKEN[:-1]}",), "other_token"),
        ((RECORD, "jf-verify=tokenOfAnother"), "two_tokens"),
        ((RECORD, f"{RECORD}x"), "two_tokens"),
        ((RECORD, "v=spf1 -all"), ""),
    ],
)
def test_only_the_token_alone_is_a_proof(names: Bed, texts: tuple[str, ...], reason: str) -> None:
    if texts:
        names.put(NAME, *texts)

    assert look(names).reason == reason


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ((RECORD,), (), "split"),
        ((), (RECORD,), "split"),
        ((RECORD,), ("jf-verify=tokenOfAnother",), "split"),
        ((), (), "missing"),
        ((RECORD,), (RECORD,), ""),
    ],
)
def test_servers_have_to_say_the_same(names: Bed, first: tuple[str, ...], second: tuple[str, ...], reason: str) -> None:
    for texts, where in ((first, FIRST), (second, SECOND)):
        if texts:
            names.put(NAME, *texts, on=[where])

    assert look(names).reason == reason


@pytest.mark.parametrize("manner", ["lame", "refuses", "fails", "silent", "slow", "garbage", "other_id"])
def test_one_bad_server_holds_nobody_up(names: Bed, manner: str) -> None:
    names.put(NAME, RECORD, on=(FIRST, SECOND))
    names.servers[FIRST].manner = manner
    begun = monotonic()

    found = look(names)
    assert found.is_proof()
    assert found.source == "authoritative"
    assert {one.answer for one in found.asked} == {
        "texts",
        "lame" if manner in {"lame", "refuses", "fails"} else "silent",
    }
    assert monotonic() - begun < 6


@pytest.mark.parametrize("manner", ["lame", "refuses", "silent"])
def test_where_no_server_answers_the_resolver_is_asked(names: Bed, manner: str) -> None:
    names.put(NAME, RECORD)
    for server in names.servers.values():
        server.manner = manner

    found = look(names)
    assert found.is_proof()
    assert found.source == "resolver"


@pytest.mark.parametrize("manner", ["silent", "fails", "refuses", "garbage"])
def test_where_nobody_answers_nothing_is_proved_and_it_ends_in_time(names: Bed, manner: str) -> None:
    names.put(NAME, RECORD)
    for server in (*names.servers.values(), names.recursive):
        server.manner = manner
    begun = monotonic()

    assert look(names, seconds=3.0).reason == "silent"
    assert monotonic() - begun < 8


def test_an_answer_that_does_not_fit_into_a_packet_comes_over_tcp(names: Bed) -> None:
    names.put(NAME, RECORD, "x" * 1200)
    for server in names.servers.values():
        server.manner = "truncates"

    assert look(names).is_proof()
    assert {way for way, _name, _kind in names.servers[FIRST].asked} == {"udp", "tcp"}


def test_an_alias_is_no_proof_wherever_it_leads(names: Bed) -> None:
    names.put(NAME, "_jobfutures.elsewhere.example", kind="CNAME")
    names.put("_jobfutures.elsewhere.example", RECORD)

    assert look(names).reason == "alias"
    names.delegate("acme.example", ["10.0.0.1"])
    assert (look(names).reason, look(names).source) == ("alias", "resolver")


def test_a_record_at_the_domain_itself_or_a_neighbour_is_no_proof(names: Bed) -> None:
    names.put("acme.example", RECORD)
    names.put("_jobfutures.www.acme.example", RECORD)

    assert look(names).reason == "missing"


def test_a_name_inside_the_zone_is_asked_of_the_servers_of_the_zone(names: Bed) -> None:
    names.put("_jobfutures.jobs.acme.example", RECORD, on=(FIRST, SECOND))

    assert look(names, "jobs.acme.example").is_proof()
    assert look(names).reason == "missing"


def test_a_host_that_is_an_alias_does_not_lend_us_the_servers_of_its_target(names: Bed) -> None:
    names.recursive.records["www.acme.example", "CNAME"] = ["tenant.cloud.example"]
    names.recursive.records["tenant.cloud.example", "NS"] = ["ns.cloud.example"]
    names.recursive.records["ns.cloud.example", "A"] = ["93.184.217.53"]
    names.put("_jobfutures.www.acme.example", RECORD, on=(FIRST, SECOND))

    found = look(names, "www.acme.example")
    assert found.is_proof()
    assert {one.address for one in found.asked} == {FIRST, SECOND}


@pytest.mark.parametrize("address", [one for one in PRIVATE if "%" not in one])
def test_a_name_server_inside_a_private_network_is_left_out(names: Bed, address: str) -> None:
    names.put(NAME, RECORD)
    names.delegate("acme.example", [address, FIRST])

    found = look(names)
    assert found.is_proof()
    assert [one.answer for one in found.asked] == ["internal", "texts"]
    names.delegate("acme.example", [address])
    assert look(names).source == "resolver"
    assert names.touched() == []


def test_what_was_read_is_kept_short_and_printable(names: Bed) -> None:
    names.put(NAME, *(f"jf-verify={number}\a" + "x" * 300 for number in range(20)))

    found = look(names)
    assert len(found.texts) == 8
    assert all(len(text) <= 200 and text.isprintable() for text in found.texts)


def test_whether_the_dns_answers_at_all_is_told_from_a_missing_proof(names: Bed) -> None:
    assert is_connected(resolver=names.resolver())
    names.recursive.manner = "silent"
    assert not is_connected(resolver=names.resolver(), seconds=0.5)
