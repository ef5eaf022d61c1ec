"""Links of rooms above on the pages where members find their company. A room joins with a module `hire_links`.

Its `links(viewer, companies, roles)` returns the links of each company by its id; roles: the viewer's, by company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.kit.rooms import modules


@dataclass(frozen=True, slots=True)
class HireLink:
    """number: of what waits there for the company; 0 says nothing."""

    title: str
    address: str
    number: int = 0


def links_of(viewer: User, companies: Sequence[Company]) -> dict[UUID, list[HireLink]]:
    """One query for the viewer's roles, and those of the rooms."""
    found: dict[UUID, list[HireLink]] = {one.pk: [] for one in companies}
    rows = Membership.objects.live().filter(person=viewer, company__in=companies)
    roles = dict(rows.values_list("company", "role"))
    for _room, module in modules("hire_links"):
        for company, links in module.links(viewer, companies, roles).items():
            found[company] += links
    return found
