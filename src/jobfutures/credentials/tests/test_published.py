"""What verifiers fetch is whole, fresh, open to every site, and asks nobody who they are."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openvc.status.issue import verify_status_list_token
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials import issuer
from jobfutures.credentials.commands.withdrawing import revoke_copies
from jobfutures.credentials.models import Credential
from jobfutures.credentials.tests import made
from jobfutures.credentials.vc import bits, jws, keyfile
from jobfutures.credentials.vc.bits import Order
from tests.people import NOON

SITE = "http://localhost:8000"


def listed(credential: Credential) -> tuple[str, dict[str, object]]:
    """Return a status list as anybody fetches it, and what it says."""
    answer = Client().get(credential.copies.get(number=1).status_list.get_absolute_url())
    return answer.text, jws.peeked(answer.text)[1]


def test_a_token_status_list_is_signed_short_lived_and_shows_what_is_withdrawn(
    ana: User, credential: Credential
) -> None:
    copy = credential.copies.get(number=1)
    where = SITE + copy.status_list.get_absolute_url()
    revoke_copies(by=ana, credential=credential, numbers=[1], at=NOON)
    token, claims = listed(credential)
    public = issuer.keys(NOON).signing.public()

    assert verify_status_list_token(token, public_key_jwk=public, expected_uri=where)
    assert claims["ttl"] == 300
    assert claims["exp"] - claims["iat"] == 3600
    held = bits.unpacked(claims["status_list"]["lst"], Order.IETF)
    assert [
        number for number in range(1, 11) if bits.is_set(held, credential.copies.get(number=number).place, Order.IETF)
    ] == [1]


def test_a_bitstring_list_is_a_credential_of_131_072_places(ana: User, result: Attempt) -> None:
    badge = made.badge(ana, result)
    _token, claims = listed(badge)
    subject = claims["credentialSubject"]

    assert claims["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert subject["ttl"] == 300_000
    assert 8 * len(bits.unpacked(subject["encodedList"], Order.W3C)) == 131_072


@pytest.mark.parametrize("path", ["/.well-known/jwks.json", "/.well-known/jwt-vc-issuer", "/vct/skill-check/1",
                                  "/credentials/badges/issuer", "/credentials/badges/skill-check/backend"])  # fmt: skip
def test_a_document_is_json_that_every_site_may_read(credential: Credential, path: str) -> None:
    answer = Client().get(path)

    assert answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies


def test_a_badge_refers_to_documents_that_are_there_and_say_the_same(ana: User, result: Attempt) -> None:
    header, body = jws.peeked(made.badge(ana, result).copies.get().token)
    about = body["credentialSubject"]["achievement"]
    fetched = [
        Client().get(url.removeprefix(SITE)).json() for url in (header["kid"], body["issuer"]["id"], about["id"])
    ]

    assert fetched[0] == issuer.keys(NOON).signing.public()
    assert fetched[1] == body["issuer"]
    assert fetched[2] == about
    assert {one["targetFramework"] for one in about["alignment"]} == {"ESCO"}


def test_the_type_names_every_claim_and_which_can_be_left_out(credential: Credential) -> None:
    found = Client().get("/vct/skill-check/1").json()
    rules = {claim["path"][0]: claim["sd"] for claim in found["claims"]}

    assert found["vct"] == f"{SITE}/vct/skill-check/1"
    assert rules["status"] == rules["exp"] == rules["cnf"] == "never"
    assert set(credential.facts) <= {name for name, rule in rules.items() if rule == "allowed"}


def test_after_a_rotation_both_keys_are_published_and_old_copies_hold(
    settings: Settings, credential: Credential
) -> None:
    keyfile.rotate(settings.ISSUER_KEYS, NOON)
    kid = jws.peeked(credential.copies.get(number=1).token.split("~", maxsplit=1)[0])[0]["kid"]
    found = Client().get("/.well-known/jwks.json").json()

    assert len(found["keys"]) == 2
    assert kid in {key["kid"] for key in found["keys"]}
    assert jws.peeked(listed(credential)[0])[0]["kid"] == found["keys"][0]["kid"] != kid


NOT_THERE = (
    "/credentials/status/999999",
    "/credentials/status/" + "9" * 40,
    "/credentials/keys/nothing",
    "/credentials/badges/skill-check/nothing",
)


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_is_not_found(db: None, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_who_fetches_a_list_is_written_nowhere(credential: Credential, caplog: pytest.LogCaptureFixture) -> None:
    path = credential.copies.get(number=1).status_list.get_absolute_url()
    with caplog.at_level(logging.INFO), CaptureQueriesContext(connection) as asked:
        Client().get(path, REMOTE_ADDR="192.0.2.7")

    requests = "django_structlog"  # the site lets nothing below an error of it through: see config.logs
    assert [record.name for record in caplog.records if not record.name.startswith(requests)] == []
    assert [one["sql"][:6] for one in asked] == ["SELECT"]
