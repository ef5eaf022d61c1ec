"""Finds and locks the grant of a look.

A look of a company's member asks with a statement that stands here as it is sent: to build the same one from parts each
time costs Django more than all the rest of a look (bench/disclosure.py).
"""

from uuid import UUID

from django.db import connection

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.profiles.rules import domains_above
from jobfutures.sharing.models import Grant

OWNER = ("id", "email", "is_active")  # what a read asks of an owner; anything else would be loaded when it is asked for
STATEMENT = """
SELECT sharing_grant.*, owner.email AS owner_email, owner.is_active AS owner_is_active,
    EXISTS (
        SELECT 1 FROM profiles_blockrule rule WHERE rule.owner_id = sharing_grant.owner_id
        AND ((rule.kind = 'COMPANY' AND rule.value = %s) OR (rule.kind = 'DOMAIN' AND rule.value IN ([domains])))
    ) AS is_hiding
FROM sharing_grant JOIN accounts_user owner ON owner.id = sharing_grant.owner_id
WHERE sharing_grant.company_id = %s AND (sharing_grant.id = %s OR sharing_grant.request_id = %s)
"""
LOCK = "FOR NO KEY UPDATE OF sharing_grant"  # SQLite has one writer, and no such words


def locked_for_company(share: UUID, company: Company) -> tuple[Grant | None, bool]:
    """Lock the grant with the number of a share or of the request it answers; say also whether its owner blocks the
    company. One query.
    """
    domains = domains_above(company.host)
    statement = STATEMENT.replace("[domains]", ", ".join(["%s"] * len(domains)))
    if connection.features.has_select_for_no_key_update:
        statement += LOCK
    key = Grant._meta.pk.get_db_prep_value
    company_key, share_key = key(company.pk, connection), key(share, connection)
    values = [company.slug.lower(), *domains, company_key, share_key, share_key]
    for grant in Grant.objects.raw(statement, values):
        beside = grant.__dict__
        grant.owner = User.from_db(
            connection.alias, OWNER, (grant.owner_id, beside["owner_email"], bool(beside["owner_is_active"]))
        )
        grant.company = company
        return grant, bool(beside["is_hiding"])
    return None, False


def locked_for_person(share: UUID, person: User) -> Grant | None:
    """Lock what was given to a person; company members never come here. One query."""
    rows = Grant.objects.to_person(person).filter(pk=share).select_related("owner")
    return rows.select_for_update(of=("self",), no_key=True).first()
