from datetime import date

from .periods import last_day
from .store import Permit, Store


def sell(store: Store, plate: str, begins_on: date, weeks: int) -> Permit:
    """Sell a permit for some weeks."""
    permit = Permit(plate, begins_on, last_day(begins_on, weeks))
    store.add(permit)
    return permit
