"""What a transaction takes back when it fails, what it cannot take back, and what it never promised."""

import pytest
import shop_sqlalchemy as sa
from django.core import mail
from django.db import IntegrityError, transaction
from shop.models import Account, Order
from sqlalchemy import text
from sqlalchemy.orm import Session

pytestmark = pytest.mark.django_db
really_commits = pytest.mark.django_db(transaction=True)  # the usual test runs inside one transaction of its own


class Refused(Exception):
    pass


@pytest.fixture
def accounts(db) -> tuple[Account, Account]:
    return Account.objects.create(owner="Ada", balance=100), Account.objects.create(owner="Ben", balance=0)


def move(source: Account, target: Account, amount: int) -> None:
    """Take first, then stumble before giving."""
    source.balance -= amount
    source.save(update_fields=["balance"])
    mail.send_mail("Transfer", f"{amount} sent", "shop@example.org", ["ada@example.org"])
    raise Refused("the target is closed")


def balances() -> list[int]:
    return list(Account.objects.order_by("id").values_list("balance", flat=True))


@really_commits
def test_without_a_transaction_every_statement_commits_on_its_own(accounts):
    with pytest.raises(Refused):
        move(*accounts, 30)
    print("autocommit:", balances())
    assert balances() == [70, 0]  # thirty are nowhere


@really_commits
def test_atomic_takes_every_write_back(accounts):
    with pytest.raises(Refused), transaction.atomic():
        move(*accounts, 30)
    print("atomic:", balances())
    assert balances() == [100, 0]


def test_atomic_takes_back_rows_but_neither_the_mail_nor_the_object(accounts):
    ada, ben = accounts
    with pytest.raises(Refused), transaction.atomic():
        move(ada, ben, 30)
    assert len(mail.outbox) == 1  # sent, for a transfer that did not happen
    assert ada.balance == 70  # Python was not part of the transaction
    ada.refresh_from_db()
    assert ada.balance == 100


def test_sqlalchemy_forgets_its_objects_with_the_rows(engine):
    with Session(engine) as session:
        session.add(ada := sa.Account(owner="Ada", balance=100))
        session.commit()
        with pytest.raises(Refused), session.begin():
            ada.balance -= 30
            session.flush()
            raise Refused
        assert ada.balance == 100  # expired by the rollback, read again here


def test_a_caught_error_commits_what_came_before_it(accounts):
    with transaction.atomic():
        try:
            move(*accounts, 30)
        except Refused as refusal:
            print("logged:", refusal)  # atomic only sees exceptions that leave the block
    assert balances() == [70, 0]


@really_commits
def test_a_deferred_constraint_speaks_at_commit():
    created = False
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.create(customer_id=999_999, number="N1")
        created = True  # no error yet: Django's foreign keys are checked at the end
    assert created and not Order.objects.exists()


@pytest.mark.postgresql
def test_atomic_does_not_mean_one_after_the_other(engine):
    with engine.begin() as setup:
        setup.execute(text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 100, 1)"))
    read, write = text("SELECT balance FROM sa_account"), text("UPDATE sa_account SET balance = :balance")

    with engine.connect() as ours, engine.connect() as theirs:  # two transactions, both atomic
        we_saw = ours.scalar(read)
        they_saw = theirs.scalar(read)
        ours.execute(write, {"balance": we_saw + 10})
        assert theirs.scalar(read) == 100  # nobody sees half of our work ...
        ours.commit()
        theirs.execute(write, {"balance": they_saw + 20})
        theirs.commit()
        final = ours.scalar(read)
    print(f"100 + 10 + 20 = {final}")
    assert final == 120  # ... and our deposit is lost all the same
