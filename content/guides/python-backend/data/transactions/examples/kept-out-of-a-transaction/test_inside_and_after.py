"""An outward call inside a transaction, and the same call after the commit: what others see, and who waits."""

import re
import time

import pytest
from django.core import mail
from django.db import connection, transaction
from shop.models import Customer, Order
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

pytestmark = pytest.mark.django_db


class Refused(Exception):
    pass


def confirm(order: Order) -> None:
    mail.send_mail("Thank you", f"Order {order.number}", "shop@example.org", ["ada@example.org"])


@pytest.fixture
def ada(db) -> Customer:
    return Customer.objects.create(name="Ada", email="ada@example.org")


def test_a_mail_sent_inside_outlives_the_order(ada):
    with pytest.raises(Refused), transaction.atomic():
        confirm(Order.objects.create(customer=ada, number="N1"))
        raise Refused
    print(f"inside: {len(mail.outbox)} mail, {Order.objects.count()} orders")
    assert (len(mail.outbox), Order.objects.count()) == (1, 0)


def test_on_commit_sends_only_for_an_order_that_exists(ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(Refused), transaction.atomic():
            order = Order.objects.create(customer=ada, number="N1")
            transaction.on_commit(lambda: confirm(order))
            raise Refused
        with transaction.atomic():
            order = Order.objects.create(customer=ada, number="N2")
            transaction.on_commit(lambda: confirm(order))
        assert mail.outbox == []
    print(f"on_commit: {[message.body for message in mail.outbox]}, {Order.objects.count()} orders")
    assert [message.body for message in mail.outbox] == ["Order N2"]


@pytest.mark.django_db(transaction=True)
def test_a_callback_that_fails_cannot_take_the_order_back(ada):
    ran = []

    def unreachable() -> None:
        raise ConnectionError("the mail server does not answer")

    with pytest.raises(ConnectionError), transaction.atomic():
        Order.objects.create(customer=ada, number="N1")
        transaction.on_commit(unreachable)
        transaction.on_commit(lambda: ran.append("second"))
    assert (Order.objects.count(), ran) == (1, [])  # an error for the caller, an order, and no second callback

    with transaction.atomic():
        transaction.on_commit(unreachable, robust=True)  # its failure is logged
        transaction.on_commit(lambda: ran.append("second"))
    assert ran == ["second"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_task_queued_inside_looks_for_a_row_that_nobody_can_see_yet(ada):
    worker = connection.copy()  # a second connection, as a worker process has

    def found() -> int:
        with worker.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM shop_order WHERE number = 'N1'")
            return cursor.fetchone()[0]

    seen = {}
    with transaction.atomic():
        Order.objects.create(customer=ada, number="N1")
        seen["queued inside"] = found()  # the worker is quicker than our commit
        transaction.on_commit(lambda: seen.update({"queued on commit": found()}))
    worker.close()
    print(seen)
    assert seen == {"queued inside": 0, "queued on commit": 1}


@pytest.mark.postgresql
def test_a_row_stays_locked_for_as_long_as_the_remote_call_takes(engine):
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1)"))
    withdraw = text("UPDATE sa_account SET balance = balance - 30")
    met = []

    def charge_the_card() -> None:
        """The remote service answers slowly; meanwhile another request wants the row and will not wait for it."""
        with engine.connect() as other_request:
            try:
                other_request.execute(text("SELECT balance FROM sa_account FOR UPDATE NOWAIT"))
                met.append("free")
            except DBAPIError as error:
                met.append(f"locked ({error.orig.sqlstate})")

    with engine.begin() as ours:
        ours.execute(withdraw)
        charge_the_card()
    with engine.begin() as ours:
        ours.execute(withdraw)
    charge_the_card()

    print(f"call inside: {met[0]}, call after: {met[1]}")
    assert met == ["locked (55P03)", "free"]


@pytest.mark.postgresql
def test_the_server_can_end_a_transaction_that_sits_idle(engine):
    with engine.connect() as ours:
        ours.execute(text("SET LOCAL idle_in_transaction_session_timeout = '50ms'"))
        time.sleep(0.15)  # a person reads, a service hangs
        with pytest.raises(DBAPIError, match="idle-in-transaction timeout"):
            ours.execute(text("SELECT 1"))


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("level", "did", "kept"),
    [
        ("READ COMMITTED", "SELECT 1", 0),
        ("REPEATABLE READ", "SELECT 1", 1),
        ("READ COMMITTED", "INSERT INTO sa_tag (name) VALUES ('new')", 1),
    ],
    ids=["read committed after SELECT", "repeatable read after SELECT", "read committed after INSERT"],
)
def test_what_an_idle_transaction_keeps_vacuum_from_removing(level, did, kept, engine):
    said = []
    with engine.connect() as idle, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1)"))
        idle.execution_options(isolation_level=level).execute(text(did))  # and then it does nothing for a long time
        other.execute(text("UPDATE sa_account SET balance = 70"))  # leaves one dead version of the row
        other.connection.driver_connection.add_notice_handler(lambda notice: said.append(notice.message_primary))
        other.execute(text("VACUUM (VERBOSE) sa_account"))
    dead = int(re.search(r"(\d+) are dead but not yet removable", " ".join(said))[1])
    print(f"{level.lower()}, idle after {did.split()[0]}: {dead} dead row kept")
    assert dead == kept
