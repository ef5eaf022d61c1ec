"""Turns what somebody looks for into a query of the index."""

from functools import lru_cache

from tantivy import FieldType, Occur, Query, Schema, Searcher

from jobfutures.jobs.index import analyser
from jobfutures.jobs.wanted import Wanted
from jobfutures.jobs.words import FUZZY_FROM, PREFIX_FROM

PLAIN, STEMMER = analyser(), analyser(stemmed=True)
FEW_TERMS = 40  # so many lists are walked side by side faster than they are merged
FIELDS = {  # of what somebody looks for -> of the index
    "workplace": "workplace", "level": "level", "employment": "employment", "country": "countries", "city": "cities",
    "topic": "topics", "size": "size",
}  # fmt: skip
DAY_MICROSECONDS = 24 * 60 * 60 * 1_000_000
TITLE_WEIGHT = 4.0


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    found: list[str] = STEMMER.analyze(word)
    return found[0] if found else word


@lru_cache(maxsize=10_000)
def folded(word: str) -> str:
    found: list[str] = PLAIN.analyze(word)
    return found[0] if found else ""


class Asking:
    """One search over one view of the index. at: in microseconds.  loose: words that nothing has may be near ones."""

    def __init__(self, searcher: Searcher, schema: Schema, wanted: Wanted, at: int, *, loose: bool = False) -> None:
        self.searcher, self.schema, self.wanted, self.at, self.loose = searcher, schema, wanted, at, loose
        words = [folded(word) for word in wanted.words]
        self.words = [self.word_query(word, is_last=word == words[-1]) for word in words if word]
        self.titles = [
            Query.boost_query(self.any_of("title", self.forms(word)), TITLE_WEIGHT) for word in words if word
        ]

    def query(self, *, without: str = "", more: Query | None = None) -> Query:
        """Return all that is asked for; `without` leaves one kind of filter out, as its own facet counts."""
        must = [*self.words, *self.filters(without), *([more] if more else [])]
        if not must:
            return Query.all_query()
        return must[0] if len(must) == 1 else Query.boolean_query([(Occur.Must, one) for one in must])

    def ranked(self) -> Query:
        """Return the same with weights: only words count, those of titles most."""
        filters = [Query.const_score_query(one, 0.0) for one in self.filters("")]
        parts = [(Occur.Must, one) for one in [*self.words, *filters]]
        return Query.boolean_query([*parts, *((Occur.Should, one) for one in self.titles)])

    def filters(self, without: str) -> list[Query]:
        wanted = self.wanted
        found = [
            self.any_of(field, list(getattr(wanted, kind)))
            for kind, field in FIELDS.items()
            if kind != without and getattr(wanted, kind)
        ]
        if wanted.currency and without != "currency":
            found.append(Query.term_query(self.schema, "currency", wanted.currency, "basic"))
            if wanted.yearly_from is not None and without != "pay":
                found.append(self.between("pay_top", wanted.yearly_from, None))
        if wanted.days is not None and without != "days":
            found.append(self.between("posted", self.at - wanted.days * DAY_MICROSECONDS, None))
        if wanted.answers is not None and without != "answers":
            found.append(self.between("promise", None, wanted.answers))
        return found

    def between(self, field: str, low: int | None, high: int | None) -> Query:
        return Query.range_query(self.schema, field, FieldType.Integer, low, high)

    def any_of(self, field: str, terms: list[str]) -> Query:
        option = "freq" if field in ("text", "title") else "basic"
        queries = [Query.term_query(self.schema, field, term, option) for term in terms]
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, one) for one in queries])

    def forms(self, word: str) -> list[str]:
        """Return a word and the terms of the index that are other forms of it."""
        wanted = stem(word)
        shared = next(
            (n for n, (one, other) in enumerate(zip(word, wanted, strict=False)) if one != other), len(wanted)
        )
        beginning = word[: min(shared, max(3, len(wanted) - 2))]
        if len(beginning) < 3:
            return [word]
        near = self.searcher.terms_with_prefix("text", beginning, limit=500)
        return list(dict.fromkeys([word, *(term for term, _ in near if stem(term) == wanted)]))

    def word_query(self, word: str, *, is_last: bool) -> Query:
        """Match one word in any form; the last one also as a beginning."""
        terms = self.forms(word)
        is_begun = is_last and len(word) >= PREFIX_FROM
        if is_begun:
            longer = [term for term, _ in self.searcher.terms_with_prefix("text", word, limit=FEW_TERMS + 1)]
            if len(longer) > FEW_TERMS:
                return Query.fuzzy_term_query(self.schema, "text", word, distance=0, prefix=True)
            terms = list(dict.fromkeys([*terms, *longer]))
        if self.loose and len(word) >= FUZZY_FROM and not self.is_known(terms):
            return Query.fuzzy_term_query(self.schema, "text", word, distance=1, prefix=is_begun)
        return self.any_of("text", terms)

    def is_known(self, terms: list[str]) -> bool:
        return any(self.searcher.doc_freq("text", term) for term in terms)
