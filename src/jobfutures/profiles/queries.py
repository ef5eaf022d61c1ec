"""Answers about profiles."""

from collections.abc import Collection

from jobfutures.accounts.models import User


def is_blocked(owner: User, *, slug: str, hosts: Collection[str]) -> bool:
    return False


def blockers_of(*, slug: str, hosts: Collection[str]) -> list[User]:
    return []
