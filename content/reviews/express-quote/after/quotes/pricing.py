from .tariff import EXPRESS, EXPRESS_ZONES, HEAVY, HEAVY_FROM_G, TARIFF, Item


class UnknownZone(Exception):
    pass


class NoExpress(Exception):
    pass


def items_for(zone: str, weight_g: int, *, express: bool = False) -> list[Item]:
    """What is charged for a parcel, item by item. Raises UnknownZone or NoExpress."""
    if zone not in TARIFF:
        raise UnknownZone(zone)
    if express and zone not in EXPRESS_ZONES:
        raise NoExpress(zone)
    items = TARIFF[zone]
    if weight_g > HEAVY_FROM_G:
        items = [*items, HEAVY]
    if express:
        items.append(EXPRESS)
    return items
