from pathlib import Path

import pytest
from django.contrib.auth.models import User
from parcels.models import Parcel
from parcels.serializers import ParcelSerializer
from rest_framework import serializers
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db

OLD = {"receiver": "R. Stone, North Street 5", "weight": 1200, "length": 300}


@pytest.fixture
def shop() -> APIClient:
    client = APIClient()
    client.force_authenticate(User.objects.create_user("shop"))
    return client


def test_old_names_ignored(shop) -> None:
    answer = shop.post("/v1/parcels/", OLD)

    assert answer.status_code == 201  # nothing tells the shop
    parcel = Parcel.objects.get()
    assert (parcel.weight_g, parcel.length_mm) == (None, None)
    assert parcel.is_weighed_by_hand
    assert "weight" not in shop.get(f"/v1/parcels/{parcel.pk}/").json()


def test_tests_follow_the_rename(shop) -> None:
    """The test of the old body, as it stood before, fails on the changed project."""
    answer = shop.post("/v1/parcels/", OLD)
    assert answer.json() != {"number": "P00000001", **OLD}


def test_table_against_its_promise() -> None:
    page = (Path(__file__).parents[1] / "after" / "README.md").read_text()
    assert "Within version 1 fields may be added to answers, and optional fields to requests." in page
    assert "`weight`" not in page


def test_old_and_new_names_side_by_side() -> None:
    class Mended(ParcelSerializer):
        weight = serializers.IntegerField(source="weight_g", min_value=1, max_value=31_500, required=False)
        length = serializers.IntegerField(source="length_mm", min_value=1, max_value=2_000, required=False)

        class Meta(ParcelSerializer.Meta):
            fields = (*ParcelSerializer.Meta.fields, "weight", "length")

    user = User.objects.create_user("shop")
    for body in (OLD, {"receiver": "R. Stone", "weight_g": 1200, "length_mm": 300}):
        sent = Mended(data=body)
        assert sent.is_valid()
        shown = Mended(sent.save(shop=user)).data
        assert (shown["weight"], shown["weight_g"], shown["length"], shown["length_mm"]) == (1200, 1200, 300, 300)
