"""When a check may be taken again, and of which parts it is made. Pure; knows no database and no clock."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

FIRST_WAIT, NEXT_WAIT = timedelta(days=14), timedelta(days=30)
MET_AGAIN = timedelta(days=365)  # after which an item may be asked again
OLD = timedelta(days=365)  # after which a result says that it is old
LEAST_PAUSE_S = 6 * 3600.0  # a question that lay there this long was not being thought about
MINUTES = {"ONE_OF": 2, "SOME_OF": 3, "NUMBER": 3, "OUTPUT": 3, "ORDER": 3, "GAP": 2, "LINE": 2}


def may_begin_at(results: int, last_result_at: datetime | None) -> datetime | None:
    """Return from when the next check for a role may be begun, None for now. results: how many there were."""
    if not results or last_result_at is None:
        return None
    return last_result_at + (FIRST_WAIT if results == 1 else NEXT_WAIT)


def still_known(met: Mapping[str, str], day: date) -> set[str]:
    """Return the items that were met too short a time ago to be asked again. met: item -> ISO day."""
    return {slug for slug, on in met.items() if day - date.fromisoformat(on) < MET_AGAIN}


def parts_of(
    sections: Sequence[tuple[str, str, Sequence[str]]],
    shares: Mapping[str, float],
    areas: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return the parts of a role's check: [{id, title, areas, share}], shares summing to 1, without empty parts.

    sections: (id, title, ids of sections) of each part.  shares: area -> how much of the role it makes up, for areas
    that have items.  areas: area -> its section.
    """
    found: list[dict[str, Any]] = []
    for part, title, ids in sections:
        mine = {area: share for area, share in shares.items() if areas[area] in ids}
        if mine:
            found.append({"id": part, "title": title, "areas": sorted(mine), "share": sum(mine.values())})
    whole = sum(part["share"] for part in found)
    return [{**part, "share": part["share"] / whole} for part in found]
