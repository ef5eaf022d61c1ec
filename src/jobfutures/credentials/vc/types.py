"""The document behind the type of our credentials: what each claim is called. Source: draft-ietf-oauth-sd-jwt-vc."""

from jobfutures.credentials.vc.badges import NAMES
from jobfutures.credentials.vc.claims import PATH, VISIBLE

DESCRIPTION = (
    "States the result of one skill check, as its candidate was told it: what its holder chooses to show, and nothing "
    "by which two copies could be matched. It is an estimate, and no decision."
)


def metadata(issuer: str, areas: dict[str, str]) -> dict[str, object]:
    """Return the type metadata. areas: `area_<key>` -> title of each part of a check."""
    never = [{"path": [name], "sd": "never"} for name in sorted(VISIBLE - {"iat"})]
    stated = [
        {"path": [name], "sd": "allowed", "display": [{"locale": "en", "label": label}]}
        for name, label in (NAMES | areas).items()
    ]
    name = "Result of a skill check"
    return {
        "vct": issuer + PATH,
        "name": name,
        "description": DESCRIPTION,
        "display": [{"locale": "en", "name": name, "description": DESCRIPTION}],
        "claims": [*never, *stated],
    }
