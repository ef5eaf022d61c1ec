"""NULL means unknown: which comparisons, counts, constraints and sorts it surprises."""

import pytest
from django.db import connection as django_connection
from shop.models import Customer, Tenant
from sqlalchemy import text


@pytest.fixture
def rows(engine):
    """Three tasks, one of them assigned to nobody."""
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE task (id integer, owner text, hours integer)"))
        connection.execute(text("INSERT INTO task VALUES (1, 'Ada', 2), (2, 'Ben', 4), (3, NULL, NULL)"))
        yield lambda sql: [tuple(row) for row in connection.execute(text(sql))]


def test_equal_and_not_equal_both_leave_the_row_out(rows):
    ada, others = (rows(f"SELECT id FROM task WHERE owner {sign} 'Ada' ORDER BY id") for sign in ("=", "<>"))
    print("= 'Ada':", ada, " <> 'Ada':", others, " of 3 rows")
    assert (ada, others) == ([(1,)], [(2,)])
    assert rows("SELECT id FROM task WHERE owner = NULL") == []
    assert rows("SELECT id FROM task WHERE owner IS NULL") == [(3,)]


def test_is_distinct_from_treats_null_as_a_value(rows):
    others = rows("SELECT id FROM task WHERE owner IS DISTINCT FROM 'Ada' ORDER BY id")
    assert others == [(2,), (3,)]


def test_not_in_with_one_null_finds_nothing(rows):
    people = "(SELECT 'Ada' AS name UNION SELECT 'Dora')"
    not_in = rows(f"SELECT name FROM {people} p WHERE name NOT IN (SELECT owner FROM task)")
    not_exists = rows(f"""
        SELECT name FROM {people} p WHERE NOT EXISTS (SELECT 1 FROM task WHERE task.owner = p.name)
    """)
    print("people without a task, NOT IN:", not_in, " NOT EXISTS:", not_exists)
    assert (not_in, not_exists) == ([], [("Dora",)])


def test_aggregates_skip_nulls_and_an_empty_sum_is_null(rows):
    figures = rows("SELECT count(*), count(hours), avg(hours), sum(hours) / count(*) FROM task")[0]
    print("count(*), count(hours), avg, sum / count(*):", figures[0], figures[1], float(figures[2]), figures[3])
    assert (figures[0], figures[1], float(figures[2]), figures[3]) == (3, 2, 3.0, 2)
    assert rows("SELECT sum(hours), coalesce(sum(hours), 0) FROM task WHERE id > 9") == [(None, 0)]


def test_anything_computed_with_null_is_null(rows):
    assert rows("SELECT hours + 1, 'by ' || owner FROM task WHERE id = 3") == [(None, None)]


def test_a_check_constraint_lets_unknown_pass_and_unique_lets_it_repeat(engine):
    with engine.connect() as connection:
        connection.execute(
            text("CREATE TEMPORARY TABLE seat (place integer CHECK (place > 0), holder text, UNIQUE (place, holder))")
        )
        for _ in range(2):
            connection.execute(text("INSERT INTO seat VALUES (NULL, 'Ada')"))
            connection.execute(text("INSERT INTO seat VALUES (1, NULL)"))
        stored = connection.scalar(text("SELECT count(*) FROM seat"))
    print("rows in spite of CHECK and UNIQUE:", stored)
    assert stored == 4


@pytest.mark.postgresql
def test_unique_nulls_not_distinct_closes_that_gap(engine):
    with engine.connect() as connection:
        connection.execute(
            text("CREATE TEMPORARY TABLE seat (place integer, holder text, UNIQUE NULLS NOT DISTINCT (place, holder))")
        )
        insert = text("INSERT INTO seat VALUES (1, NULL) ON CONFLICT DO NOTHING")
        assert [connection.execute(insert).rowcount for _ in range(2)] == [1, 0]


def test_where_nulls_are_sorted_depends_on_the_database(engine, rows):
    ascending = [owner for (owner,) in rows("SELECT owner FROM task ORDER BY owner")]
    last = [owner for (owner,) in rows("SELECT owner FROM task ORDER BY owner NULLS LAST")]
    expected = ["Ada", "Ben", None] if engine.dialect.name == "postgresql" else [None, "Ada", "Ben"]
    assert ascending == expected
    assert last == ["Ada", "Ben", None]


@pytest.mark.django_db
def test_django_exclude_keeps_the_nulls_that_plain_sql_would_drop():
    acme = Tenant.objects.create(name="Acme")
    Customer.objects.create(name="Ada", email="ada@example.org", tenant=acme)
    Customer.objects.create(name="Ben", email="ben@example.org", tenant=None)

    by_django = list(Customer.objects.exclude(tenant=acme).values_list("name", flat=True))
    with django_connection.cursor() as cursor:
        cursor.execute("SELECT name FROM shop_customer WHERE tenant_id <> %s", [acme.pk])
        by_sql = [name for (name,) in cursor.fetchall()]
    print("not of Acme, Django:", by_django, " SQL:", by_sql)
    assert (by_django, by_sql) == (["Ben"], [])
