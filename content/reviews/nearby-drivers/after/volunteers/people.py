from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A volunteer who drives people to the doctor. calendar_key: opens the private calendar without a password."""

    id: int
    name: str
    district: str
    phone: str
    born_on: date
    calendar_key: str
    latitude: float
    longitude: float
    seats: int
    is_active: bool = True


class Register:
    """All drivers; stands for the table of the real service."""

    def __init__(self, drivers: list[Driver]) -> None:
        self._drivers = {driver.id: driver for driver in drivers}

    def find(self, driver_id: int) -> Driver | None:
        return self._drivers.get(driver_id)

    def active(self) -> list[Driver]:
        return [driver for driver in self._drivers.values() if driver.is_active]
