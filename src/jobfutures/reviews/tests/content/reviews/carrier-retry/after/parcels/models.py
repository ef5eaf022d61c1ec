from dataclasses import dataclass, field


class NotYours(Exception):
    """The parcel belongs to somebody else."""


class Refused(Exception):
    """The carrier does not take this parcel."""


class NoAnswer(Exception):
    """The carrier did not answer in time; nobody knows whether it has the booking."""


@dataclass
class Parcel:
    number: str
    customer: str
    grams: int
    booking: str = ""


@dataclass
class Depot:
    """All parcels that stand here, by number."""

    parcels: dict[str, Parcel] = field(default_factory=dict)

    def add(self, parcel: Parcel) -> None:
        self.parcels[parcel.number] = parcel

    def get(self, number: str) -> Parcel:
        return self.parcels[number]

    def waiting(self) -> list[Parcel]:
        return [one for one in self.parcels.values() if not one.booking]
