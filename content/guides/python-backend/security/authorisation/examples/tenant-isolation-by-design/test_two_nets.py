"""Two tenants in one table: a scope in the session, a key in the schema, a policy in the database."""

from collections.abc import Iterator
from contextvars import ContextVar

import pytest
from sqlalchemy import Engine, ForeignKey, ForeignKeyConstraint, UniqueConstraint, event, func, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, with_loader_criteria

current_tenant: ContextVar[int] = ContextVar("current_tenant")  # no default: unset means refuse


class Base(DeclarativeBase):
    pass


class Tenant(Base):
    __tablename__ = "iso_tenant"
    id: Mapped[int] = mapped_column(primary_key=True)
    invoices: Mapped[list["Invoice"]] = relationship()


class Owned:
    """Everything that belongs to a tenant says so in its own row."""

    tenant_id: Mapped[int] = mapped_column(ForeignKey("iso_tenant.id"))


class Invoice(Owned, Base):
    __tablename__ = "iso_invoice"
    __table_args__ = (UniqueConstraint("tenant_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cents: Mapped[int]


class Payment(Owned, Base):
    __tablename__ = "iso_payment"
    __table_args__ = (ForeignKeyConstraint(["tenant_id", "invoice_id"], ["iso_invoice.tenant_id", "iso_invoice.id"]),)
    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int]


class TenantSession(Session):
    """A session whose every ORM query carries the tenant."""


@event.listens_for(TenantSession, "do_orm_execute")
def add_the_tenant(state) -> None:
    tenant = current_tenant.get()  # LookupError where nobody said which tenant
    # include_aliases is not optional with a mixin: without it the filter is silently absent
    scope = with_loader_criteria(Owned, lambda cls: cls.tenant_id == tenant, include_aliases=True)
    state.statement = state.statement.options(scope)


@pytest.fixture
def database(engine: Engine) -> Iterator[Engine]:
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.execute(Tenant.__table__.insert(), [{"id": 1}, {"id": 2}])
        connection.execute(
            Invoice.__table__.insert(),
            [{"id": id, "tenant_id": tenant, "cents": 100 * id} for id, tenant in ((1, 1), (2, 1), (3, 2))],
        )
    yield engine
    Base.metadata.drop_all(engine)


@pytest.fixture
def as_tenant_1() -> Iterator[None]:
    token = current_tenant.set(1)
    yield
    current_tenant.reset(token)


def test_a_query_without_a_tenant_is_refused(database):
    with TenantSession(database) as session, pytest.raises(LookupError):
        session.scalars(select(Invoice)).all()


def test_the_same_statement_gives_each_tenant_its_own_rows(database):
    seen = {}
    for tenant in (1, 2, 1):
        token = current_tenant.set(tenant)
        with TenantSession(database) as session:
            seen[tenant] = session.scalars(select(Invoice.id)).all()
        current_tenant.reset(token)
    assert seen == {1: [1, 2], 2: [3]}


def test_every_orm_query_is_scoped_and_raw_sql_is_not(database, as_tenant_1):
    with TenantSession(database) as session:
        assert [invoice.id for invoice in session.scalars(select(Invoice))] == [1, 2]
        assert session.get(Invoice, 3) is None
        assert session.scalar(select(func.count()).select_from(Invoice)) == 2
        assert session.get_one(Tenant, 2).invoices == []  # the lazy load carries the tenant too
        assert session.execute(update(Invoice).values(cents=0)).rowcount == 2
        raw = session.execute(text("SELECT count(*) FROM iso_invoice")).scalar_one()
        on_the_table = len(session.execute(select(Invoice.__table__)).all())  # no entity, so nothing to scope
    assert raw == on_the_table == 3
    print(f"the ORM sees 2 invoices of 3, raw SQL {raw}, a select on the table {on_the_table}")


def test_an_insert_and_a_bulk_update_go_round_the_scope(database, as_tenant_1):
    with TenantSession(database) as session:
        session.add(Invoice(id=9, tenant_id=2, cents=900))
        session.flush()
        assert session.scalar(text("SELECT tenant_id FROM iso_invoice WHERE id = 9")) == 2
        session.execute(update(Invoice), [{"id": 3, "cents": 0}])  # in bulk by primary key: no scope either
        assert session.scalar(text("SELECT cents FROM iso_invoice WHERE id = 3")) == 0


def test_one_missing_keyword_removes_the_filter_without_a_word():
    scope = with_loader_criteria(Owned, lambda cls: cls.tenant_id == 1, include_aliases=True)
    incomplete = with_loader_criteria(Owned, lambda cls: cls.tenant_id == 1)
    assert "WHERE" in str(select(Invoice).options(scope))
    assert "WHERE" not in str(select(Invoice).options(incomplete))


def test_a_payment_cannot_point_at_the_invoice_of_another_tenant(database):
    with Session(database) as session:
        session.add(Payment(id=1, tenant_id=1, invoice_id=3))  # invoice 3 exists, for tenant 2
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.mark.postgresql
def test_a_policy_in_the_database_catches_raw_sql(database):
    with database.connect() as connection:  # one transaction, rolled back at the end
        for statement in (
            "ALTER TABLE iso_invoice ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own_rows ON iso_invoice "
            "USING (tenant_id = nullif(current_setting('shop.tenant', true), '')::int)",
            "CREATE ROLE iso_owner",
            "CREATE ROLE iso_web",
            "ALTER TABLE iso_invoice OWNER TO iso_owner",
            "GRANT SELECT, INSERT ON iso_invoice TO iso_web",
            "SET LOCAL ROLE iso_owner",  # owns the table, and is no superuser
        ):
            connection.execute(text(statement))
        count = text("SELECT count(*) FROM iso_invoice")
        seen = {"owner of the table": connection.scalar(count)}

        connection.execute(text("SET LOCAL ROLE iso_web"))  # what the application should connect as
        seen["web, no tenant set"] = connection.scalar(count)
        connection.execute(text("SELECT set_config('shop.tenant', '1', true)"))  # true: this transaction only
        seen["web, tenant 1"] = connection.scalar(count)
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(text("INSERT INTO iso_invoice VALUES (9, 900, 2)"))
    assert list(seen.values()) == [3, 0, 2]
    for who, rows in seen.items():
        print(f"{who}: {rows} rows")
