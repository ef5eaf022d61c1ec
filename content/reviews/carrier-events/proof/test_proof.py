import hmac
import json
import time

import pytest
from django.contrib.auth.models import User
from django.test import Client
from parcels.models import CarrierEvent, Parcel

pytestmark = pytest.mark.django_db

EVENT = {"id": "E-1", "parcel": "P-1", "state": "DELIVERED"}


@pytest.fixture
def parcel(settings) -> Parcel:
    settings.CARRIER_SECRETS = ["secret"]
    return Parcel.objects.create(shop=User.objects.create_user("shop"), number="P-1")


def tell(body: str, *, secret: str = "secret", sent_at: str | None = None, signature: str | None = None) -> int:
    """Send an event as the carrier does, with Django's check against forged requests switched on."""
    sent_at = sent_at or str(int(time.time()))
    signature = signature or hmac.digest(secret.encode(), f"{sent_at}.{body}".encode(), "sha256").hex()
    client = Client(enforce_csrf_checks=True)
    headers = {"X-Sent-At": sent_at, "X-Signature": signature}
    return client.post("/carrier/events/", body, content_type="application/json", headers=headers).status_code


def test_a_signed_event_needs_no_csrf_token(parcel) -> None:
    assert tell(json.dumps(EVENT)) == 204


def test_other_addresses_still_need_one(parcel) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(parcel.shop)
    assert client.post("/parcels/P-1/withdrawal/").status_code == 403
    assert Parcel.objects.filter(pk=parcel.pk).exists()


def test_a_session_gives_no_right_to_send_events(parcel) -> None:
    client = Client()
    client.force_login(parcel.shop)
    assert client.post("/carrier/events/", json.dumps(EVENT), content_type="application/json").status_code == 403


@pytest.mark.parametrize("signature", ["-", "0" * 64, "\u00e4" * 64])
def test_a_wrong_signature_is_refused_whatever_it_is_made_of(parcel, signature) -> None:
    assert tell(json.dumps(EVENT), signature=signature) == 403


def test_body_and_time_are_both_signed(parcel) -> None:
    now = str(int(time.time()))
    of_this_body = hmac.digest(b"secret", f"{now}.{json.dumps(EVENT)}".encode(), "sha256").hex()
    assert tell(json.dumps(EVENT | {"parcel": "P-2"}), sent_at=now, signature=of_this_body) == 403
    assert tell(json.dumps(EVENT), sent_at=str(int(now) + 1), signature=of_this_body) == 403
    assert tell(json.dumps(EVENT), sent_at=now, signature=of_this_body) == 204


def test_a_time_that_is_no_number_never_reaches_int_unsigned(parcel) -> None:
    assert tell(json.dumps(EVENT), sent_at="soon", signature="0" * 64) == 403


def test_a_repeated_event_changes_nothing(parcel) -> None:
    assert tell(json.dumps(EVENT)) == 204
    Parcel.objects.update(state=Parcel.State.ANNOUNCED)
    assert tell(json.dumps(EVENT)) == 204
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.ANNOUNCED
    assert CarrierEvent.objects.count() == 1
