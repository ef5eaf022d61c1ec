"""What of a credential may be shared: what it states and whether it holds; never its text."""

from jobfutures.accounts.models import User
from jobfutures.credentials import shareable
from jobfutures.credentials.commands.withdrawing import revoke_copies
from jobfutures.credentials.models import Credential
from tests.people import NOON


def test_a_credential_is_offered_while_a_copy_is_in_force(ana: User, ben: User, credential: Credential) -> None:
    (offer,) = shareable.offers(ana)

    assert offer.name == f"credential.{credential.pk}"
    assert offer.label == "Selective credential: Backend developer, issued on 22 November 2026"
    assert shareable.offers(ben) == []
    revoke_copies(by=ana, credential=credential, at=NOON)
    assert shareable.offers(ana) == []


def test_its_value_states_all_of_it_and_where_it_is_verified(ana: User, credential: Credential) -> None:
    name = f"credential.{credential.pk}"
    rows = shareable.values(ana, [name, "profile.name"])[name]
    by_title = {row["title"]: row for row in rows}

    assert by_title["Role"]["text"] == "Backend developer"
    assert by_title["Status"]["text"] == "In force."
    assert by_title["Validity"]["text"] == "Issued on 22 November 2026, expires on 22 November 2027."
    assert by_title["To verify it"]["link"].endswith("/verify/")
    assert not [row for row in rows if credential.copies.get(number=1).token[:40] in str(row)]


def test_a_withdrawn_credential_says_so_and_that_of_somebody_else_is_nothing(
    ana: User, ben: User, credential: Credential
) -> None:
    name = f"credential.{credential.pk}"
    revoke_copies(by=ana, credential=credential, at=NOON)

    assert "Withdrawn" in str(shareable.values(ana, [name]))
    assert shareable.values(ben, [name, "credential.nonsense"]) == {}
    assert shareable.values(ana, []) == {}
