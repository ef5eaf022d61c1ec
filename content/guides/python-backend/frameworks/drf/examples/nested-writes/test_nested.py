"""An order with its lines in one request: what DRF refuses to guess, and a function that decides."""

import pytest
from django.db import transaction
from rest_framework import serializers
from shop.models import Customer, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


class LineSerializer(serializers.ModelSerializer):
    id = serializers.IntegerField(required=False)
    product = serializers.SlugRelatedField(slug_field="sku", queryset=Product.objects.all())

    class Meta:
        model = OrderLine
        fields = ["id", "product", "quantity"]
        extra_kwargs = {"quantity": {"required": True}}  # the model's default would make it optional


class Guessing(serializers.ModelSerializer):
    lines = LineSerializer(many=True)

    class Meta:
        model = Order
        fields = ["number", "customer", "lines"]


class OrderSerializer(Guessing):
    """Checks the shape; what it means to save an order is said elsewhere."""

    def create(self, validated_data: dict) -> Order:
        return place_order(**validated_data)

    def update(self, instance: Order, validated_data: dict) -> Order:
        return change_lines(instance, validated_data["lines"])


@transaction.atomic
def place_order(customer: Customer, number: str, lines: list[dict]) -> Order:
    if any("id" in line for line in lines):
        raise serializers.ValidationError({"lines": "a new order has no lines with an id yet"})
    order = Order.objects.create(customer=customer, number=number)
    OrderLine.objects.bulk_create(
        OrderLine(order=order, **line, unit_price_cents=line["product"].price_cents) for line in lines
    )
    return order


@transaction.atomic
def change_lines(order: Order, lines: list[dict]) -> Order:
    """The sent list is the whole list: known ids are changed, new lines are added, the others go."""
    Order.objects.select_for_update().get(pk=order.pk)  # two edits of one order, one after the other
    stored = {line.pk: line for line in order.lines.all()}
    named = [line["id"] for line in lines if "id" in line]
    if len(set(named)) < len(named) or not set(named) <= stored.keys():
        raise serializers.ValidationError({"lines": "names a line that is not in this order, or one twice"})
    order.lines.exclude(pk__in=named).delete()
    for line in lines:
        if "id" in line:
            stored[line["id"]].quantity = line["quantity"]
            stored[line["id"]].save(update_fields=["quantity"])
    new = [line for line in lines if "id" not in line]
    OrderLine.objects.bulk_create(
        OrderLine(order=order, **line, unit_price_cents=line["product"].price_cents) for line in new
    )
    return order


@pytest.fixture
def ada() -> Customer:
    for sku in ("tea", "cup", "pot"):
        Product.objects.create(sku=sku, name=sku, price_cents=100)
    return Customer.objects.create(name="Ada", email="ada@example.org")


def save(kind, sent: dict, order: Order | None = None) -> Order:
    form = kind(order, data=sent)
    form.is_valid(raise_exception=True)
    return form.save()


def new_order(ada: Customer, *skus: str, number: str = "A-1") -> dict:
    return {"number": number, "customer": ada.pk, "lines": [{"product": sku, "quantity": 1} for sku in skus]}


def lines_of(order: Order) -> dict[str, int]:
    return dict(order.lines.order_by("product__sku").values_list("product__sku", "quantity"))


def test_drf_does_not_guess_how_to_save_what_is_nested(ada):
    with pytest.raises(AssertionError, match="does not support writable nested fields by default") as refusal:
        save(Guessing, new_order(ada, "tea"))
    print(str(refusal.value).strip().splitlines()[0])


def test_one_order_and_its_lines_are_two_inserts_whatever_their_number(ada, django_assert_num_queries):
    form = OrderSerializer(data=new_order(ada, "tea", "cup", "pot"))
    with django_assert_num_queries(5):  # number taken?, customer, and one for each line's product
        form.is_valid(raise_exception=True)
    with django_assert_num_queries(4):  # SAVEPOINT, INSERT order, INSERT lines, RELEASE
        form.save()
    print("3 lines: 5 queries to validate, 4 to save")


def test_without_a_transaction_a_failing_line_leaves_half_an_order(ada):
    def careless(customer: Customer, number: str, lines: list[dict]) -> None:
        order = Order.objects.create(customer=customer, number=number)
        for line in lines:
            if line["product"].sku == "pot":
                raise ConnectionError("worker killed")
            OrderLine.objects.create(order=order, **line)

    lines = [{"product": product, "quantity": 1} for product in Product.objects.order_by("-sku")]  # tea, pot, cup
    with pytest.raises(ConnectionError):
        careless(ada, "A-1", lines)
    half = {order.number: lines_of(order) for order in Order.objects.all()}
    with pytest.raises(ConnectionError), transaction.atomic():
        careless(ada, "A-2", lines)
    print("left behind:", half, "- with atomic:", Order.objects.filter(number="A-2").count())
    assert half == {"A-1": {"tea": 1}}
    assert not Order.objects.filter(number="A-2").exists()


def test_the_sent_list_replaces_the_stored_one(ada):
    order = save(OrderSerializer, new_order(ada, "tea", "cup"))
    tea = order.lines.get(product__sku="tea")
    sent = [{"id": tea.pk, "product": "tea", "quantity": 5}, {"product": "pot", "quantity": 1}]
    save(OrderSerializer, new_order(ada) | {"lines": sent}, order)
    print("tea 1, cup 1 ->", lines_of(order))
    assert lines_of(order) == {"pot": 1, "tea": 5}
    assert order.lines.get(product__sku="tea").pk == tea.pk  # changed, not made anew


def test_a_line_of_somebody_else_s_order_is_refused_and_nothing_was_changed(ada):
    mine = save(OrderSerializer, new_order(ada, "tea"))
    theirs = save(OrderSerializer, new_order(ada, "cup", number="B-1"))
    stolen = theirs.lines.get()
    sent = [{"id": stolen.pk, "product": "cup", "quantity": 99}]
    with pytest.raises(serializers.ValidationError):
        save(OrderSerializer, new_order(ada) | {"lines": sent}, mine)
    print("mine", lines_of(mine), "theirs", lines_of(theirs))
    assert (lines_of(mine), lines_of(theirs)) == ({"tea": 1}, {"cup": 1})


def test_a_new_order_may_not_choose_the_ids_of_its_lines(ada):
    sent = new_order(ada) | {"lines": [{"id": 1, "product": "tea", "quantity": 1}]}
    with pytest.raises(serializers.ValidationError):
        save(OrderSerializer, sent)
    assert not Order.objects.exists()


def test_a_partial_update_makes_the_nested_fields_optional_too(ada):
    order = save(OrderSerializer, new_order(ada, "tea"))
    form = OrderSerializer(order, data={"lines": [{}]}, partial=True)
    print("PATCH with one empty line is valid:", form.is_valid(), dict(form.validated_data))
    assert form.validated_data == {"lines": [{}]}
