"""A person's credentials: theirs to take along as they are, and withdrawn when they go."""

from datetime import datetime
from operator import attrgetter

from jobfutures.accounts.models import User
from jobfutures.credentials.commands.withdrawing import delete_credential
from jobfutures.credentials.models import Credential


def export(person: User) -> dict[str, object]:
    mine = Credential.objects.visible_to(person).newest_first().prefetch_related("copies")
    return {"credentials.json": [facts_of(one) for one in mine]} if mine else {}


def facts_of(credential: Credential) -> dict[str, object]:
    return {
        "kind": credential.kind,
        "check": credential.attempt_id,
        "states": credential.facts,
        "issued_at": credential.issued_at,
        "expires_at": credential.expires_at,
        "copies": [
            {"number": copy.number, "text": copy.token, "note": copy.note, "revoked_at": copy.revoked_at}
            for copy in sorted(credential.copies.all(), key=attrgetter("number"))
        ],
    }


def erase(person: User, at: datetime) -> None:
    for credential in Credential.objects.visible_to(person):
        delete_credential(by=person, credential=credential, at=at)
