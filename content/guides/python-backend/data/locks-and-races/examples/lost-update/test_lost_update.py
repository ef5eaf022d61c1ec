"""Two deposits meet on one account: what is lost, and three ways to keep both."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db.models import F
from shop.models import Account
from sqlalchemy import text


@pytest.fixture
def account(db) -> Account:
    return Account.objects.create(owner="Ada", balance=100)


def test_read_add_save_loses_the_first_deposit(account, django_assert_num_queries):
    with django_assert_num_queries(4):
        ours = Account.objects.get(pk=account.pk)
        theirs = Account.objects.get(pk=account.pk)  # another request reads before we write
        ours.balance += 10
        ours.save(update_fields=["balance"])
        theirs.balance += 20
        theirs.save(update_fields=["balance"])
    account.refresh_from_db()
    print("read, add, save:", account.balance)
    assert account.balance == 120  # 130 was promised, and nobody saw an error


def test_a_plain_save_also_brings_back_columns_it_never_meant_to_touch(account):
    ours, theirs = Account.objects.get(pk=account.pk), Account.objects.get(pk=account.pk)
    ours.owner = "Ada Lovelace"
    ours.save(update_fields=["owner"])
    theirs.balance += 20
    theirs.save()  # writes owner, balance and version as they were read
    account.refresh_from_db()
    print("plain save:", account.owner, account.balance)
    assert (account.owner, account.balance) == ("Ada", 120)


def test_arithmetic_in_the_database_keeps_both(account, django_assert_num_queries):
    with django_assert_num_queries(2):
        Account.objects.filter(pk=account.pk).update(balance=F("balance") + 10)
        Account.objects.filter(pk=account.pk).update(balance=F("balance") + 20)
    account.refresh_from_db()
    print("arithmetic in SQL:", account.balance)
    assert account.balance == 130


def test_a_version_turns_the_silent_loss_into_a_refusal(account):
    def deposit(seen: Account, amount: int) -> int:
        """Write only if the row is still the one we read; return the rows written."""
        unchanged = Account.objects.filter(pk=seen.pk, version=seen.version)
        return unchanged.update(balance=seen.balance + amount, version=seen.version + 1)

    ours, theirs = Account.objects.get(pk=account.pk), Account.objects.get(pk=account.pk)
    written = [deposit(ours, 10), deposit(theirs, 20)]
    theirs.refresh_from_db()  # refused: read again, decide again
    written.append(deposit(theirs, 20))
    account.refresh_from_db()
    print("version, rows written:", written, account.balance)
    assert (written, account.balance) == ([1, 0, 1], 130)


@pytest.fixture
def bank(engine):
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1)"))
    return engine


READ = text("SELECT balance FROM sa_account WHERE id = 1")
LOCK = text("SELECT balance FROM sa_account WHERE id = 1 FOR UPDATE")
WRITE = text("UPDATE sa_account SET balance = :balance WHERE id = 1")
WAITS = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")


@pytest.mark.postgresql
def test_two_transactions_at_the_default_level_lose_it_just_the_same(bank):
    with bank.connect() as ours, bank.connect() as theirs:
        we_saw, they_saw = ours.scalar(READ), theirs.scalar(READ)
        ours.execute(WRITE, {"balance": we_saw + 10})
        ours.commit()
        theirs.execute(WRITE, {"balance": they_saw + 20})
        theirs.commit()
        print("inside two transactions:", ours.scalar(READ))
        assert ours.scalar(READ) == 120


@pytest.mark.postgresql
def test_a_row_lock_makes_the_second_reader_wait_and_then_see_110(bank):
    with bank.connect() as ours, bank.connect() as theirs, ThreadPoolExecutor(1) as thread:
        process = theirs.scalar(text("SELECT pg_backend_pid()"))
        we_saw = ours.scalar(LOCK)
        their_read = thread.submit(theirs.scalar, LOCK)
        while not (ours.scalar(WAITS, {"process": process}) or their_read.done()):
            time.sleep(0.005)
        assert not their_read.done()  # it waits for our commit
        ours.execute(WRITE, {"balance": we_saw + 10})
        ours.commit()
        they_saw = their_read.result()
        theirs.execute(WRITE, {"balance": they_saw + 20})
        theirs.commit()
        print(f"row lock: second reader saw {they_saw}, final {ours.scalar(READ)}")
        assert (they_saw, ours.scalar(READ)) == (110, 130)
