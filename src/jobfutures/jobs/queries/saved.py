"""Somebody's saved searches."""

from dataclasses import dataclass

from django.http import QueryDict

from jobfutures.accounts.models import User
from jobfutures.jobs.checking import SearchForm
from jobfutures.jobs.models import SavedSearch
from jobfutures.jobs.wanted import Wanted


@dataclass(frozen=True)
class Kept:
    """A saved search as the list shows it. is_whole: it still asks for what there is."""

    saved: SavedSearch
    is_whole: bool


def own_searches(person: User) -> list[Kept]:
    return [Kept(one, wanted_of(one.query) is not None) for one in SavedSearch.objects.visible_to(person).by_name()]


def wanted_of(query: str) -> Wanted | None:
    """Return what a kept address asks for; None where it asks for something that is no longer there."""
    form = SearchForm(QueryDict(query))
    return form.wanted if form.is_valid() else None
