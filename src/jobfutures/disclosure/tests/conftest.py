"""Somebody with a check to share, and a company that may read."""

from typing import NamedTuple

import pytest

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.checks.tests import banked
from jobfutures.companies.models import Company
from jobfutures.companies.tests import made as companies
from tests.people import person


class Cast(NamedTuple):
    """check: a finished one of ana's.  acme: a verified company whose recruiter is rita."""

    ana: User
    rita: User
    acme: Company
    check: Attempt

    def field(self, part: str) -> str:
        return f"check.{self.check.pk}.{part}"

    def fields(self, *parts: str) -> list[str]:
        return [self.field(part) for part in parts]


@pytest.fixture
def cast(ana: User) -> Cast:
    banked.write_items(30)
    bank = banked.bank_from_tags(banked.backend())
    (check,) = banked.answered(bank, banked.truth_around(bank), people=1)
    Attempt.objects.filter(pk=check.pk).update(owner=ana, outcome={**check.outcome, **RESULT})
    check.refresh_from_db()
    rita = person("rita")
    acme = companies.company()
    companies.member(acme, rita)
    return Cast(ana, rita, acme, check)


RESULT = {"questions": 15, "tasks": 0, "marks": {}}
