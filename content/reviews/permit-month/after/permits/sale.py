from datetime import date, timedelta

from .periods import last_day, month_later
from .store import Permit, Store


def sell(store: Store, plate: str, begins_on: date, weeks: int) -> Permit:
    """Sell a permit for some weeks."""
    permit = Permit(plate, begins_on, last_day(begins_on, weeks))
    store.add(permit)
    return permit


def sell_month(store: Store, plate: str, begins_on: date) -> Permit:
    """Sell a permit for a month, from the 5th to the 4th, for example."""
    permit = Permit(plate, begins_on, month_later(begins_on) - timedelta(days=1))
    store.add(permit)
    return permit
