"""Failing inside a transaction: with a savepoint, without one, and what a savepoint costs and keeps."""

import pytest
import shop_sqlalchemy as sa
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from shop.models import Tag
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import IntegrityError as SqlAlchemyIntegrityError

pytestmark = pytest.mark.django_db
NAMES = ["tea", "coffee", "tea", "cocoa"]  # the third is a duplicate


def test_a_caught_database_error_leaves_the_transaction_unusable():
    with pytest.raises(TransactionManagementError) as unusable, transaction.atomic():
        Tag.objects.create(name="tea")
        try:
            Tag.objects.create(name="tea")
        except IntegrityError:
            Tag.objects.count()  # the handler itself cannot ask anything
    print(str(unusable.value).split(".")[0])
    assert Tag.objects.count() == 0  # and the first tag is gone too


def verbs(captured) -> str:
    return " ".join(query["sql"].split()[0] for query in captured.captured_queries)


def test_an_inner_atomic_is_a_savepoint_and_loses_one_row_only(django_assert_num_queries):
    skipped = []
    with transaction.atomic(), django_assert_num_queries(3 + 3 + 4 + 3) as captured:
        for name in NAMES:
            try:
                with transaction.atomic():
                    Tag.objects.create(name=name)
            except IntegrityError:  # caught outside the inner block, after it rolled back
                skipped.append(name)
    assert (Tag.objects.count(), skipped) == (3, ["tea"])
    print(verbs(captured))


def test_ignoring_conflicts_in_one_statement_needs_no_savepoint(django_assert_num_queries):
    with django_assert_num_queries(1):
        Tag.objects.bulk_create([Tag(name=name) for name in NAMES], ignore_conflicts=True)
    assert Tag.objects.count() == 3


def test_savepoint_false_gives_the_failure_to_the_outer_block():
    with pytest.raises(TransactionManagementError), transaction.atomic():
        try:
            with transaction.atomic(savepoint=False):
                raise ValueError
        except ValueError:
            Tag.objects.count()


def test_durable_refuses_to_be_a_savepoint():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), transaction.atomic(durable=True):
        pass


def test_callbacks_of_a_rolled_back_savepoint_are_dropped(django_capture_on_commit_callbacks):
    ran = []
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        transaction.on_commit(lambda: ran.append("outer"))
        try:
            with transaction.atomic():
                transaction.on_commit(lambda: ran.append("inner"))
                raise ValueError
        except ValueError:
            pass
    assert ran == ["outer"]


def test_sqlalchemy_begin_nested_does_the_same(session, assert_statements):
    with assert_statements(4 * 3):
        for name in NAMES:
            try:
                with session.begin_nested():
                    session.add(sa.Tag(name=name))
            except SqlAlchemyIntegrityError:
                print(f"skipped {name}")
        session.commit()
    assert session.scalar(select(func.count()).select_from(sa.Tag)) == 3


@pytest.mark.postgresql
def test_releasing_commits_nothing_and_rolling_back_gives_back_the_lock(engine):
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_tag (id, name) VALUES (1, 'tea')"))
    lock = text("SELECT name FROM sa_tag WHERE id = 1 FOR UPDATE NOWAIT")

    with engine.connect() as ours, engine.connect() as theirs:
        with ours.begin_nested():
            ours.execute(text("UPDATE sa_tag SET name = 'chai' WHERE id = 1"))
        assert theirs.scalar(text("SELECT name FROM sa_tag")) == "tea"  # released, not committed
        with pytest.raises(DBAPIError, match="could not obtain lock"):
            theirs.execute(lock)  # and the lock stays with us
        ours.rollback()
        theirs.rollback()

        savepoint = ours.begin_nested()
        ours.execute(text("UPDATE sa_tag SET name = 'chai' WHERE id = 1"))
        savepoint.rollback()
        assert theirs.scalar(lock) == "tea"  # the lock went with the savepoint; our transaction is still open
        assert ours.in_transaction()
