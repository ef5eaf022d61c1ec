"""The record of a consent: what it says, that it holds no value, and that anybody can verify it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jobfutures.credentials.issuer import keys
from jobfutures.credentials.vc.jws import checked_header, peeked, verify
from jobfutures.credentials.vc.reasons import Refused
from jobfutures.disclosure.consent import TYPE
from jobfutures.disclosure.tests.conftest import Cast
from jobfutures.sharing import commands
from jobfutures.sharing.models import Grant
from jobfutures.sharing.tests.made import grant
from tests.access import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(cast: Cast, settings: Settings, tmp_path: Path) -> Grant:
    settings.DATA, settings.ISSUER_KEYS = tmp_path, tmp_path / "issuer-keys.json"
    return grant(cast.ana, cast.acme, cast.fields("role", "taken_on", "level"), at=timezone.now())


def record(client: Client, given: Grant) -> tuple[dict[str, Any], str]:
    found = client.get(f"/sharing/{given.pk}/receipt.json")
    assert "attachment" in found["Content-Disposition"]
    return found.json()["receipt"], found.json()["signed"]


def test_it_says_who_may_see_what_for_what_until_when(cast: Cast, given: Grant) -> None:
    said, _token = record(client_of(cast.ana), given)

    assert said["controller"] == {"name": "Acme", "domain": "acme.example"}
    assert said["fields"] == given.fields
    assert said["recipients"] == ["owner", "recruiter"]
    assert said["expires_at"] == (given.given_at + timedelta(days=30)).isoformat()
    assert said["withdrawn_at"] is None
    assert said["state"] == "active"
    assert "cannot erase what was seen" in str(said["notice"])


def test_after_an_end_it_says_when_and_what_happened(cast: Cast, given: Grant) -> None:
    at = timezone.now()
    commands.narrow_grant(by=cast.ana, grant=given, fields=cast.fields("role"), at=at)
    commands.revoke_grant(by=cast.ana, grant=given, at=at)

    said, _token = record(client_of(cast.ana), given)
    assert said["withdrawn_at"] == at.isoformat()
    assert said["state"] == "revoked"
    assert [(one["event"], one["fields"]) for one in said["events"]] == [
        ("narrowed", ["check.level", "check.taken_on"]), ("revoked", []),
    ]  # fmt: skip


def test_it_holds_no_value_and_no_name_of_its_giver(cast: Cast, given: Grant) -> None:
    text = client_of(cast.ana).get(f"/sharing/{given.pk}/receipt.json").text

    assert cast.ana.email not in text
    assert str(cast.ana.pk) not in text
    assert "Most likely" not in text
    assert "Backend" not in text


def test_anybody_verifies_it_with_the_published_key_and_notices_a_change(cast: Cast, given: Grant) -> None:
    said, token = record(client_of(cast.ana), given)
    (key,) = Client().get("/.well-known/jwks.json").json()["keys"]

    verify(token, key)
    header, payload = peeked(token)
    checked_header(header, TYPE)
    assert header["kid"] == key["kid"] == keys(timezone.now()).signing.kid
    assert {name: payload[name] for name in said} == said
    head, body, signature = token.split(".")
    with pytest.raises(Refused):
        verify(f"{head}.{body[:-8]}AAAAAAAA.{signature}", key)


def test_it_is_its_givers_alone(cast: Cast, given: Grant) -> None:
    assert client_of(cast.rita).get(f"/sharing/{given.pk}/receipt.json").status_code == 404
