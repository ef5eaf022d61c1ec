"""Look, then insert: what a rival does in between, and which part of get-or-create is safe."""

import pytest
from django.db import IntegrityError, connection
from shop.models import Account, Customer, Tag
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError as SqlAlchemyIntegrityError


@pytest.fixture
def rival():
    """Run one statement on a second connection, committed, just before our own INSERT leaves."""
    other = connection.copy()

    def before_insert(sql: str, *arguments: object):
        done = []

        def wrapper(execute, statement, *rest):
            if statement.startswith("INSERT") and not done:
                done.append(True)
                with other.cursor() as cursor:
                    cursor.execute(sql, arguments)
            return execute(statement, *rest)

        return connection.execute_wrapper(wrapper)

    yield before_insert
    other.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_a_unique_constraint_it_creates_two(rival):
    with rival("INSERT INTO shop_account (owner, balance, version) VALUES ('Ada', 0, 1)"):
        _, created = Account.objects.get_or_create(owner="Ada")
    print(f"created={created}, rows for Ada: {Account.objects.filter(owner='Ada').count()}")
    assert created and Account.objects.filter(owner="Ada").count() == 2
    with pytest.raises(Account.MultipleObjectsReturned):
        Account.objects.get_or_create(owner="Ada")  # from now on every request fails


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_with_one_it_loses_the_race_and_returns_the_rivals_row(rival, django_assert_num_queries):
    with rival("INSERT INTO shop_tag (name) VALUES ('tea')"), django_assert_num_queries(5) as captured:
        tag, created = Tag.objects.get_or_create(name="tea")
    print(" ".join(query["sql"].split()[0] for query in captured.captured_queries), f"created={created}")
    assert (tag.name, created, Tag.objects.count()) == ("tea", False, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_lookup_must_name_exactly_what_the_constraint_covers(rival):
    insert = "INSERT INTO shop_customer (name, email) VALUES ('Ada', 'ada@example.org')"
    with rival(insert), pytest.raises(IntegrityError):
        Customer.objects.get_or_create(name="A. Lovelace", email="ada@example.org")  # the name belongs in defaults
    customer, created = Customer.objects.get_or_create(email="ada@example.org", defaults={"name": "A. Lovelace"})
    assert (customer.name, created) == ("Ada", False)


@pytest.mark.django_db
def test_quiet_queries_of_the_three_forms(django_assert_num_queries):
    with django_assert_num_queries(4):  # SELECT, SAVEPOINT, INSERT, RELEASE
        Tag.objects.get_or_create(name="tea")
    with django_assert_num_queries(1):  # SELECT
        Tag.objects.get_or_create(name="tea")
    with django_assert_num_queries(1):  # INSERT ... ON CONFLICT DO NOTHING
        Tag.objects.bulk_create([Tag(name="tea")], ignore_conflicts=True)
    assert Tag.objects.count() == 1


UPSERT = text(
    "INSERT INTO sa_tag (name) VALUES (:name) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id, name"
)
SKIP = text("INSERT INTO sa_tag (name) VALUES (:name) ON CONFLICT (name) DO NOTHING RETURNING id")


def test_do_nothing_returns_nothing_for_a_row_that_exists(engine):
    with engine.begin() as connection:
        first = connection.scalar(SKIP, {"name": "tea"})
        second = connection.scalar(SKIP, {"name": "tea"})
        upserted = connection.execute(UPSERT, {"name": "tea"}).one()
    print(f"DO NOTHING: {first}, then {second}; DO UPDATE: {upserted.id}")
    assert (first, second, upserted.id) == (1, None, 1)


@pytest.mark.postgresql
def test_every_attempt_uses_up_a_number_of_the_sequence(engine):
    with engine.begin() as connection:
        for _ in range(10):
            connection.execute(SKIP, {"name": "tea"})
        coffee = connection.scalar(SKIP, {"name": "coffee"})
    print("ten attempts for tea, then coffee gets id", coffee)
    assert coffee == 11


@pytest.mark.postgresql
def test_at_repeatable_read_the_winner_stays_invisible(engine):
    """The constraint sees the rival's row, our snapshot does not: neither insert nor get can succeed."""
    look = text("SELECT id FROM sa_tag WHERE name = 'tea'")
    insert = text("INSERT INTO sa_tag (name) VALUES ('tea')")
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as ours:
        assert ours.scalar(look) is None
        with engine.begin() as theirs:
            theirs.execute(insert)
        savepoint = ours.begin_nested()
        with pytest.raises(SqlAlchemyIntegrityError):
            ours.execute(insert)
        savepoint.rollback()
        seen = ours.scalar(look)
    print("after the refused insert we read:", seen)
    assert seen is None
