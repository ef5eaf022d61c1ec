import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from .models import Parcel

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    client = APIClient()
    client.force_authenticate(User.objects.create_user("shop"))
    return client


def test_a_parcel_is_announced(shop):
    sent = {"receiver": "R. Stone, North Street 5", "weight_g": 1200, "length_mm": 300, "girth_mm": 700}
    answer = shop.post("/v1/parcels/", sent)
    assert answer.status_code == 201
    parcel = Parcel.objects.get()
    assert answer.json() == {"number": parcel.number, **sent}
    assert not parcel.is_weighed_by_hand


def test_a_parcel_without_a_weight_is_weighed_by_hand(shop):
    shop.post("/v1/parcels/", {"receiver": "R. Stone, North Street 5"})
    assert Parcel.objects.get().is_weighed_by_hand


@pytest.mark.parametrize("weight", [0, 31_501, "heavy"])
def test_an_impossible_weight_is_refused(shop, weight):
    assert shop.post("/v1/parcels/", {"receiver": "R. Stone", "weight_g": weight}).status_code == 400


@pytest.mark.parametrize("girth", [0, 3_601])
def test_an_impossible_girth_is_refused(shop, girth):
    assert shop.post("/v1/parcels/", {"receiver": "R. Stone", "girth_mm": girth}).status_code == 400


def test_a_parcel_is_shown_with_its_units(shop):
    shop.post("/v1/parcels/", {"receiver": "R. Stone", "weight_g": 800})
    shown = shop.get(f"/v1/parcels/{Parcel.objects.get().pk}/").json()
    assert (shown["weight_g"], shown["length_mm"], shown["girth_mm"]) == (800, None, None)


def test_another_shop_sees_nothing(shop):
    parcel = Parcel.objects.create(shop=User.objects.create_user("other"), receiver="R. Stone")
    assert shop.get(f"/v1/parcels/{parcel.pk}/").status_code == 404
