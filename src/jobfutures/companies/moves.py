"""Tells rooms above that a company changed its standing. A room joins with a module `company_moves`.

Its `company_moved(company, at)` runs in the same transaction, once the state is changed; what it raises undoes the
change, and CannotMove is shown as it stands.
"""

from datetime import datetime

from jobfutures.companies.models import Company
from jobfutures.kit.rooms import modules


class CannotMove(Exception):
    """A room above has a reason against it; the sentence says which."""


def tell_rooms(company: Company, at: datetime) -> None:
    for _room, module in modules("company_moves"):
        module.company_moved(company, at)
