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
    told = wrong(orders, lines, read, joined=joined, prefetched=prefetched)
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
        answer=Number(value=count, unit="queries", wrong={n: why for n, why in told.items() if n != count}),
        why=(
            "The list is one query. `select_related` joins a foreign key into it, `prefetch_related` adds one query "
            f"for all orders together. A relation without a hint costs one query for each of the {orders} orders."
        ),
        proof=proof,
    )


def wrong(orders: int, lines: int, read: str, *, joined: bool, prefetched: bool) -> dict[int, str]:
    """Return numbers that people count here, each with what this loading and this reading make of it."""
    both = 1 + 2 * orders if read == "both" else 1 + orders
    if joined:
        told = {
            2: "`select_related` is a join inside the first query, so it adds no second one.",
            both: "`select_related` brings the customers in the first query, so no order asks for its own again."
            if read != "lines"
            else "",
            1: "`select_related` brings the customers only; each order still asks for its lines.",
        }
    elif prefetched:
        told = {
            1: "`prefetch_related` is no join: it sends a second query for the lines of all orders.",
            both: "`prefetch_related` brings the lines of all orders in one query of its own, read or not.",
            1 + orders: "Beside the list and the customers there is the second query, which `prefetch_related` sends.",
            2: "`prefetch_related` brings the lines only; each order still asks for its customer.",
        }
        if read == "lines":
            told[1 + orders] = "The lines of all orders came in the second query, so no order asks for its own again."
    else:
        told = {
            1: "Nothing is loaded with the list, so each order asks for what the loop reads of it.",
            2: "Nothing is loaded with the list, and without a hint nothing is asked for all orders together.",
            2 + orders: "Without a hint there is only the list, and a query for each order and relation read.",
            1 + orders: "The loop reads two relations, and each of them costs a query for each order.",
        }
    told.setdefault(
        1 + orders * lines,
        "This counts every line, and the loop reads none of them."
        if read == "customer"
        else "One query brings all lines of an order, so they are not fetched one by one.",
    )
    return {number: why for number, why in told.items() if why}
