from datetime import UTC, datetime

import pytest

from .arrivals import CannotAnnounce, announce
from .models import Parcel

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_an_announcement_is_stored_once():
    announce(number="P-1", postcode="40213", weight_g=800, at=NOON)
    announce(number="P-1", postcode="40213", weight_g=800, at=NOON)
    assert Parcel.objects.waiting().count() == 1


def test_a_parcel_is_sorted_into_the_zone_of_its_postcode():
    announce(number="P-1", postcode="40213", weight_g=800, at=NOON)
    announce(number="P-2", postcode="01067", weight_g=800, at=NOON)
    assert [parcel.number for parcel in Parcel.objects.waiting().in_zone("4")] == ["P-1"]
    assert [parcel.number for parcel in Parcel.objects.waiting().in_zone("0")] == ["P-2"]


@pytest.mark.parametrize("postcode", ["4021", "4021a", "402133", ""])
def test_what_is_no_postcode_is_refused(postcode):
    with pytest.raises(CannotAnnounce, match="five digits"):
        announce(number="P-1", postcode=postcode, weight_g=800, at=NOON)
