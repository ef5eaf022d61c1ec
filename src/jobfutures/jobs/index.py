"""The search index of postings: tantivy files in the data folder, derived from the database and remade when lost.

A stamp names the generation (a folder) and the commit that readers may see. One process writes, see `writing`; all
others open what the stamp names, and open it anew when it changes.
"""

from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from tantivy import Filter, Index, Schema, SchemaBuilder, Searcher, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

SHAPE = "1"  # raise it when the schema changes
KINDS = ("workplace", "level", "employment", "size", "currency", "countries", "cities", "topics")
KEPT_ANSWERS = 256  # counts of one edition, in each process
log = structlog.get_logger(__name__)


def analyser(*, stemmed: bool = False) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    builder = builder.filter(Filter.remove_long(60))
    return (builder.filter(Filter.stemmer("english")) if stemmed else builder).build()


def schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("job", tokenizer_name="raw", index_option="basic")
    for name in KINDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("high", "low", "posted", "promise", "pay_top", "pay_middle"):
        builder.add_integer_field(name, fast=True, indexed=name == "posted")
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    return builder.build()


def ready(index: Index) -> Index:
    index.register_tokenizer("words", analyser())
    index.config_reader("manual")
    return index


class JobIndex:
    """The reading side. `kept`: answers about the edition that was last seen, for whoever asks the same again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"jobs-{SHAPE}"
        self.stamp = self.folder / "stamp"
        self.schema = schema()
        self.opened: Index | None = None
        self.seen = ""
        self.kept: OrderedDict[object, Any] = OrderedDict()

    def edition(self) -> str:
        """Return what the stamp says, `generation commit`, or an empty text where there is no index."""
        try:
            said = self.stamp.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return ""
        return said if said.count(" ") == 1 else ""

    def path(self, edition: str) -> Path:
        return self.folder / edition.partition(" ")[0]

    def searcher(self) -> Searcher | None:
        """Return a view of the index as it was last written, or None where there is none."""
        edition = self.edition()
        if not edition:
            self.forget()
            return None
        try:
            if edition != self.seen:
                self.open(edition)
            return self.opened.searcher() if self.opened else None
        except (ValueError, OSError):
            self.give_up(edition)
            return None

    def open(self, edition: str) -> None:
        same = self.opened is not None and self.path(edition) == self.path(self.seen)
        if self.opened is None or not same:
            self.opened = ready(Index.open(str(self.path(edition))))
        self.opened.reload()
        self.kept.clear()
        self.seen = edition

    def forget(self) -> None:
        self.opened, self.seen = None, ""
        self.kept.clear()

    def give_up(self, edition: str) -> None:
        """Leave a broken index: without its stamp the worker makes it anew. A newer one meanwhile stays."""
        log.warning("index of postings broken", edition=edition)
        self.forget()
        if self.edition() == edition:
            with suppress(OSError):
                self.stamp.unlink()

    def keep(self, key: object, answer: Any) -> None:
        self.kept[key] = answer
        while len(self.kept) > KEPT_ANSWERS:
            self.kept.popitem(last=False)
