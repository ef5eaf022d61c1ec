"""How many queries a list endpoint sends, by the fields of its serializer and what its view loads."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="G6",
    level="middle",
    title="How many queries a list endpoint sends for the fields it shows",
    practise=("n-plus-one-in-a-serializer",),
)
FIELDS = {  # its lines; what it reads
    "customer": ("customer = serializers.PrimaryKeyRelatedField(read_only=True)", "own"),
    "customer_name": ('customer_name = serializers.CharField(source="customer.name")', "customer"),
    "email": ('email = serializers.EmailField(source="customer.email")', "customer"),
    "lines": ("lines = serializers.PrimaryKeyRelatedField(many=True, read_only=True)", "lines"),
    "size": ("size = serializers.SerializerMethodField()", "lines"),
    "largest": ("largest = serializers.SerializerMethodField()", "ordered"),
    "skus": ("skus = serializers.SerializerMethodField()", "products"),
}
METHODS = {
    "size": "    def get_size(self, order):\n        return order.lines.count()",
    "largest": '    def get_largest(self, order):\n        return order.lines.order_by("-quantity").first().quantity',
    "skus": "    def get_skus(self, order):\n        return [line.product.sku for line in order.lines.all()]",
}
HINTS = [
    "",
    '.select_related("customer")',
    '.prefetch_related("lines")',
    '.prefetch_related("lines__product")',
    '.select_related("customer").prefetch_related("lines")',
    '.select_related("customer").prefetch_related("lines__product")',
]
BREAK = "\n        "
PROOF = """
from counting import queries
from django.conf import settings
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.test import APIRequestFactory
from shop.models import Customer, Order, OrderLine, Product
for number in range(STORED):
    customer = Customer.objects.create(name=f"c{number}", email=f"c{number}@example.org")
    order = Order.objects.create(number=f"A-{number}", customer=customer)
    for line in range(LINES):
        product = Product.objects.create(sku=f"p{number}-{line}", name="Pen", price_cents=200)
        OrderLine.objects.create(order=order, product=product)
settings.ALLOWED_HOSTS = ["*"]
exec(CODE)
OrderList.permission_classes = []
OrderList.authentication_classes = []
view, request = OrderList.as_view(), APIRequestFactory().get("/")
with queries():
    answer = view(request)
rows = answer.data["results"] if PAGED else answer.data
assert len(rows) == SHOWN
"""


def build(random: Random) -> Variant:
    """What each field reads must be among what the view loaded; a field with a query of its own is never helped."""
    stored, lines = random.randint(4, 8), random.randint(2, 3)
    paged = random.random() < 0.5
    size = random.randint(2, stored - 1)
    shown = size if paged else stored
    names = random.sample(list(FIELDS), 2)
    hint = random.choice(HINTS)
    joined, prefetched, deep = "select" in hint, "prefetch" in hint, "product" in hint
    reads = [FIELDS[name][1] for name in names]
    parts = {"the orders": 1}
    if paged:
        parts["counting for the pages"] = 1
    if prefetched:
        parts["prefetching lines"] = 1
    if deep:
        parts["prefetching products"] = 1
    if "customer" in reads and not joined:
        parts["a customer for each order"] = shown
    for name, kind in zip(names, reads, strict=True):
        if kind in ("lines", "products") and not prefetched:
            parts[f"`{name}` for each order"] = shown
        if kind == "ordered":
            parts[f"`{name}` for each order"] = shown
        if kind == "products" and not deep:
            parts["a product for each line"] = shown * lines
    value = sum(parts.values())
    declared = "\n".join(f"    {FIELDS[name][0]}" for name in names)
    methods = "".join(f"\n\n{METHODS[name]}" for name in names if name in METHODS)
    pages = (
        f"class Pages(PageNumberPagination):\n    page_size = {size}\n\n" if paged else "",
        "\n    pagination_class = Pages" if paged else "\n    pagination_class = None",
    )
    query = f'Order.objects.order_by("id"){hint}'.replace(".select", f"{BREAK}.select").replace(".pre", f"{BREAK}.pre")
    code = f"""\
{pages[0]}class OrderSerializer(serializers.Serializer):
{declared}{methods}

class OrderList(ListAPIView):
    serializer_class = OrderSerializer
    queryset = (
        {query}
    ){pages[1]}"""
    loops = value - 1 - paged - prefetched - deep
    wrong = {
        1
        + paged
        + prefetched
        + deep: "Some field asks for what was not loaded, or asks anew, and that costs a query for each order.",
        1 + len(names) * shown: "Loaded rows cost no query for each order, and products are read line by line.",
        value - 1 if paged else value + 1: (
            "A paginated list counts its rows first." if paged else "A list without pages does not count its rows."
        ),
        value + shown: "That is one too many for each order: what is loaded costs nothing, nor does a key.",
        1 + paged + prefetched + deep + loops * stored // max(shown, 1): "Only the rows of the page are shown.",
        1: "One query brings the orders; only what was asked for with it comes along.",
    }
    told = ", ".join(f"{what} {count}" for what, count in parts.items())
    return Variant(
        prompt=(
            f"The table holds {stored} orders, each with a customer of its own and {lines} lines, each line with a "
            "product of its own. How many queries does a GET of the "
            f"{'first page' if paged else 'list'} send? Access is open to everybody."
        ),
        code=code,
        answer=Number(value=value, unit="queries", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            "The serializer loads nothing in advance; its fields read, row by row, and what the view has not loaded is "
            "fetched then. `count()` and `all()` use prefetched lines, `order_by()` asks again; the key of a foreign "
            f"key stands in the row itself. Here: {told}."
        ),
        proof=(f"STORED, LINES, SHOWN, PAGED = {stored}, {lines}, {shown}, {paged}\nCODE = {code!r}\n{PROOF}"),
    )
