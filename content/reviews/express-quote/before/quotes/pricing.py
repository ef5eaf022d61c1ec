from .tariff import HEAVY, HEAVY_FROM_G, TARIFF, Item


class UnknownZone(Exception):
    pass


def items_for(zone: str, weight_g: int) -> list[Item]:
    """What is charged for a parcel, item by item. Raises UnknownZone."""
    if zone not in TARIFF:
        raise UnknownZone(zone)
    items = TARIFF[zone]
    if weight_g > HEAVY_FROM_G:
        items = [*items, HEAVY]
    return items
