"""The same row, guarded by a lock and by a version: who waits, who is refused, and what neither sees."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from shop.models import Product
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError


class Base(DeclarativeBase):
    pass


class Page(Base):
    """SQLAlchemy keeps the version by itself."""

    __tablename__ = "versioned_page"
    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


@pytest.fixture
def page(engine):
    Base.metadata.create_all(engine)
    with Session(engine) as setup:
        setup.add(Page(id=1, body="draft"))
        setup.commit()
    yield
    Base.metadata.drop_all(engine)


def test_a_version_refuses_the_form_that_was_opened_before_another_save(engine, page):
    with Session(engine, expire_on_commit=False) as editor:
        opened = editor.get(Page, 1)
        editor.commit()  # the form is on a screen; no transaction and no lock is open
        with Session(engine) as colleague:
            colleague.get(Page, 1).body = "colleague's text"
            colleague.commit()
        opened.body = "editor's text"
        with pytest.raises(StaleDataError) as refused:
            editor.commit()
        editor.rollback()
        print(str(refused.value).split(";")[0])
        assert editor.scalar(select(Page.body)) == "colleague's text"


@pytest.mark.django_db
def test_a_lock_at_save_time_does_not_notice_the_old_form():
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    form = {"name": tea.name, "price_cents": tea.price_cents}  # opened by one person
    Product.objects.filter(pk=tea.pk).update(name="Green tea")  # saved by another

    with transaction.atomic():
        locked = Product.objects.select_for_update().get(pk=tea.pk)
        locked.name, locked.price_cents = form["name"], 480
        locked.save()
    print("locked while saving:", Product.objects.get().name)
    assert Product.objects.get().name == "Tea"  # the lock was real, and the colleague's change is gone


def attempts_with_versions(writers: int) -> int:
    """All writers read, all write; those refused read again and go into the next round."""
    version, attempts = 0, 0
    while writers:
        seen = [version] * writers
        refused = 0
        for each in seen:
            attempts += 1
            if each == version:
                version += 1
            else:
                refused += 1
        writers = refused
    return attempts


def test_what_a_version_costs_when_everybody_wants_the_same_row():
    figures = {writers: attempts_with_versions(writers) for writers in (1, 2, 10, 50)}
    print("attempts when all collide in every round:", figures)
    assert figures == {1: 1, 2: 3, 10: 55, 50: 1275}  # a lock needs 1, 2, 10, 50, one after the other


@pytest.fixture
def accounts(engine):
    with engine.begin() as setup:
        setup.execute(
            text("INSERT INTO sa_account (id, owner, balance, version) VALUES (1, 'Ada', 0, 1), (2, 'Ben', 0, 1)")
        )
    return engine


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("FOR UPDATE NOWAIT", "55P03"),
        ("FOR UPDATE SKIP LOCKED", "[2]"),
        ("FOR UPDATE", "55P03 after lock_timeout"),
        ("", "[1, 2]"),
    ],
    ids=["nowait", "skip_locked", "lock_timeout", "no_lock"],
)
def test_what_the_second_one_gets_while_row_1_is_locked(accounts, ask, answer):
    with accounts.connect() as ours, accounts.connect() as theirs:
        ours.execute(text("SELECT id FROM sa_account WHERE id = 1 FOR UPDATE"))
        theirs.execute(text("SET LOCAL lock_timeout = '20ms'"))
        try:
            got = str(list(theirs.scalars(text(f"SELECT id FROM sa_account ORDER BY id {ask}"))))
        except DBAPIError as error:
            got = error.orig.sqlstate + (" after lock_timeout" if ask == "FOR UPDATE" else "")
    print(f"{ask or 'plain SELECT'}: {got}")
    assert got == answer


@pytest.mark.postgresql
def test_the_lock_ends_with_the_transaction(accounts):
    with accounts.connect() as ours, accounts.connect() as theirs:
        lock = text("SELECT balance FROM sa_account WHERE id = 1 FOR UPDATE NOWAIT")
        ours.execute(lock)
        ours.commit()  # the first request has answered: a lock cannot wait for the second one
        assert theirs.scalar(lock) == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_lock_is_refused_when_the_query_runs():
    queryset = Product.objects.select_for_update()  # no complaint here
    if connection.features.has_select_for_update:
        with pytest.raises(TransactionManagementError):
            list(queryset)
    else:
        assert list(queryset) == []  # SQLite: the call is ignored, so the mistake is invisible
