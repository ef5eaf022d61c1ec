class SeatTaken(Exception):
    pass


class Hall:
    """The seats of one performance."""

    def __init__(self, seats: list[str]) -> None:
        self._free = set(seats)
        self._all = frozenset(seats)

    def is_free(self, seat: str) -> bool:
        return seat in self._free

    def take(self, seats: list[str]) -> None:
        """Take all of these seats or none. Raises SeatTaken."""
        if len(set(seats)) < len(seats) or not self._free.issuperset(seats):
            raise SeatTaken(", ".join(seats))
        self._free.difference_update(seats)

    def release(self, seats: list[str]) -> None:
        self._free.update(self._all.intersection(seats))
