import hmac
import json
import time

import pytest
from django.contrib.auth.models import User

from .models import CarrierEvent, Parcel

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel():
    return Parcel.objects.create(shop=User.objects.create_user("shop"), number="P-1")


def test_a_shop_sees_its_parcels(client, parcel):
    client.force_login(parcel.shop)
    assert client.get("/parcels/").json() == {"parcels": [{"number": "P-1", "state": "ANNOUNCED"}]}


def test_another_shop_cannot_take_a_parcel_back(client, parcel):
    client.force_login(User.objects.create_user("other"))
    assert client.post("/parcels/P-1/withdrawal/").status_code == 404


def told(client, *, secret="old", age_s=0, **event):
    body = json.dumps({"id": "E-1", "parcel": "P-1", "state": "DELIVERED"} | event)
    sent_at = str(int(time.time()) - age_s)
    signature = hmac.digest(secret.encode(), f"{sent_at}.{body}".encode(), "sha256").hex()
    headers = {"X-Sent-At": sent_at, "X-Signature": signature}
    return client.post("/carrier/events/", body, content_type="application/json", headers=headers).status_code


@pytest.fixture
def carrier(client, settings):
    settings.CARRIER_SECRETS = ["old", "new"]
    return client


@pytest.mark.parametrize("secret", ["old", "new"])
def test_the_carrier_tells_of_a_delivery(carrier, parcel, secret):
    assert told(carrier, secret=secret) == 204
    parcel.refresh_from_db()
    assert parcel.state == "DELIVERED"


@pytest.mark.parametrize("sent", [{"secret": "guess"}, {"age_s": 400}])
def test_a_forged_or_old_event_is_refused(carrier, parcel, sent):
    assert told(carrier, **sent) == 403
    assert not CarrierEvent.objects.exists()


def test_without_a_secret_everything_is_refused(carrier, settings):
    settings.CARRIER_SECRETS = []
    assert told(carrier, secret="") == 403


def test_a_late_event_does_not_turn_a_delivery_back(carrier, parcel):
    assert [told(carrier), told(carrier, id="E-2", state="UNDER_WAY"), told(carrier)] == [204, 204, 204]
    parcel.refresh_from_db()
    assert parcel.state == "DELIVERED"
    assert CarrierEvent.objects.count() == 2


def test_an_event_of_an_unknown_parcel_is_accepted(carrier):
    assert told(carrier, parcel="P-9") == 204
