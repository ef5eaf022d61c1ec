"""What somebody who applies is offered first, and how much they may leave lying about. Pure."""

from collections.abc import Collection, Iterable

MOST_DRAFTS = 20  # of one person: each may hold files
USUAL = ("profile.name", "profile.email")  # what is suggested to somebody who never applied


def suggested(offered: Iterable[str], before: Collection[str]) -> list[str]:
    """Return what to tick at first, in the order offered: what they sent last time, else name and address."""
    wanted = set(before) or set(USUAL)
    return [name for name in offered if name in wanted]
