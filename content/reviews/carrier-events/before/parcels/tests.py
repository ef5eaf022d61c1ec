import pytest
from django.contrib.auth.models import User

from .models import Parcel

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
