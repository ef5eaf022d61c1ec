"""How far an operator sees: what is kept about an account, never what is kept in it, unless the glass is broken."""

from datetime import timedelta

OPEN = timedelta(hours=1)  # promise 21
LEAST_REASON, LONGEST_REASON = 20, 600
CLOSED_PARTS = frozenset({"ledger"})  # acts by their names: the operator's pages and the database have those already
WITHHELD = frozenset({
    "letters.json",  # they hold links that open an account
    "hiring_groups.json", "checks_description.json",  # what somebody says of themselves only to be counted
})  # fmt: skip


def is_shown(name: str, content: object) -> bool:
    """Tell whether a file of an export is text that an operator may read: no attachment, and nothing withheld."""
    return name not in WITHHELD and not isinstance(content, bytes)
