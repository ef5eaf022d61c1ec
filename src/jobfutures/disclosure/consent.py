"""The record of a consent, signed: what somebody allowed whom, told what, until when, and how it ended.

Shaped on ISO/IEC TS 27560:2023 with terms of the Data Privacy Vocabulary. It holds names of fields and never a value.
"""

import hmac
from datetime import datetime
from typing import Any

from django.conf import settings

from jobfutures.credentials.issuer import address, keys
from jobfutures.credentials.vc.jws import signed
from jobfutures.ledger.models import Entry
from jobfutures.sharing.models import Grant
from jobfutures.sharing.notice import notice
from jobfutures.sharing.queries import events_of

SCHEMA = "https://w3id.org/dpv/guides/consent-27560"
TYPE = "consent-receipt+jwt"


def receipt_of(grant: Grant, at: datetime) -> dict[str, Any]:
    """Return the record as it stands. grant: with its company."""
    events = events_of(grant)
    return {
        "schema": SCHEMA,
        "record_id": str(grant.pk),
        "issued_at": at.isoformat(),
        "subject": pseudonym(grant),
        "controller": controller(grant),
        "recipients": [role.lower() for role in grant.roles],
        "purpose": grant.get_purpose_display(),
        "fields": grant.fields,
        "mode": grant.mode.lower(),
        "notice": {"version": grant.notice, "text": notice(grant.notice)},
        "jurisdiction": settings.JURISDICTION or None,
        "starts_at": grant.given_at.isoformat(),
        "expires_at": grant.expires_at.isoformat(),
        "withdrawn_at": grant.revoked_at.isoformat() if grant.revoked_at else None,
        "withdrawal": f"{address()}/sharing/{grant.pk}/",
        "state": str(grant.state(at)).lower(),
        "events": [event_of(one) for one in events],
    }


def controller(grant: Grant) -> dict[str, str]:
    if grant.company:
        return {"name": grant.company.name, "domain": grant.company.host}
    return {"address": grant.reader_email}


def pseudonym(grant: Grant) -> str:
    """Return a name for the owner that is another one in each record."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"consent {grant.pk}".encode(), "sha256").hex()[:32]


def event_of(entry: Entry) -> dict[str, object]:
    return {"at": entry.at.isoformat(), "event": entry.kind.partition(".")[2], "fields": entry.fields}


def signed_receipt(grant: Grant, at: datetime) -> dict[str, Any]:
    """Return the record, and the same signed: anybody can verify it with /.well-known/jwks.json."""
    record, key = receipt_of(grant, at), keys(at).signing
    return {"receipt": record, "signed": signed({"iss": address(), **record}, key, typ=TYPE, kid=key.kid)}
