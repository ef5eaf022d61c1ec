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
    sent = {"receiver": "R. Stone, North Street 5", "weight": 1200, "length": 300}
    answer = shop.post("/v1/parcels/", sent)
    assert answer.status_code == 201
    assert answer.json() == {"number": "P00000001", **sent}


def test_a_parcel_without_a_weight_is_weighed_by_hand(shop):
    shop.post("/v1/parcels/", {"receiver": "R. Stone, North Street 5"})
    assert Parcel.objects.get().is_weighed_by_hand


@pytest.mark.parametrize("weight", [0, 31_501, "heavy"])
def test_an_impossible_weight_is_refused(shop, weight):
    assert shop.post("/v1/parcels/", {"receiver": "R. Stone", "weight": weight}).status_code == 400


def test_another_shop_sees_nothing(shop):
    parcel = Parcel.objects.create(shop=User.objects.create_user("other"), receiver="R. Stone")
    assert shop.get(f"/v1/parcels/{parcel.pk}/").status_code == 404
