"""A required column on a table in use: in one step, in three, and what the old code does meanwhile."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.postgresql
OLD_CODE = text("INSERT INTO mig_order (total) VALUES (500)")  # has never heard of a currency
ADD = "ALTER TABLE mig_order ADD COLUMN currency text"


@pytest.fixture
def orders(engine: Engine) -> Iterator[Engine]:
    """2,500 orders, written by the version that is live."""
    with engine.begin() as setup:
        setup.execute(text("DROP TABLE IF EXISTS mig_order"))
        setup.execute(text("CREATE TABLE mig_order (id serial PRIMARY KEY, total integer)"))
        setup.execute(text("INSERT INTO mig_order (total) SELECT 100 FROM generate_series(1, 2500)"))
    yield engine
    with engine.begin() as teardown:
        teardown.execute(text("DROP TABLE mig_order"))


def run(engine: Engine, statement: str) -> str:
    """Run one statement in its own transaction; return 'ok' or PostgreSQL's code."""
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        return error.orig.sqlstate
    return "ok"


def file_of(engine: Engine) -> int:
    """The file the table lives in: a new number means that every row was written again."""
    with engine.connect() as connection:
        return connection.scalar(text("SELECT pg_relation_filenode('mig_order')"))


def test_in_one_step_it_fails_or_breaks_the_old_code(orders):
    assert run(orders, f"{ADD} NOT NULL") == "23502"  # what should the 2,500 rows hold?
    # What Django does for AddField(default="EUR") without db_default: the default fills the rows and is dropped again.
    assert run(orders, f"{ADD} NOT NULL DEFAULT 'EUR'") == "ok"
    assert run(orders, "ALTER TABLE mig_order ALTER COLUMN currency DROP DEFAULT") == "ok"
    code = run(orders, OLD_CODE.text)
    print("old code inserts:", code)
    assert code == "23502"  # until the last old process has stopped


def test_a_default_that_stays_in_the_database_lets_the_old_code_live(orders):
    before = file_of(orders)
    run(orders, f"{ADD} NOT NULL DEFAULT 'EUR'")
    print("constant default: rewritten", file_of(orders) != before, "| old code inserts:", run(orders, OLD_CODE.text))
    assert file_of(orders) == before
    assert run(orders, OLD_CODE.text) == "ok"


def test_a_default_computed_for_each_row_rewrites_the_table(orders):
    before = file_of(orders)
    run(orders, "ALTER TABLE mig_order ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()")
    print("gen_random_uuid(): rewritten", file_of(orders) != before)
    assert file_of(orders) != before


def backfill(engine: Engine, size: int, stop_after: int | None = None) -> int:
    """Fill what is empty, `size` rows in a transaction; return how many transactions wrote something."""
    batches = 0
    while batches != stop_after:
        with engine.begin() as connection:
            batch = text("""
                UPDATE mig_order SET currency = 'EUR' WHERE id IN (
                    SELECT id FROM mig_order WHERE currency IS NULL ORDER BY id LIMIT :size FOR UPDATE SKIP LOCKED)
            """)
            if connection.execute(batch, {"size": size}).rowcount == 0:
                break
        batches += 1
    return batches


def empty(connection: Connection) -> int:
    return connection.scalar(text("SELECT count(*) FROM mig_order WHERE currency IS NULL"))


def test_step_2_backfills_in_batches_and_goes_on_where_it_stopped(orders):
    run(orders, ADD)
    assert backfill(orders, 1000, stop_after=1) == 1  # the deploy was killed here
    with orders.connect() as connection:
        left = empty(connection)
    batches = backfill(orders, 1000)
    print(f"after one batch {left} are empty, then {batches} more batches")
    assert (left, batches) == (1500, 2)


def test_rows_written_between_backfill_and_enforcing_are_empty_again(orders):
    run(orders, ADD)
    backfill(orders, 1000)
    run(orders, OLD_CODE.text)  # an old process is still alive
    assert run(orders, "ALTER TABLE mig_order ALTER COLUMN currency SET NOT NULL") == "23502"


def test_step_3_enforces_with_a_check_that_is_validated_later(orders):
    run(orders, ADD)
    check = "ALTER TABLE mig_order ADD CONSTRAINT has_currency CHECK (currency IS NOT NULL) NOT VALID"
    steps = {"NOT VALID, 2,500 rows empty": run(orders, check)}
    steps["a new row without it"] = run(orders, OLD_CODE.text)
    steps["VALIDATE too early"] = run(orders, "ALTER TABLE mig_order VALIDATE CONSTRAINT has_currency")
    backfill(orders, 1000)
    steps["VALIDATE"] = run(orders, "ALTER TABLE mig_order VALIDATE CONSTRAINT has_currency")
    steps["SET NOT NULL"] = run(orders, "ALTER TABLE mig_order ALTER COLUMN currency SET NOT NULL")
    for step, outcome in steps.items():
        print(f"{step}: {outcome}")
    assert list(steps.values()) == ["ok", "23514", "23514", "ok", "ok"]


def test_validating_lets_others_write(orders):
    run(orders, "ALTER TABLE mig_order ADD CONSTRAINT positive CHECK (total > 0) NOT VALID")
    with orders.connect() as migration, orders.connect() as request:
        migration.execute(text("ALTER TABLE mig_order VALIDATE CONSTRAINT positive"))  # not committed
        request.execute(text("SET LOCAL lock_timeout = '20ms'"))
        assert request.execute(OLD_CODE).rowcount == 1
