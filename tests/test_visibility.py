"""What is visible to whom by default, against the manifest of before: nothing that exists may become visible to more.

`JOBFUTURES_WRITE_VISIBILITY=yes pytest tests/test_visibility.py` writes down what is new or has become narrower. It
never widens: whoever means to do that changes the file by hand, where a reviewer sees it, and says so in CHANGELOG.md.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jobfutures.api.document import document
from jobfutures.disclosure.forms import Share
from jobfutures.sharing import rules
from tests.access import Address, Kind, addresses
from tests.made import Site

FILE = Path(__file__).with_name("visibility.json")
OPENNESS = ("operator", "owner of the row", "signed in", "everybody")


def opened_to(one: Address) -> str:
    """Return the widest circle of people to whom an address shows something."""
    if one.kind is Kind.OPERATOR:
        return "operator"
    if one.is_personal:
        return "owner of the row"
    return "signed in" if one.kind is Kind.SIGNED_IN else "everybody"


def operations() -> Iterator[dict[str, Any]]:
    """Yield every operation of the API; whose rows one with a scope shows, test_api_access knows: its caller's."""
    for _path, methods in sorted(document()["paths"].items()):
        yield from methods.values()


def operation_opened_to(one: dict[str, Any]) -> str:
    return "owner of the row" if "x-scope" in one else "everybody"


def manifest(site: Site) -> dict[str, Any]:
    """Return who may open what, what can be shared at all, and what a grant is if nothing else is chosen."""
    chosen = Share.base_fields
    return {
        "addresses": {one.name: opened_to(one) for one in sorted(addresses(site), key=lambda one: one.name)},
        "operations": {one["operationId"]: operation_opened_to(one) for one in operations()},
        "shareable": list(rules.KINDS),
        "grants": {
            "days": chosen["days"].initial,
            "most_days": rules.MOST_DAYS,
            "roles": len(chosen["roles"].initial),
            "fields": len(chosen["names"].initial or ()),
            "requests_at_once": rules.MOST_REQUESTS,
        },
    }


def widened(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Yield what shows more than before. What is new shows nothing that existed."""
    for part in ("addresses", "operations"):
        for name, circle in after[part].items():
            known = before.get(part, {}).get(name, circle)
            if OPENNESS.index(circle) > OPENNESS.index(known):
                yield f"{name}: was for {known}, is for {circle}"
    yield from (f"{kind} can be shared now" for kind in after["shareable"] if kind not in before["shareable"])
    for name, number in after["grants"].items():
        if number > before["grants"].get(name, number):
            yield f"a grant's {name}: was {before['grants'][name]}, is {number}"


@pytest.mark.any_database
@pytest.mark.django_db
def test_nothing_is_visible_to_more_people_than_before(small_site: Site) -> None:
    now = manifest(small_site)
    before = json.loads(FILE.read_text())
    wider = list(widened(before, now))
    if os.environ.get("JOBFUTURES_WRITE_VISIBILITY") == "yes" and not wider:
        FILE.write_text(json.dumps(now, indent=1) + "\n")
        before = now

    assert wider == []
    assert before == now, "the module's first lines say how to write the manifest down"


@pytest.mark.any_database
@pytest.mark.django_db
def test_a_default_that_widens_is_found(small_site: Site) -> None:
    now = manifest(small_site)
    wider = json.loads(json.dumps(now))
    wider["addresses"]["sharing:grant"] = "signed in"
    wider["addresses"]["operate_new"] = "everybody"
    wider["operations"]["get_me"] = "everybody"
    wider["shareable"].append("check.score")
    wider["grants"]["days"] = 90
    wider["grants"]["fields"] = 3

    assert list(widened(now, wider)) == [
        "sharing:grant: was for owner of the row, is for signed in",
        "get_me: was for owner of the row, is for everybody", "check.score can be shared now",
        "a grant's days: was 30, is 90", "a grant's fields: was 0, is 3",
    ]  # fmt: skip
    assert list(widened(wider, now)) == []
