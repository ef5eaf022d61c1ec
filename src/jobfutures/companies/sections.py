"""What rooms above show on the public page of a company. A room joins with a module `company_page`.

Its `sections(company)` returns Sections; each template gets its context as `section`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobfutures.companies.models import Company
from jobfutures.kit.rooms import modules


@dataclass(frozen=True)
class Section:
    template: str
    context: Mapping[str, object] = field(default_factory=dict)


def sections_of(company: Company) -> list[Section]:
    return [one for _room, module in modules("company_page") for one in module.sections(company)]
