"""What leaves through a grant: values by name, in one form that preview, page, hash and test agree on."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jobfutures.accounts.models import User
from jobfutures.kit.offers import Offer, Value
from jobfutures.kit.rooms import modules
from jobfutures.sharing import rules
from jobfutures.sharing.labels import label_of

type Values = Mapping[str, Value]


def offers_of(person: User, kinds: Collection[str] | None = None) -> list[Offer]:
    """Return everything that the person could share now, in the order of the rooms; of some kinds where they are named.

    One query for each room.
    """
    found = []
    for _room, module in modules("shareable"):
        if kinds is None or any(rules.is_of(kind, module.OF) for kind in kinds):
            found += module.offers(person)
    return found if kinds is None else [one for one in found if rules.kind_of(one.name) in rules.with_beside(kinds)]


def values_of(person: User, names: Collection[str]) -> dict[str, Value]:
    """Return the values of the named fields as they are now; without those that have none."""
    found: dict[str, Value] = {}
    for _room, module in modules("shareable"):
        if mine := [name for name in names if rules.is_of(name, module.OF)]:
            found |= {name: value for name, value in module.values(person, mine).items() if value and name in mine}
    return {name: found[name] for name in rules.in_order(found)}


def payload_of(values: Values) -> bytes:
    """Return the payload: what is shown, and nothing else."""
    return json.dumps({"fields": values}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(values: Values) -> str:
    return hashlib.sha256(payload_of(values)).hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of field as it is shown. values: empty where nothing is shared, for whatever reason."""

    kind: str
    label: str
    values: list[Value]


def parts_of(kinds: Collection[str], values: Values) -> list[Part]:
    """Return a part for every kind asked for or given, in the order of the registry."""
    of = {name: rules.kind_of(name) or "" for name in values}
    known = [kind for kind in rules.KINDS if kind in kinds or kind in of.values()]
    return [Part(kind, label_of(kind), [values[name] for name in values if of[name] == kind]) for kind in known]
