"""Open Badges 3.0: the documents that a badge refers to, and the badge, signed as a JWT.

Source: 1EdTech Open Badges Specification 3.0, parts 8.2.4 (JWT) and B (data models).
"""

from collections.abc import Mapping
from typing import Any

from jobfutures.credentials.vc import claims, jws
from jobfutures.credentials.vc.issuing import Place, Validity
from jobfutures.credentials.vc.keys import IssuerKey
from jobfutures.credentials.vc.lists import VC2, stamp

CONTEXT = [VC2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
TYPES = ["VerifiableCredential", "OpenBadgeCredential"]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
ESCO = (
    ("software developer", "http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1"),
    ("Python (computer programming)", "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d"),
)
CRITERIA = (
    "Whoever holds this badge took an adaptive skill check for this role on their own, unsupervised. It asks from "
    "every part of the role and ends when it knows enough, then tells how likely each level is. The badge is given "
    "for taking the check, whatever its result; it states the result with its uncertainty and decides nothing."
)
NAMES = {
    "role": "Role", "taken_on": "Taken on", "level": "Level, as it was told", "attempts": "Attempts so far",
    "format": "Format", "proctoring": "Supervision", "bank_version": "Version of the questions",
    "evidence_url": "How exact the check is",
}  # fmt: skip


def issuer_id(issuer: str) -> str:
    return f"{issuer}/credentials/badges/issuer"


def achievement_id(issuer: str, role: str) -> str:
    return f"{issuer}/credentials/badges/skill-check/{role}"


def key_id(issuer: str, kid: str) -> str:
    return f"{issuer}/credentials/keys/{kid}"


def profile(issuer: str, name: str) -> dict[str, object]:
    return {"id": issuer_id(issuer), "type": ["Profile"], "name": name, "url": issuer}


def achievement(issuer: str, role: str, title: str, areas: Mapping[str, str]) -> dict[str, object]:
    """Return what a badge is given for. role: its id.  areas: `area_<key>` -> title of each part of the check."""
    own = achievement_id(issuer, role)
    described = [
        {"id": f"{own}#{name}", "type": ["ResultDescription"], "name": words, "resultType": "Result"}
        for name, words in (NAMES | dict(areas)).items()
    ]
    return {
        "id": own,
        "type": ["Achievement"],
        "achievementType": "Competency",
        "name": f"Skill check: {title}",
        "description": f"Took the skill check for the role {title}.",
        "criteria": {"narrative": CRITERIA},
        "alignment": [
            {"type": ["Alignment"], "targetName": name, "targetUrl": url, "targetFramework": "ESCO"}
            for name, url in ESCO
        ],
        "resultDescription": described,
    }


def badge(
    facts: claims.Facts, *, about: Mapping[str, Any], by: Mapping[str, Any], urn: str, subject: str, place: Place,
    validity: Validity,
) -> dict[str, object]:  # fmt: skip
    """Return a badge, unsigned. about: the achievement.  by: the issuer's profile.  urn, subject: tell nothing."""
    results = [
        {"type": ["Result"], "resultDescription": f"{about['id']}#{name}", "value": str(value)}
        for name, value in claims.in_order(facts).items()
    ]
    entry = {
        "id": f"{place.address}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.index),
        "statusListCredential": place.address,
    }
    return {
        "@context": CONTEXT,
        "id": urn,
        "type": TYPES,
        "issuer": dict(by),
        "name": about["name"],
        "validFrom": stamp(validity.start),
        "validUntil": stamp(validity.end),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "achievement": dict(about),
            "result": results,
        },
        "credentialStatus": entry,
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def signed(credential: Mapping[str, Any], *, issuer: str, key: IssuerKey, validity: Validity) -> str:
    """Return the badge as a JWT: the credential itself is the payload, with the registered claims beside."""
    start, end = int(validity.start.timestamp()), int(validity.end.timestamp())
    registered = {"iss": issuer_id(issuer), "jti": credential["id"], "sub": credential["credentialSubject"]["id"]}
    return jws.signed(
        {**credential, **registered, "nbf": start, "iat": start, "exp": end},
        key, typ="JWT", kid=key_id(issuer, key.kid),
    )  # fmt: skip
