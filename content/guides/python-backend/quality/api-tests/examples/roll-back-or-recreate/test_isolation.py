"""Clean tables for every test: what a rollback is worth, what it hides, and what a real commit costs."""

import threading
import time

import pytest
import shop_sqlalchemy as sa
from django.core.management import call_command
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from shop.models import Tag
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

rolls_back = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)


def register(name: str, sent: list[str]) -> None:
    """Code under test: a row, and a mail once the row is committed."""
    with transaction.atomic():
        Tag.objects.create(name=name)
        transaction.on_commit(lambda: sent.append(name))


@rolls_back
def test_in_a_rolled_back_test_nothing_ever_commits():
    sent: list[str] = []
    register("tea", sent)
    print("mails, rolled back:", sent)
    assert sent == [] and Tag.objects.count() == 1


@commits
def test_in_a_committing_test_the_callback_runs():
    sent: list[str] = []
    register("tea", sent)
    print("mails, committed:", sent)
    assert sent == ["tea"]


@rolls_back
def test_the_callbacks_can_be_captured_without_paying_for_a_commit(django_capture_on_commit_callbacks):
    sent: list[str] = []
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        register("tea", sent)
    assert sent == ["tea"] and len(callbacks) == 1


def lock_without_a_transaction() -> list[Tag]:
    return list(Tag.objects.select_for_update())  # a bug: a lock needs a transaction


@pytest.mark.postgresql
@rolls_back
def test_the_transaction_around_a_test_hides_a_missing_one():
    assert lock_without_a_transaction() == []


@pytest.mark.postgresql
@commits
def test_without_it_the_bug_is_seen():
    with pytest.raises(TransactionManagementError) as error:
        lock_without_a_transaction()
    print(error.value)


def seen_by_another_connection() -> int:
    seen: list[int] = []

    def look() -> None:
        seen.append(Tag.objects.count())  # a thread has a connection of its own
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return seen[0]


@pytest.mark.postgresql
@rolls_back
def test_another_connection_sees_nothing_of_a_rolled_back_test():
    Tag.objects.create(name="tea")
    print("seen from outside, rolled back:", seen_by_another_connection())
    assert seen_by_another_connection() == 0


@pytest.mark.postgresql
@commits
def test_another_connection_sees_committed_rows():
    Tag.objects.create(name="tea")
    print("seen from outside, committed:", seen_by_another_connection())
    assert seen_by_another_connection() == 1


@pytest.mark.postgresql
@rolls_back
def test_a_rollback_does_not_turn_back_the_counter_of_ids():
    with transaction.atomic():
        first = Tag.objects.create(name="tea").pk
        transaction.set_rollback(True)
    second = Tag.objects.create(name="tea").pk
    print(f"id after a rollback: first + {second - first}")
    assert second == first + 1  # so no test may rely on an id it did not ask for


@commits
def test_what_cleaning_costs():
    def seconds_rolled_back() -> float:
        started = time.perf_counter()
        with transaction.atomic():
            Tag.objects.create(name="tea")
            transaction.set_rollback(True)
        return time.perf_counter() - started

    def seconds_emptied() -> float:
        started = time.perf_counter()
        Tag.objects.create(name="tea")
        call_command("flush", verbosity=0, interactive=False)  # every table, as after a committing test
        return time.perf_counter() - started

    rolled_back, emptied = min(seconds_rolled_back() for _ in range(5)), min(seconds_emptied() for _ in range(3))
    print(f"measured one row, rolled back {rolled_back * 1000:.1f} ms; all tables emptied {emptied * 1000:.1f} ms")
    assert Tag.objects.count() == 0


def rows_inside_and_after(engine: Engine) -> tuple[int, int]:
    """A test's own transaction around code that commits."""
    with engine.connect() as outside:
        around = outside.begin()
        with Session(outside, join_transaction_mode="create_savepoint") as session:
            session.add(sa.Tag(name="tea"))
            session.commit()  # the code under test: ends a savepoint here
            session.rollback()  # and a later failure does not take the row back
            inside = session.scalar(select(func.count()).select_from(sa.Tag))
        around.rollback()
    with Session(engine) as session:
        after = session.scalar(select(func.count()).select_from(sa.Tag))
    return inside, after


@pytest.mark.postgresql
def test_sqlalchemy_code_may_commit_inside_a_transaction_of_the_test(engine):
    rows = rows_inside_and_after(engine)
    print("PostgreSQL: rows inside the test, and after it:", rows)
    assert rows == (1, 0)


def test_the_same_recipe_leaks_on_sqlite_whose_driver_begins_too_late():
    engine = create_engine("sqlite://", poolclass=StaticPool)
    sa.Base.metadata.create_all(engine)
    rows = rows_inside_and_after(engine)
    engine.dispose()
    print("SQLite: rows inside the test, and after it:", rows)
    assert rows == (1, 1)  # without BEGIN before it, the release of the savepoint commits
