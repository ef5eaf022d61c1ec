"""Which letters come at once whatever somebody chose: each room says so, in a module `urgent`."""

from functools import cache

from jobfutures.kit.rooms import modules


@cache
def urgent_letters() -> frozenset[str]:
    """Return the templates of letters that must come: each room's `urgent_letters.URGENT`."""
    return frozenset().union(*(module.URGENT for _, module in modules("urgent_letters")))


def must_come(template: str) -> bool:
    return template in urgent_letters()
