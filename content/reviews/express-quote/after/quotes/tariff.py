"""What a parcel costs; read by the quotes, the invoices and the price list on the website."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    text: str
    cents: int


TARIFF = {
    "city": [Item("Delivery", 490)],
    "region": [Item("Delivery", 690), Item("Distance", 150)],
    "island": [Item("Delivery", 690), Item("Distance", 150), Item("Ferry", 900)],
}
HEAVY = Item("More than 10 kg", 350)
HEAVY_FROM_G = 10_000
EXPRESS = Item("Express, next working day", 450)
EXPRESS_ZONES = frozenset({"city", "region"})
