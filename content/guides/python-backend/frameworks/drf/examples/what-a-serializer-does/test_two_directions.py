"""A serializer in both directions: which of its parts run, in which order, and what they ask the database."""

import json

import pytest
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from shop.models import Customer, Order, Product

pytestmark = pytest.mark.django_db
LOG: list[str] = []


class ProductSerializer(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = ["id", "sku", "name", "price_cents"]


class Noting(ProductSerializer):
    """The same, and it writes down what is called."""

    def to_internal_value(self, data):
        LOG.append("to_internal_value")
        return super().to_internal_value(data)

    def validate_sku(self, value: str) -> str:
        LOG.append(f"validate_sku({value!r})")
        return value.upper()

    def validate(self, attrs: dict) -> dict:
        LOG.append(f"validate({sorted(attrs)})")
        return attrs

    def create(self, validated_data: dict) -> Product:
        LOG.append(f"create(sku={validated_data['sku']!r})")
        return super().create(validated_data)

    def to_representation(self, instance: Product) -> dict:
        LOG.append("to_representation")
        return super().to_representation(instance)


SENT = {"id": 99, "sku": " tea-1 ", "name": "Tea", "price_cents": "450", "stock": 1000}


def test_the_way_in_and_the_way_out():
    LOG.clear()
    form = Noting(data=SENT)
    form.is_valid(raise_exception=True)
    form.save()
    form.data  # noqa: B018
    print("\n".join(LOG))
    assert LOG == [
        "to_internal_value",
        "validate_sku('tea-1')",
        "validate(['name', 'price_cents', 'sku'])",
        "create(sku='TEA-1')",
        "to_representation",
    ]


def test_what_comes_in_is_typed_and_what_was_not_asked_for_is_gone():
    form = ProductSerializer(data=SENT)
    assert form.is_valid()
    print(dict(form.validated_data))
    assert form.validated_data == {"sku": "tea-1", "name": "Tea", "price_cents": 450}  # no id, no stock


def test_every_field_reports_and_the_rule_over_several_fields_waits_until_all_are_valid():
    LOG.clear()
    form = Noting(data={"sku": "tea-1", "price_cents": -1})
    assert not form.is_valid()
    print({name: [error.code for error in found] for name, found in form.errors.items()})
    assert set(form.errors) == {"name", "price_cents"}
    assert LOG == ["to_internal_value", "validate_sku('tea-1')"]  # validate() was not called


def test_validating_asks_the_database_and_saves_nothing(django_assert_num_queries):
    form = ProductSerializer(data=SENT)
    with django_assert_num_queries(1) as asked:  # is the sku taken?
        form.is_valid()
    assert asked[0]["sql"].startswith("SELECT") and not Product.objects.exists()
    with django_assert_num_queries(1) as written:
        form.save()
    print("is_valid:", asked[0]["sql"].split()[0], "- save:", written[0]["sql"].split()[0])
    assert written[0]["sql"].startswith("INSERT")


def test_save_needs_an_answer_from_is_valid_first():
    with pytest.raises(AssertionError, match="You must call `.is_valid\\(\\)` before calling `.save\\(\\)`"):
        ProductSerializer(data=SENT).save()


def test_data_is_plain_values_and_json_is_made_by_a_renderer():
    product = Product.objects.create(sku="T", name="Tea", price_cents=450)
    data = ProductSerializer(product).data
    rendered = JSONRenderer().render(data)
    print(type(data).__name__, "->", rendered.decode().replace(str(product.pk), "?", 1))
    assert json.loads(rendered) == {"id": product.pk, "sku": "T", "name": "Tea", "price_cents": 450}


class OrderStatus(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["number", "status"]


def test_a_serializer_does_not_ask_who_is_calling():
    customer = Customer.objects.create(name="Ada", email="ada@example.org")
    order = Order.objects.create(customer=customer, number="A-1")
    form = OrderStatus(order, data={"status": "paid"}, partial=True)  # by anybody: that is for permissions
    form.is_valid(raise_exception=True)
    form.save()
    order.refresh_from_db()
    assert order.status == "paid"


def test_instance_and_data_decide_between_create_and_update():
    product = ProductSerializer(data=SENT)
    product.is_valid(raise_exception=True)
    made = product.save()
    change = ProductSerializer(made, data={"name": "Green tea"}, partial=True)
    change.is_valid(raise_exception=True)
    assert change.save().pk == made.pk
    assert list(Product.objects.values_list("name", flat=True)) == ["Green tea"]
