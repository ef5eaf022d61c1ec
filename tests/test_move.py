"""Every row of every table arrives on PostgreSQL as it was on SQLite; whatever is changed on the way is seen."""

import json
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import given, settings
from hypothesis import strategies as some

from jobfutures.config.refused import Refused
from jobfutures.config.state import move, tables
from tests.made import Site
from tests.moving import added, as_django_reads, bare, every_model, fill, sqlite_file
from tests.processes.killed_workers import SERVER, database

pytestmark = [pytest.mark.server, pytest.mark.django_db]
DOCUMENTS = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(some.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: some.lists(inner) | some.dictionaries(some.text("abcä"), inner), max_leaves=8,
)  # fmt: skip


@pytest.fixture
def target() -> Iterator[BaseDatabaseWrapper]:
    """Bare tables on PostgreSQL."""
    with database() as url:
        opened = added("target", **dj_database_url.parse(url) | {"OPTIONS": {}})
        bare(opened)
        yield opened
        opened.close()
        del connections["target"], connections.settings["target"]


@pytest.fixture
def source(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Bare tables on SQLite, filled with what is awkward."""
    opened = added("source", **sqlite_file(tmp_path))
    bare(opened)
    fill(opened)
    yield opened
    opened.close()
    del connections["source"], connections.settings["source"]


def test_every_kind_of_value_in_every_table_arrives_as_it_was(
    source: BaseDatabaseWrapper, target: BaseDatabaseWrapper
) -> None:
    found = {table.named: move.moved(table, source, target) for table in tables.tables()}

    assert set(found) == {model._meta.db_table for model in every_model()}
    assert all(content.rows for content in found.values()), "a table without a row shows nothing"
    for model in every_model():
        assert as_django_reads(model, "target") == as_django_reads(model, "source"), model

    area = next(table for table in tables.tables() if table.named == "topics_area")
    before = tables.content(area, target)
    with target.cursor() as cursor:
        cursor.execute("UPDATE topics_area SET title = title || ' ' WHERE position = 1")
    assert tables.content(area, target).rows == before.rows
    assert tables.content(area, target) != before
    with pytest.raises(Refused, match="topics_area holds"):
        move.moved(area, source, target)


def test_the_rows_of_a_site_arrive_as_they_were(small_site: Site, target: BaseDatabaseWrapper) -> None:
    found = {table.named: move.moved(table, connection, target) for table in tables.tables()}

    assert sum(content.rows > 0 for content in found.values()) > 80
    for model in every_model():
        assert as_django_reads(model, "target") == as_django_reads(model, "default"), model


@settings(max_examples=60)
@given(document=DOCUMENTS)
def test_a_document_reads_the_same_after_jsonb(document: object) -> None:
    written = json.dumps(document)
    with psycopg.connect(SERVER) as server:
        kept = server.execute("SELECT %s::jsonb::text", [written]).fetchone()

    assert kept is not None
    assert tables.document(kept[0]) == tables.document(written)
