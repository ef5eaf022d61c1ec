"""Rules that need more than one value: two fields of one request, or rows that others are writing."""

from datetime import date

import pytest
import shop_sqlalchemy as sa
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from pydantic import BaseModel, ValidationError, model_validator
from shop.models import Customer, Product
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import OperationalError

pytestmark = pytest.mark.django_db


class Stay(BaseModel):
    start: date
    end: date

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "Stay":
        if self.end <= self.start:
            raise ValueError("end must be after start")
        return self


def test_a_rule_over_two_fields_runs_when_both_are_valid_on_their_own():
    with pytest.raises(ValidationError) as both_fine_alone:
        Stay(start=date(2026, 12, 24), end=date(2026, 12, 20))
    with pytest.raises(ValidationError) as one_missing:
        Stay.model_validate({"start": "2026-12-24"})
    print("both there:", [(fault["type"], fault["loc"]) for fault in both_fine_alone.value.errors()])
    print("one missing:", [(fault["type"], fault["loc"]) for fault in one_missing.value.errors()])
    assert [fault["type"] for fault in one_missing.value.errors()] == ["missing"]


def test_a_change_is_checked_as_the_whole_it_makes():
    stored = Stay(start=date(2026, 12, 24), end=date(2026, 12, 28))
    with pytest.raises(ValidationError):
        Stay.model_validate(stored.model_dump() | {"end": date(2026, 12, 23)})


def test_asking_first_lets_two_requests_both_sell_the_last_one():
    product = Product.objects.create(sku="TEA", name="Tea", price_cents=450, stock=1)
    enough = [Product.objects.get(pk=product.pk).stock >= 1 for _request in range(2)]  # both ask
    for allowed in enough:  # then both write
        if allowed:
            Product.objects.filter(pk=product.pk).update(stock=F("stock") - 1)
    product.refresh_from_db()
    print("asked first, stock:", product.stock)
    assert product.stock == -1


def test_the_rule_inside_the_write_sells_it_once_with_one_query_each(django_assert_num_queries):
    product = Product.objects.create(sku="TEA", name="Tea", price_cents=450, stock=1)

    def sell() -> bool:
        return Product.objects.filter(pk=product.pk, stock__gte=1).update(stock=F("stock") - 1) == 1

    with django_assert_num_queries(2):
        sold = [sell(), sell()]
    product.refresh_from_db()
    print("rule in the write:", sold, "stock:", product.stock)
    assert (sold, product.stock) == ([True, False], 0)


def register(email: str) -> str:
    try:
        with transaction.atomic():  # a savepoint: the refusal must not spoil the transaction around it
            Customer.objects.create(name="Ada", email=email)
    except IntegrityError:
        if not Customer.objects.filter(email=email).exists():
            raise  # another constraint: a bug and not an answer
        return "taken"
    return "created"


def test_the_constraint_answers_and_the_code_translates(django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, insert, release
        assert register("ada@example.com") == "created"
    with django_assert_num_queries(5):  # savepoint, insert, roll back, release, and which rule it was
        assert register("ada@example.com") == "taken"


def test_a_question_before_the_insert_can_expire():
    assert not Customer.objects.filter(email="ada@example.com").exists()  # our question
    assert register("ada@example.com") == "created"  # another request
    with pytest.raises(IntegrityError), transaction.atomic():  # our insert, after an answer that has expired
        Customer.objects.create(name="Ada", email="ada@example.com")


def test_without_a_savepoint_the_refusal_spoils_the_transaction_around_it():
    Customer.objects.create(name="Ada", email="ada@example.com")
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            Customer.objects.create(name="Ada", email="ada@example.com")
        with pytest.raises(transaction.TransactionManagementError):
            Customer.objects.count()  # the next harmless query
        transaction.set_rollback(True)


@pytest.mark.postgresql
def test_overlapping_stays_are_refused_by_an_exclusion_constraint():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE stay (room int4range, nights daterange,"
            " CONSTRAINT one_guest_a_night EXCLUDE USING gist (room WITH &&, nights WITH &&))"
        )  # a range of one room, because a plain integer WITH = needs the extension btree_gist

        def book(room: int, nights: str) -> str:
            try:
                with transaction.atomic():
                    cursor.execute("INSERT INTO stay VALUES (int4range(%s, %s), %s)", [room, room + 1, nights])
            except IntegrityError as refusal:
                return refusal.__cause__.diag.constraint_name
            return "booked"

        asked = ["[2026-12-24,2026-12-28)", "[2026-12-27,2026-12-30)", "[2026-12-28,2026-12-30)"]
        answers = [book(12, nights) for nights in asked]
    print("24 to 28, 27 to 30, 28 to 30:", answers)
    assert answers == ["booked", "one_guest_a_night", "booked"]


@pytest.mark.postgresql
def test_a_lock_on_the_customer_makes_the_second_count_wait_for_the_first_insert(engine):
    with engine.begin() as setup:
        customer = setup.scalar(insert(sa.Customer).values(name="Ada").returning(sa.Customer.id))
        setup.execute(insert(sa.Order), [{"number": f"A-{n}", "customer_id": customer} for n in range(4)])
    mine = sa.Order.customer_id == customer

    def order(connection, number: str, timeout: str = "2s") -> str:
        connection.execute(text(f"SET LOCAL lock_timeout = '{timeout}'"))
        connection.execute(select(sa.Customer.id).where(sa.Customer.id == customer).with_for_update())
        if connection.scalar(select(func.count()).where(mine)) >= 5:
            return "refused"
        connection.execute(insert(sa.Order).values(number=number, customer_id=customer))
        return "ordered"

    with engine.connect() as first, engine.connect() as second:
        answers = [order(first, "A-4")]
        with pytest.raises(OperationalError, match="lock timeout"):
            order(second, "A-5", timeout="50ms")  # it has to wait, and here it gives up
        second.rollback()
        first.commit()
        answers.append(order(second, "A-5"))
    print("five open orders at most:", answers)
    assert answers == ["ordered", "refused"]
