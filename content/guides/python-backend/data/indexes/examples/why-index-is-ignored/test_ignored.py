"""An index exists and the plan scans the table: eight reasons, and what helps."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

pytestmark = pytest.mark.postgresql


@pytest.fixture
def people(engine: Engine) -> Iterator[Connection]:
    """20,000 people: 1 in 1,000 is blocked; codes are texts that look like numbers."""
    with engine.connect() as connection:
        for statement in (
            """CREATE TEMPORARY TABLE person (id integer PRIMARY KEY, email text COLLATE "und-x-icu", code text,
                                              status text, born date, data jsonb)""",
            """INSERT INTO person SELECT n, 'p' || n || '@example.org', lpad(n::text, 6, '0'),
               CASE WHEN n % 1000 = 0 THEN 'blocked' ELSE 'active' END, date '1950-01-01' + n, '{}'
               FROM generate_series(1, 20000) n""",
            "CREATE INDEX person_email ON person (email)",
            "CREATE INDEX person_code ON person (code)",
            "CREATE INDEX person_status ON person (status)",
            "CREATE INDEX person_born ON person (born)",
            "ANALYZE person",
        ):
            connection.execute(text(statement))
        yield connection


def uses_index(connection: Connection, condition: str) -> bool:
    plan = "\n".join(connection.scalars(text(f"EXPLAIN (COSTS OFF) SELECT * FROM person WHERE {condition}")))
    return "Index" in plan


# condition that scans, the same question in a form that finds its index
REWRITES = {
    "a function of the column": (
        "date_part('year', born) = 1970",
        "born >= '1970-01-01' AND born < '1971-01-01'",
    ),
    "arithmetic on the column": ("id + 1 = 4712", "id = 4711"),
    "a comparison in another type": ("code::integer = 4711", "code = '004711'"),
}


@pytest.mark.parametrize("reason", REWRITES, ids=lambda reason: reason.replace(" ", "_").replace(",", ""))
def test_the_condition_hides_the_column(people, reason):
    hidden, open_ = REWRITES[reason]
    seen = uses_index(people, hidden), uses_index(people, open_)
    print(f"{reason}: {hidden} -> {'index' if seen[0] else 'scan'}; {open_} -> {'index' if seen[1] else 'scan'}")
    assert seen == (False, True)


def test_or_needs_an_index_on_every_side(people):
    either = "id = 4711 OR data = '{\"a\": 1}'"
    before = uses_index(people, either)
    people.execute(text("CREATE INDEX person_data ON person (data)"))
    after = uses_index(people, either)
    print(f"id = ... OR data = ...: index {before}, with an index on data too {after}")
    assert (before, after) == (False, True)


def test_a_prefix_search_needs_the_right_operator_class(people):
    before = uses_index(people, "email LIKE 'p4711%'")
    people.execute(text("CREATE INDEX person_prefix ON person (email text_pattern_ops)"))
    after = uses_index(people, "email LIKE 'p4711%'"), uses_index(people, "email LIKE '%4711%'")
    print(f"LIKE 'p4711%': {before}, with text_pattern_ops: {after[0]}; LIKE '%4711%': {after[1]}")
    assert (before, after) == (False, (True, False))


def test_most_rows_are_cheaper_to_scan(people):
    rare, common = uses_index(people, "status = 'blocked'"), uses_index(people, "status = 'active'")
    print(f"status = 'blocked' (20 rows): index {rare}; status = 'active' (19,980 rows): index {common}")
    assert (rare, common) == (True, False)


def test_a_small_table_fits_on_one_page(people):
    people.execute(text("CREATE TEMPORARY TABLE tiny AS SELECT * FROM person WHERE id <= 20"))
    people.execute(text("CREATE INDEX tiny_id ON tiny (id)"))
    people.execute(text("ANALYZE tiny"))
    plan = people.scalar(text("EXPLAIN (COSTS OFF) SELECT * FROM tiny WHERE id = 7"))
    assert plan.startswith("Seq Scan")


def test_old_statistics_hide_that_a_value_has_become_common_or_rare(people):
    people.execute(text("UPDATE person SET status = 'archived' WHERE id > 500"))
    stale = uses_index(people, "status = 'archived'")
    people.execute(text("ANALYZE person"))
    fresh = uses_index(people, "status = 'archived'")
    print(f"status = 'archived' (19,500 rows): index {stale}, after ANALYZE {fresh}")
    assert (stale, fresh) == (True, False)


def test_to_see_whether_it_could_forbid_the_scan_for_one_transaction(people):
    """Not a cure: it tells 'cannot use the index' from 'chose not to'."""
    people.execute(text("SET LOCAL enable_seqscan = off"))
    could, cannot = uses_index(people, "status = 'active'"), uses_index(people, "code::integer = 4711")
    print(f"with scans forbidden: status = 'active' {could}, code::integer = 4711 {cannot}")
    assert (could, cannot) == (True, False)


def test_an_expression_index_serves_exactly_that_expression(people):
    people.execute(text("CREATE INDEX person_lower ON person (lower(email))"))
    people.execute(text("ANALYZE person"))
    lower, upper = (uses_index(people, f"{name}(email) = 'p7@example.org'") for name in ("lower", "upper"))
    assert (lower, upper) == (True, False)
