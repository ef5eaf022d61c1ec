"""Announcements come from the senders' systems, day and night."""

import re
from datetime import datetime

from .models import Parcel


class CannotAnnounce(Exception):
    """The announcement was refused; the message is written for the sender."""


def zone_of(postcode: str) -> str:
    """The ten delivery zones follow the first digit."""
    return postcode[0]


def announce(*, number: str, postcode: str, weight_g: int, at: datetime) -> Parcel:
    if not re.fullmatch(r"[0-9]{5}", postcode):
        raise CannotAnnounce(f"{postcode!r} is not a postcode of five digits.")
    if not 0 < weight_g <= 31_500:
        raise CannotAnnounce("A parcel weighs between 1 g and 31.5 kg.")
    parcel, _ = Parcel.objects.get_or_create(
        number=number,
        defaults={"postcode": postcode, "zone": zone_of(postcode), "weight_g": weight_g, "announced_at": at},
    )
    return parcel
