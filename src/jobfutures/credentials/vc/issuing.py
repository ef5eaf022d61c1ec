"""Makes the copies of a credential: the same statements, and nothing by which two copies could be matched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from jobfutures.credentials.vc import claims, suite
from jobfutures.credentials.vc.keys import IssuerKey


@dataclass(frozen=True, slots=True)
class Place:
    """Where the status of a copy stands."""

    address: str
    index: int


@dataclass(frozen=True, slots=True)
class Validity:
    """From when and until when a credential holds: whole days, because seconds would tell copies of one batch."""

    start: datetime
    end: datetime

    @classmethod
    def from_day(cls, at: datetime) -> "Validity":
        start = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(start, start + claims.GOOD_FOR)


def sd_jwt(
    facts: claims.Facts, *, issuer: str, key: IssuerKey, holder: Mapping[str, str], place: Place, validity: Validity
) -> str:
    """Return one copy of an SD-JWT VC. facts: what it states.  holder: the public key that this copy is bound to.

    Raises ValueError for a statement that no credential makes, or a level without what goes with it.
    """
    if claims.lacking(facts) or not all(claims.is_stated(name, value) for name, value in facts.items()):
        raise ValueError("A credential states what `claims` names, and a level only with its day and attempts.")
    visible: dict[str, object] = {
        "iss": issuer,
        "iat": int(validity.start.timestamp()),
        "exp": int(validity.end.timestamp()),
        "vct": issuer + claims.PATH,
        "status": {"status_list": {"idx": place.index, "uri": place.address}},
    }
    decoys = max(claims.DIGESTS - len(facts), 0)
    return suite.issued(visible, claims.in_order(facts), key=key, holder=holder, decoys=decoys)
