from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Shop:
    name: str
    zone: ZoneInfo


SHOPS = (
    Shop("harbour", ZoneInfo("Europe/Helsinki")),
    Shop("airport", ZoneInfo("Europe/Helsinki")),
    Shop("island", ZoneInfo("Atlantic/Reykjavik")),
)
