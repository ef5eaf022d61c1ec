"""Ten orders with lines, through six innocent-looking fields: what each one asks the database."""

import pytest
from django.db.models import Count, Prefetch
from rest_framework import serializers
from shop.models import Customer, Order, OrderLine, Product, Tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop():
    tags = [Tag.objects.create(name=name) for name in ("hot", "new", "sale", "gift", "last")]
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    tea.tags.set(tags[:2])
    for number in range(10):
        customer = Customer.objects.create(name=f"C{number}", email=f"c{number}@example.org")
        order = Order.objects.create(customer=customer, number=f"A-{number}")
        OrderLine.objects.create(order=order, product=tea, quantity=number + 1)


class Line(serializers.ModelSerializer):
    class Meta:
        model = OrderLine
        fields = ["quantity", "product_id"]


def serializer(**fields: serializers.Field) -> type[serializers.Serializer]:
    return type("OrderSerializer", (serializers.Serializer,), {"number": serializers.CharField(), **fields})


class Counted(serializers.Serializer):
    number = serializers.CharField()
    size = serializers.SerializerMethodField()

    def get_size(self, order: Order) -> int:
        return order.lines.count()


class Latest(serializers.Serializer):
    largest = serializers.SerializerMethodField()

    def get_largest(self, order: Order) -> int:
        return order.lines.order_by("-quantity").first().quantity  # a new query, prefetched or not


orders = Order.objects.order_by("pk")
WITH_LINES = orders.prefetch_related("lines")
CASES = {
    "source='customer.name'": (serializer(buyer=serializers.CharField(source="customer.name")), orders, 11),
    "... select_related": (
        serializer(buyer=serializers.CharField(source="customer.name")),
        orders.select_related("customer"),
        1,
    ),
    "customer as a primary key": (serializer(customer=serializers.PrimaryKeyRelatedField(read_only=True)), orders, 1),
    "nested lines": (serializer(lines=Line(many=True)), orders, 11),
    "... prefetch_related": (serializer(lines=Line(many=True)), WITH_LINES, 2),
    "method with .count()": (Counted, orders, 11),
    "... prefetched, .count() uses it": (Counted, WITH_LINES, 2),
    "... annotated": (serializer(size=serializers.IntegerField()), orders.annotate(size=Count("lines")), 1),
    "method with .order_by().first()": (Latest, WITH_LINES, 12),
}


@pytest.mark.parametrize("case", CASES)
def test_reading(case, django_assert_num_queries):
    kind, rows, queries = CASES[case]
    with django_assert_num_queries(queries):
        assert len(kind(rows.all(), many=True).data) == 10  # .all(): a queryset keeps what it has read
    print(f"{case}: {queries} queries for 10 orders")


def test_a_prefetch_with_its_own_order_serves_the_method_too(django_assert_num_queries):
    class FromList(serializers.Serializer):
        largest = serializers.SerializerMethodField()

        def get_largest(self, order: Order) -> int:
            return order.by_quantity[0].quantity

    by_quantity = Prefetch("lines", OrderLine.objects.order_by("-quantity"), to_attr="by_quantity")
    with django_assert_num_queries(2):
        data = FromList(orders.prefetch_related(by_quantity), many=True).data
    assert [row["largest"] for row in data] == list(range(1, 11))


class Tagged(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = ["tags"]


def test_writing_asks_once_for_each_id_that_was_sent(django_assert_num_queries):
    ids = list(Tag.objects.values_list("pk", flat=True))
    form = Tagged(data={"tags": ids})
    with django_assert_num_queries(5):
        form.is_valid(raise_exception=True)
    print(f"{len(ids)} ids in the body: 5 queries to validate")


class TagsAtOnce(serializers.Serializer):
    tags = serializers.ListField(child=serializers.IntegerField(), max_length=100)

    def validate_tags(self, ids: list[int]) -> list[Tag]:
        found = Tag.objects.in_bulk(ids)
        if missing := sorted(set(ids) - found.keys()):
            raise serializers.ValidationError(f"unknown: {missing}")
        return [found[id] for id in ids]


def test_or_once_for_all_of_them(django_assert_num_queries):
    ids = list(Tag.objects.values_list("pk", flat=True))
    form = TagsAtOnce(data={"tags": ids})
    with django_assert_num_queries(1):
        form.is_valid(raise_exception=True)
    assert not TagsAtOnce(data={"tags": [0]}).is_valid()
    print(f"{len(ids)} ids in a list field: 1 query")
