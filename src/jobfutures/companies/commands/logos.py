"""A company's logo: brought, shown, taken away."""

from datetime import datetime

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import check_owner
from jobfutures.companies.logos import Picture
from jobfutures.companies.models import Company, Logo
from jobfutures.ledger.commands import record


@transaction.atomic
def keep_logo(*, by: User, company: Company, picture: Picture, at: datetime) -> None:
    check_owner(by, company)
    facts = {"image": picture.image, "width": picture.width, "height": picture.height}
    Logo.objects.update_or_create(company=company, defaults={**facts, "digest": picture.digest, "at": at})
    record(by=by, kind="companies.changed", subject=company.ledger_subject(), at=at, fields=["logo"])


@transaction.atomic
def remove_logo(*, by: User, company: Company, at: datetime) -> None:
    check_owner(by, company)
    Logo.objects.filter(company=company).delete()
    record(by=by, kind="companies.changed", subject=company.ledger_subject(), at=at, fields=["logo"])
