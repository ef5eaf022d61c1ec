"""What the search page answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.safestring import SafeString

from jobfutures.guide.models import Chapter, Question
from jobfutures.kit.templatetags.kit import uncoded
from jobfutures.search.index import Entry, SiteIndex, stem
from jobfutures.search.markup import Result, html, rows
from jobfutures.search.models import Choice, ChosenTerm, terms_with_visitors
from jobfutures.search.rules import marked, snippet, words_of

PAGE = 10
POPULAR = 8
LEAST_VISITORS = 5
POPULAR_DAYS = 90


@dataclass(frozen=True)
class Results:
    """One page of results. `exact`: every word was found; `indexed`: the index answered, not the plain database."""

    words: list[str]
    count: int
    results: list[Result]
    page: int
    exact: bool = True
    indexed: bool = True

    @property
    def rows(self) -> SafeString:
        return rows(self.results)

    @property
    def following(self) -> int | None:
        return self.page + 1 if self.count > self.page * PAGE else None


@cache
def site_index() -> SiteIndex:
    return SiteIndex(settings.DATA / "index")


def search(text: str, page: int = 1) -> Results:
    """Search the public pages. `page` counts from 1. Falls back to titles in the database while there is no index."""
    words = words_of(text)
    if not words:
        return Results([], 0, [], page)
    offset = (page - 1) * PAGE
    for all_words in (True, False):
        found = site_index().find(words, all_words=all_words, offset=offset, limit=PAGE)
        if found is None:
            return search_titles(words, page)
        count, entries = found
        if count or len(words) == 1:
            return Results(words, count, [result(entry, words) for entry in entries], page, exact=all_words)
    return Results(words, 0, [], page)


def result(entry: Entry, words: list[str]) -> Result:
    return Result(
        address=entry.address,
        title=html(marked(entry.title, words, stem)),
        place=entry.place,
        levels=entry.levels,
        text=html(snippet(entry.body, words, stem, entry.plain)),
    )


def search_titles(words: list[str], page: int) -> Results:
    """Answer from the database, newest first, while the index is away."""
    wanted = Q()
    for word in words:
        wanted &= Q(title__icontains=word) | Q(breath_text__icontains=word)
    rows = Question.objects.published().filter(wanted).newest_first().select_related("area")
    found = rows[(page - 1) * PAGE : page * PAGE]
    return Results(words, rows.count(), [result(question_entry(row), words) for row in found], page, indexed=False)


def question_entry(question: Question) -> Entry:
    return Entry(
        kind="question",
        address=question.get_absolute_url(),
        title=uncoded(question.title),
        place=question.area.title,
        levels=", ".join(question.get_level_labels()),
        body=question.search_text,
    )


def entries() -> Iterator[Entry]:
    """Yield every public page that search knows."""
    for question in Question.objects.published().select_related("area"):
        yield question_entry(question)
    chapters = Chapter.objects.filter(retired=False, guide__retired=False).select_related("area__section", "guide")
    for chapter in chapters:
        address = f"{chapter.guide.get_absolute_url()}{chapter.area.slug}/"
        yield Entry("area", address, chapter.area.title, chapter.area.section.title, "", chapter.area.line)


def popular(today: date) -> list[str]:
    """Return the terms to offer: the operator's, then those that enough different visitors searched for."""
    choices = dict(ChosenTerm.objects.order_by("pk").values_list("term", "choice"))
    shown = [term for term, choice in choices.items() if choice == Choice.SHOWN]
    used = terms_with_visitors(today - timedelta(days=POPULAR_DAYS), LEAST_VISITORS)
    return (shown + [term for term in used[: POPULAR * 2] if term not in choices])[:POPULAR]


def is_counted(term: str, visitor: str) -> bool:
    """Say whether a visitor's search is counted; asked for every search, and so without building a query each time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM search_searchvisit WHERE term = %s AND visitor = %s", [term, visitor])
        return cursor.fetchone() is not None
