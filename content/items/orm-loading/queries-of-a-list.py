"""How many queries a loop over orders sends, by what it reads and what was loaded with the list."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H4",
    level="middle",
    title="How many queries a Django loop over orders sends",
    practise=("n-plus-one-problem",),
)


def build(random: Random) -> Variant:
    """What is loaded with the list and what is read differ, so the number follows from the loading, not the shape."""
    orders, lines = random.randint(3, 9), random.randint(2, 4)
    loaded = random.choice(["", '.select_related("customer")', '.prefetch_related("lines")'])
    read = random.choice(["customer", "lines", "both"])
    reads = {
        "customer": "print(order.number, order.customer.name)",
        "lines": "print(order.number, len(order.lines.all()))",
        "both": "print(order.customer.name, len(order.lines.all()))",
    }[read]
    code = f'for order in Order.objects.order_by("id"){loaded}:\n    {reads}'
    wants_customer, wants_lines = read != "lines", read != "customer"
    joined, prefetched = "select" in loaded, "prefetch" in loaded
    count = 1 + prefetched + orders * (wants_customer and not joined) + orders * (wants_lines and not prefetched)
    naive = 1 + orders * (wants_customer + wants_lines)
    wrong = {
        naive: "This would be so with no loading hint, or with more relations read than this loop reads.",
        1: "One query brings the orders; only what was asked for with it comes along.",
        1 + orders * lines: "One query brings all lines of an order; they are not fetched one by one.",
        2 + orders: "Count the list, what a hint adds to it, and one query for each order and relation without a hint.",
        orders: "The list itself is one query more.",
    }
    proof = f"""\
from contextlib import redirect_stdout
from io import StringIO
from counting import queries
from shop.models import Customer, Order, OrderLine, Product
product = Product.objects.create(sku="p", name="Pen", price_cents=200)
for number in range({orders}):
    customer = Customer.objects.create(name=f"c{{number}}", email=f"c{{number}}@example.org")
    order = Order.objects.create(number=f"A-{{number}}", customer=customer)
    for _ in range({lines}):
        OrderLine.objects.create(order=order, product=product)
def loop():
    for order in Order.objects.order_by("id"){loaded}:
        {reads}
with queries():
    with redirect_stdout(StringIO()):
        loop()
"""
    return Variant(
        prompt=(
            f"The table holds {orders} orders, each with its own customer and {lines} lines. `customer` is a foreign "
            "key, `lines` the reverse side of one. How many queries does this Django code send?"
        ),
        code=code,
        answer=Number(value=count, unit="queries", wrong={n: why for n, why in wrong.items() if n != count}),
        why=(
            "The list is one query. `select_related` joins a foreign key into it, `prefetch_related` adds one query for "
            f"all orders together. A relation without a hint costs one query for each of the {orders} orders."
        ),
        proof=proof,
    )
