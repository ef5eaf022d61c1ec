"""The search index: one tantivy index in the data folder, derived from the database and remade whenever that moves on.

One process writes (guarded by a lock file), all others read the same files. It holds public rows only.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import structlog
from tantivy import (
    DocAddress,
    Document,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from jobfutures.search.rules import FUZZY_FROM, lowered

SHAPE = "2"  # raise it when the schema changes
WRITER_BYTES = 15_000_000
KEPT_ENTRIES = 250  # of one edition, in each process; each takes some 16 kB
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Entry:
    """One public page: what is searched in it, and what a result shows."""

    kind: str
    address: str
    title: str
    place: str
    levels: str
    body: str

    @cached_property
    def plain(self) -> str:
        return lowered(self.body)


def analyser(*, stemmed: bool) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("english")) if stemmed else builder).build()


STEMMER = analyser(stemmed=True)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    found: list[str] = STEMMER.analyze(word)
    return found[0] if found else word


def schema() -> Schema:
    builder = SchemaBuilder()
    for name in ("kind", "address", "levels"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    # Without the places of words, which only phrases need, the index is half as large and found in a third faster.
    for name in ("title", "place", "body"):
        builder.add_text_field(name, stored=True, tokenizer_name="words", index_option="freq")
        builder.add_text_field(f"{name}_stems", stored=False, tokenizer_name="stems", index_option="freq")
    return builder.build()


class SiteIndex:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"site-{SHAPE}"
        self.stamp = self.folder / "edition"
        self.schema = schema()
        self.opened: Index | None = None
        self.seen = ""
        self.kept: dict[tuple[int, int], Entry] = {}  # by segment and number in it

    def edition(self) -> str:
        """Return the edition that the index holds, or an empty text where there is no index."""
        try:
            return self.stamp.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return ""

    @contextmanager
    def sole_writer(self) -> Iterator[bool]:
        """Yield True to the one process that may write now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder.parent / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
        finally:
            os.close(descriptor)

    def made(self) -> Index:
        """Open the index to write in, made anew where there is none or a broken one."""
        try:
            return self.ready(Index(self.schema, path=str(self.folder)))
        except ValueError:  # broken; all that it held is in the database
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            return self.ready(Index(self.schema, path=str(self.folder)))

    def ready(self, index: Index) -> Index:
        index.register_tokenizer("words", analyser(stemmed=False))
        index.register_tokenizer("stems", STEMMER)
        index.config_reader("manual")
        return index

    def current(self) -> Index | None:
        """Return the index as it was last written, or None where there is none.

        A broken one is given up: without its stamp the worker makes it anew.
        """
        edition = self.edition()
        if not edition:
            return None
        try:
            if self.opened is None:
                self.opened = self.ready(Index.open(str(self.folder)))
                self.seen = ""
            if edition != self.seen:
                self.opened.reload()
                self.kept.clear()
                self.seen = edition
        except (ValueError, OSError):
            log.warning("index broken", edition=edition)
            self.opened = None
            with suppress(OSError):
                self.stamp.unlink()
        return self.opened

    def replace(self, entries: Iterable[Entry], edition: str) -> None:
        """Put these entries in the place of all others, in one commit."""
        index = self.made()
        writer = index.writer(WRITER_BYTES, 1)
        writer.delete_all_documents()
        for entry in entries:
            columns: dict[str, Any] = asdict(entry)
            columns |= {f"{name}_stems": columns[name] for name in ("title", "place", "body")}
            writer.add_document(Document(**columns))
        writer.commit()
        writer.wait_merging_threads()
        waiting = self.stamp.with_suffix(".new")
        waiting.write_text(edition, encoding="ascii")
        waiting.replace(self.stamp)

    def find(self, words: list[str], *, all_words: bool, offset: int, limit: int) -> tuple[int, list[Entry]] | None:
        """Return how many entries match and one page of them, best first; None where there is no index."""
        index = self.current()
        if index is None:
            return None
        query = Query.boolean_query([(Occur.Must if all_words else Occur.Should, self.word_query(w)) for w in words])
        try:
            searcher = index.searcher()
            result: Any = searcher.search(query, limit, count=True, offset=offset)
            found = [self.entry(searcher, place) for _, place in result.hits]
        except (ValueError, OSError):  # broke since it was opened: the next search opens it anew, and sees
            log.warning("index not read", edition=self.seen)
            self.opened = None
            return None
        return result.count or 0, found

    def entry(self, searcher: Searcher, place: DocAddress) -> Entry:
        """Return what stands at a place of this edition; the last ones asked for are kept ready to be marked."""
        key = (place.segment_ord, place.doc)
        kept = self.kept.get(key)
        if kept is None:
            row = searcher.doc(place).to_dict()
            if len(self.kept) >= KEPT_ENTRIES:
                del self.kept[next(iter(self.kept))]
            kept = self.kept[key] = Entry(**{name: row[name][0] for name in Entry.__dataclass_fields__})
        return kept

    def word_query(self, word: str) -> Query:
        """Match one word exactly, by stem, as a beginning, or with one letter wrong; titles weigh most."""
        ways = []
        for field, weight in (("title", 6.0), ("place", 2.0), ("body", 1.0)):
            ways += [
                (Query.term_query(self.schema, field, word), weight),
                (Query.term_query(self.schema, f"{field}_stems", stem(word)), weight * 0.8),
                (Query.fuzzy_term_query(self.schema, field, word, distance=0, prefix=True), weight * 0.4),
            ]
            if len(word) >= FUZZY_FROM:
                near = Query.fuzzy_term_query(self.schema, field, word, distance=1, prefix=True)
                ways.append((near, weight * 0.15))
        return Query.boolean_query([(Occur.Should, Query.boost_query(query, weight)) for query, weight in ways])
