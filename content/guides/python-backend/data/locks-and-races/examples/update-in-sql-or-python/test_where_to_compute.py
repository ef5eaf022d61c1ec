"""The new value computed by the database and by Python: queries, what is skipped, and where SQL is not safe either."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from unittest.mock import Mock

import pytest
from django.db.models import Case, F, IntegerField, When
from django.db.models.functions import Greatest
from django.db.models.signals import post_save
from shop.models import Account, Product
from sqlalchemy import Connection, Engine, text


@pytest.fixture
def products(db) -> None:
    Product.objects.bulk_create(
        Product(sku=f"P{number}", name="Tea", price_cents=100 + number, stock=5) for number in range(300)
    )


def test_three_ways_to_raise_300_prices(products, django_assert_num_queries):
    with django_assert_num_queries(1 + 300):
        for product in Product.objects.all():
            product.price_cents += 10
            product.save(update_fields=["price_cents"])
    with django_assert_num_queries(1 + 3):
        changed = list(Product.objects.all())
        for product in changed:
            product.price_cents += 10
        Product.objects.bulk_update(changed, ["price_cents"], batch_size=100)
    with django_assert_num_queries(1):
        Product.objects.update(price_cents=F("price_cents") + 10)
    first = Product.objects.get(sku="P0")
    print("save, bulk_update, update:", first.price_cents)
    assert first.price_cents == 130


def test_bulk_update_writes_back_what_python_read(products):
    changed = list(Product.objects.filter(sku="P0"))
    Product.objects.filter(sku="P0").update(stock=F("stock") - 1)  # a sale in the meantime
    for product in changed:
        product.stock += 10
    Product.objects.bulk_update(changed, ["stock"])
    print("5 - 1 + 10 =", Product.objects.get(sku="P0").stock)
    assert Product.objects.get(sku="P0").stock == 15  # the sale is lost


def test_decisions_that_sql_can_take_too(products, django_assert_num_queries):
    with django_assert_num_queries(1):
        Product.objects.update(
            stock=Greatest(F("stock") - 7, 0),
            price_cents=Case(When(price_cents__lt=200, then=200), default="price_cents", output_field=IntegerField()),
        )
    product = Product.objects.get(sku="P0")
    assert (product.stock, product.price_cents) == (0, 200)


def test_update_runs_no_save_and_no_signal(products):
    heard = Mock()
    post_save.connect(heard, sender=Product)
    try:
        Product.objects.filter(sku="P0").update(stock=0)
        by_update = heard.call_count
        Product.objects.get(sku="P0").save()
    finally:
        post_save.disconnect(heard, sender=Product)
    print(f"post_save: {by_update} times for update(), {heard.call_count} time for save()")
    assert (by_update, heard.call_count) == (0, 1)


def test_assigning_an_expression_and_saving_reads_the_new_value_back(products, django_assert_num_queries):
    product = Product.objects.get(sku="P0")
    product.stock = F("stock") + 1
    with django_assert_num_queries(1):
        product.save(update_fields=["stock"])
        assert product.stock == 6  # RETURNING: the same query brought it


@pytest.fixture
def ledger(engine: Engine):
    """An account whose balance is the sum of its entries, stored a second time."""
    with engine.begin() as setup:
        setup.execute(text("CREATE TABLE sql_entry (amount integer)"))
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 0, 1)"))
    yield engine
    with engine.begin() as teardown:
        teardown.execute(text("DROP TABLE sql_entry"))


def until_it_waits(observer: Connection, process: int, waiting: Future) -> None:
    blocked = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
    while not (observer.scalar(blocked, {"process": process}) or waiting.done()):
        time.sleep(0.005)
    assert not waiting.done()


def collide(engine: Engine, first: str, second: str, prepare: tuple[str, ...] = ()) -> int:
    """Run `first` in one transaction and `second` in another that has to wait for it; return the balance."""
    with engine.connect() as ours, engine.connect() as theirs, ThreadPoolExecutor(1) as thread:
        process = theirs.scalar(text("SELECT pg_backend_pid()"))
        for connection, statement in zip((ours, theirs), prepare, strict=False):
            connection.execute(text(statement))
        ours.execute(text(first))
        waiting = thread.submit(theirs.execute, text(second))
        until_it_waits(ours, process, waiting)
        ours.commit()
        waiting.result()
        theirs.commit()
        return ours.scalar(text("SELECT balance FROM sa_account"))


@pytest.mark.postgresql
def test_arithmetic_on_the_own_row_is_done_on_the_newest_version(ledger):
    add = "UPDATE sa_account SET balance = balance + {}"
    balance = collide(ledger, add.format(10), add.format(20))
    print("balance + n:", balance)
    assert balance == 30


@pytest.mark.postgresql
def test_a_subquery_over_other_rows_still_sees_the_old_ones(ledger):
    enter = "INSERT INTO sql_entry VALUES ({})"
    recount = "UPDATE sa_account SET balance = (SELECT sum(amount) FROM sql_entry)"
    balance = collide(ledger, recount, recount, prepare=(enter.format(10), enter.format(20)))
    print("sum of a subquery:", balance)
    assert balance == 20  # entries 10 and 20 are both committed; their UPDATE waited, its sum did not


@pytest.mark.postgresql
def test_lock_the_parent_first_and_the_sum_is_right(ledger):
    with ledger.connect() as ours, ledger.connect() as theirs, ThreadPoolExecutor(1) as thread:

        def enter_and_recount(connection: Connection, amount: int) -> None:
            connection.execute(text("SELECT id FROM sa_account WHERE id = 1 FOR UPDATE"))
            connection.execute(text("INSERT INTO sql_entry VALUES (:amount)"), {"amount": amount})
            connection.execute(text("UPDATE sa_account SET balance = (SELECT sum(amount) FROM sql_entry)"))

        process = theirs.scalar(text("SELECT pg_backend_pid()"))
        enter_and_recount(ours, 10)
        waiting = thread.submit(enter_and_recount, theirs, 20)
        until_it_waits(ours, process, waiting)  # at its first statement: the sum is read after the wait
        ours.commit()
        waiting.result()
        theirs.commit()
        assert ours.scalar(text("SELECT balance FROM sa_account")) == 30


@pytest.mark.django_db
def test_the_condition_belongs_to_the_same_statement():
    ada = Account.objects.create(owner="Ada", balance=50)
    enough = Account.objects.filter(pk=ada.pk, balance__gte=80)
    assert enough.update(balance=F("balance") - 80) == 0  # refused by the database, not by an older read
