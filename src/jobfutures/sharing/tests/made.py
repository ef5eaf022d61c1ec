"""Grants for tests."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.sharing.models import Grant, Mode, Purpose, Request
from tests.people import NOON


def grant(owner: User, to: Company | User, fields: list[str], *, at: datetime = NOON, **facts: Any) -> Grant:
    """Make a grant of 30 days to a company's owners and recruiters, or to a person."""
    is_company = isinstance(to, Company)
    usual = {
        "company": to if is_company else None,
        "reader_email": "" if is_company else to.email,
        "fields": fields,
        "purpose": Purpose.APPLICATION,
        "roles": ["OWNER", "RECRUITER"] if is_company else [],
        "mode": Mode.LIVE,
        "given_at": at,
        "confirmed_at": at,
        "expires_at": at + timedelta(days=30),
        "preview": "0" * 64,
        "notice": "1",
        "key": uuid4(),
    }
    return Grant.objects.create(owner=owner, **(usual | facts))


def request(company: Company, by: User, candidate: User | None, fields: list[str], *, at: datetime = NOON) -> Request:
    return Request.objects.create(
        company=company, by=by, email=candidate.email if candidate else "nobody@example.org", candidate=candidate,
        fields=fields, purpose=Purpose.APPLICATION, at=at, key=uuid4(),
    )  # fmt: skip
