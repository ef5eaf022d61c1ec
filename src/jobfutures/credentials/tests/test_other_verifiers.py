"""Other people's verifiers say the same as ours: the reference implementation, and two libraries under Node."""

from dataclasses import asdict

import pytest
from jwcrypto.jwk import JWK
from openvc.status.bitstring import decode_bitstring, get_status_bit
from openvc.status.token_status_list import decode_status_list, get_status
from sd_jwt.verifier import SDJWTVerifier

from jobfutures.credentials.tests import other_people
from jobfutures.credentials.tests.forging import FACTS, NOW, Vector
from jobfutures.credentials.tests.vectors_bad import BAD
from jobfutures.credentials.tests.vectors_good import GOOD
from jobfutures.credentials.vc import bits
from jobfutures.credentials.vc.bits import PLACES, Order
from jobfutures.credentials.vc.verifying import verdict

PRESENTATIONS = [vector for vector in GOOD if "~" in vector.text]


def named(vector: Vector) -> str:
    return vector.name


def held(order: Order) -> tuple[bytes, list[int]]:
    """Return a list in which a thousand places are withdrawn, and those places."""
    places = [*range(0, PLACES, 131), PLACES - 1]
    found = bytearray(PLACES // 8)
    for place in places:
        bits.set_bit(found, place, order)
    return bytes(found), places


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("vector", PRESENTATIONS, ids=named)
def test_the_reference_implementation_reads_our_presentations(vector: Vector) -> None:
    ours = verdict(vector.text, vector.trust(), vector.expected(), NOW)

    def key(_issuer: str, header: dict[str, str]) -> JWK:
        return JWK(**{name: vector.trust().keys[header["kid"]][name] for name in ("kty", "crv", "x", "y")})

    theirs = SDJWTVerifier("".join(vector.text.split()), key, vector.audience, vector.nonce).get_verified_payload()

    assert {name: theirs[name] for name in theirs if name in FACTS} == ours.shown
    assert theirs["vct"].endswith("/vct/skill-check/1")


@pytest.mark.node
def test_node_gives_every_vector_the_verdict_that_we_give() -> None:
    vectors = [*GOOD, *BAD]
    answers = other_people.asked(vectors=[asdict(vector) for vector in vectors])
    differ = [
        f"{vector.name}: Node says {answer}, we say {vector.reason or 'it holds'}"
        for vector, answer in zip(vectors, answers, strict=True)
        if answer["holds"] is not (vector.reason is None)
    ]

    assert not differ, "\n".join(differ)


@pytest.mark.node
def test_node_is_shown_exactly_what_we_are_shown() -> None:
    answers = other_people.asked(vectors=[asdict(vector) for vector in GOOD])

    for vector, answer in zip(GOOD, answers, strict=True):
        assert answer["shown"] == verdict(vector.text, vector.trust(), vector.expected(), NOW).shown


@pytest.mark.node
@pytest.mark.parametrize("order", Order)
def test_both_libraries_of_node_find_the_withdrawn_places_of_both_lists(order: Order) -> None:
    found, places = held(order)
    asked = {"name": "list", "order": order, "encoded": bits.packed(found, order), "places": list(range(PLACES))}

    assert other_people.asked(lists=[asked])[0]["withdrawn"] == places


def test_openvc_finds_the_withdrawn_places_of_both_lists() -> None:
    for order in Order:
        found, places = held(order)
        text = bits.packed(found, order)
        theirs = decode_status_list(text) if order is Order.IETF else decode_bitstring(text)
        read = get_status if order is Order.IETF else get_status_bit
        assert [place for place in range(PLACES) if read(theirs, place)] == places
