"""The same two rules, asked at every door through which a row can enter."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from rest_framework import serializers
from shop.models import Customer, Product

pytestmark = pytest.mark.django_db


class NewProduct(serializers.Serializer):
    sku = serializers.CharField(max_length=30)
    price_cents = serializers.IntegerField(min_value=0)


def outcome(action) -> str:
    try:
        with transaction.atomic():
            action()
            transaction.set_rollback(True)  # leave the table empty for the next door
    except (ValidationError, serializers.ValidationError):
        return "refused by a check"
    except IntegrityError:
        return "refused by the database"
    return "stored"


def customer_through_every_door(email: str) -> dict[str, str]:
    def customer(email: str = email) -> Customer:
        return Customer(name="Ada", email=email)

    def update() -> None:
        customer("ada@example.com").save()
        Customer.objects.update(email=email)

    return {
        "full_clean": outcome(lambda: customer().full_clean(exclude=["tenant"])),
        "save": outcome(lambda: customer().save()),
        "bulk_create": outcome(lambda: Customer.objects.bulk_create([customer()])),
        "update": outcome(update),
    }


def price_through_every_door(price: int) -> dict[str, str]:
    def product(price: int = price) -> Product:
        return Product(sku="TEA", name="Tea", price_cents=price)

    def serializer() -> None:
        NewProduct(data={"sku": "TEA", "price_cents": price}).is_valid(raise_exception=True)

    def update() -> None:
        product(1).save()
        Product.objects.update(price_cents=price)

    return {
        "serializer": outcome(serializer),
        "full_clean": outcome(lambda: product().full_clean()),
        "save": outcome(lambda: product().save()),
        "bulk_create": outcome(lambda: Product.objects.bulk_create([product()])),
        "update": outcome(update),
    }


def test_a_validator_on_the_field_guards_only_the_door_that_asks_it():
    found = customer_through_every_door("no address at all")
    print(found)
    assert found["full_clean"] == "refused by a check"
    assert {found[door] for door in ("save", "bulk_create", "update")} == {"stored"}


def test_a_constraint_guards_every_door():
    found = price_through_every_door(-1)
    print(found)
    assert found["serializer"] == found["full_clean"] == "refused by a check"
    assert {found[door] for door in ("save", "bulk_create", "update")} == {"refused by the database"}


def test_the_check_at_the_edge_names_every_field_and_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        form = NewProduct(data={"sku": "x" * 31, "price_cents": -1})
        assert not form.is_valid()
    print({field: [fault.code for fault in faults] for field, faults in form.errors.items()})
    assert set(form.errors) == {"sku", "price_cents"}


def test_a_serializer_made_from_a_model_asks_the_database_about_unique_fields(django_assert_num_queries):
    class FromModel(serializers.ModelSerializer):
        class Meta:
            model = Product
            fields = ("sku", "name", "price_cents")

    with django_assert_num_queries(1):  # is there a product with this sku already?
        assert FromModel(data={"sku": "TEA", "name": "Tea", "price_cents": 450}).is_valid()


def test_the_database_speaks_last_and_after_a_round_trip(django_assert_num_queries):
    with django_assert_num_queries(4), pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Product.objects.create(sku="TEA", name="Tea", price_cents=-1)  # savepoint, insert, roll back, release
    assert "price_cents" in str(refusal.value)  # for a log, not for a reader: the text differs by database
