"""Three schema changes, each before and after the code that goes with it. Which order survives the rollout?"""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

Code = Callable[[Connection], None]


def sql(*statements: str) -> Code:
    def run(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return run


CHANGES: dict[str, dict[str, Code | str]] = {
    "add a column": {
        "table": "id integer primary key, name text",
        "schema": "ALTER TABLE parcel ADD COLUMN weight integer",
        "old": sql("INSERT INTO parcel (id, name) VALUES (1, 'tea')", "SELECT name FROM parcel"),
        "new": sql("INSERT INTO parcel (id, name, weight) VALUES (1, 'tea', 5)", "SELECT weight FROM parcel"),
    },
    "remove a column": {
        "table": "id integer primary key, name text, colour text",
        "schema": "ALTER TABLE parcel DROP COLUMN colour",
        "old": sql("INSERT INTO parcel (id, name, colour) VALUES (1, 'tea', 'red')", "SELECT colour FROM parcel"),
        "new": sql("INSERT INTO parcel (id, name) VALUES (1, 'tea')", "SELECT name FROM parcel"),
    },
    "make a rule stricter": {
        "table": "id integer primary key, name text",
        "schema": "CREATE UNIQUE INDEX parcel_name ON parcel (name)",
        "old": sql("INSERT INTO parcel (id, name) VALUES (1, 'tea')", "INSERT INTO parcel (id, name) VALUES (2, 'tea')"),
        "new": sql("INSERT INTO parcel (id, name) SELECT 1, 'tea' WHERE NOT EXISTS (SELECT 1 FROM parcel WHERE name = 'tea')"),
    },
}


def survives(engine: Engine, change: dict, code: str, *, changed: bool) -> bool:
    """Does this release work on this schema? Everything is taken back afterwards."""
    with engine.connect() as connection:
        connection.execute(text("DROP TABLE IF EXISTS parcel"))
        connection.execute(text(f"CREATE TABLE parcel ({change['table']})"))
        if changed:
            connection.execute(text(change["schema"]))
        try:
            change[code](connection)
        except DBAPIError:
            return False
        finally:
            connection.rollback()
        return True


def rollout(engine: Engine, change: dict, first: str) -> list[str]:
    """Every moment of the deploy: while code is replaced, the old and the new release both serve."""
    if first == "schema":
        moments = [("old", True), ("new", True)]
    else:
        moments = [("old", False), ("new", False), ("new", True)]
    return [
        f"{code} code on the {'new' if changed else 'old'} schema"
        for code, changed in moments
        if not survives(engine, change, code, changed=changed)
    ]


@pytest.mark.parametrize(
    ("name", "right"), [("add a column", "schema"), ("remove a column", "code"), ("make a rule stricter", "code")]
)
def test_only_one_order_survives(engine, name, right):
    for first in ("schema", "code"):
        failures = rollout(engine, CHANGES[name], first)
        print(f"{name}, {first} first: {failures or 'every moment works'}")
        assert (not failures) is (first == right)


@pytest.mark.parametrize("name", list(CHANGES))
def test_how_far_back_the_code_can_go_afterwards(engine, name):
    back = survives(engine, CHANGES[name], "old", changed=True)
    print(f"{name}: after both steps, can the old release come back? {'yes' if back else 'no, only with the schema'}")
    assert back is (name == "add a column")


def test_a_message_in_a_queue_has_the_same_rule():
    """Adding a field to a task: first everybody can read it, then somebody writes it."""

    def old_worker(order_id: int) -> str:
        return f"mail for {order_id}"

    def tolerant_worker(order_id: int, language: str = "en", **_: object) -> str:
        return f"mail for {order_id} in {language}"

    from_old_web, from_new_web = {"order_id": 7}, {"order_id": 7, "language": "de"}
    with pytest.raises(TypeError):
        old_worker(**from_new_web)  # web was deployed first
    print(tolerant_worker(**from_old_web), "|", tolerant_worker(**from_new_web))
