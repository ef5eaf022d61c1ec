"""Who is right about two versions of a few lines: measured by queries, then by what they fetch."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L6",
    level="middle",
    title="Whose version asks less of the database when two colleagues disagree",
    practise=("disagree-with-a-senior",),
)
# what comes before, the better lines, the other ones, whether they differ in queries or in what is fetched, and why
CASES = [
    ("", "show(orders.count())", "show(len(orders))", "fetched", "One number comes back instead of all orders."),
    (
        "",
        "show(len(orders))\nfor order in orders:\n    show(order.number)",
        "show(orders.count())\nfor order in orders:\n    show(order.number)",
        "queries",
        "`len` loads the list that the loop needs anyway; `count` asks once more.",
    ),
    (
        "",
        'show("some" if orders.exists() else "none")',
        'show("some" if orders else "none")',
        "fetched",
        "`exists` fetches one row at most.",
    ),
    (
        "",
        "if orders:\n    for order in orders:\n        show(order.number)",
        "if orders.exists():\n    for order in orders:\n        show(order.number)",
        "queries",
        "`if orders` loads the list that the loop needs anyway; `exists` asks once more.",
    ),
    (
        "",
        "show(orders.first().number)",
        "show(list(orders)[0].number)",
        "fetched",
        "`first` fetches one row, the list all of them.",
    ),
    (
        "",
        "for order in orders:\n    show(order.number)\nshow(len(orders))",
        "for order in orders:\n    show(order.number)\nshow(Order.objects.count())",
        "queries",
        "The loop has loaded the list, and `len` reads it; a new queryset asks again.",
    ),
    (
        "show([order.number for order in orders])",
        "show(orders.count())",
        "show(Order.objects.count())",
        "queries",
        "`count` of a queryset that is loaded already reads its list; a new one asks again.",
    ),
    (
        "",
        'states = [order.status for order in orders]\nshow(states.count("paid"))\nshow(states.count("open"))',
        'show(orders.filter(status="paid").count())\nshow(orders.filter(status="open").count())',
        "queries",
        "One list answers both questions; each filtered count asks by itself.",
    ),
    (
        "",
        'show(orders.filter(status="paid").count())',
        'show([order.status for order in orders].count("paid"))',
        "fetched",
        "One number comes back instead of all orders.",
    ),
    (
        "",
        'for order in orders.select_related("customer"):\n    show(order.customer.name)',
        "for order in orders:\n    show(order.customer.name)",
        "queries",
        "The customers come with the orders; without that each of them is asked for by itself.",
    ),
    (
        "",
        "for order in orders:\n    show(order.customer_id)",
        'for order in orders.select_related("customer"):\n    show(order.customer_id)',
        "fetched",
        "The id stands in the order itself; the joined columns are fetched for nothing.",
    ),
    (
        "",
        'orders.update(status="sent")',
        'for order in orders:\n    order.status = "sent"\n    order.save()',
        "queries",
        "One UPDATE does it; the loop reads all orders and sends an UPDATE for each.",
    ),
    (
        "",
        'show(set(orders.values_list("customer__name", flat=True)))',
        "show({order.customer.name for order in orders})",
        "queries",
        "One joined query brings the names; the other one asks for each customer.",
    ),
    (
        "",
        'show(orders.aggregate(all=Sum("total_cents"))["all"])',
        "show(sum(order.total_cents for order in orders))",
        "fetched",
        "The database adds up and sends one number.",
    ),
    (
        "",
        'show([order.number for order in orders.order_by("-id")[:3]])',
        'show([order.number for order in orders.order_by("-id")][:3])',
        "fetched",
        "A slice of the queryset becomes a LIMIT; a slice of the list comes after loading all.",
    ),
    (
        "",
        'for order in orders.annotate(n=Count("lines")):\n    show(order.n)',
        "for order in orders:\n    show(order.lines.count())",
        "queries",
        "The counts come with the orders; the other one asks for each order.",
    ),
    (
        "",
        'for order in orders.only("number"):\n    show(order.number)',
        "for order in orders:\n    show(order.number)",
        "fetched",
        "Only the id and the number are fetched, and nothing else is read.",
    ),
    (
        "",
        "for order in orders:\n    show(order.number, order.status)",
        'for order in orders.only("number"):\n    show(order.number, order.status)',
        "queries",
        "`only` leaves out the status, and each order then asks for its own.",
    ),
    (
        "",
        'for order in orders.prefetch_related("lines"):\n    show(len(order.lines.all()))',
        "for order in orders:\n    show(len(order.lines.all()))",
        "queries",
        "One query more brings all lines; without it each order asks for its own.",
    ),
    (
        "",
        "for order in orders:\n    show(order.number)",
        'for order in orders.prefetch_related("lines"):\n    show(order.number)',
        "queries",
        "Nobody reads the lines here, so the query that loads them is one too many.",
    ),
    (
        "numbers = ['A-1', 'A-3', 'A-4']".replace("'", '"'),
        "for order in orders.filter(number__in=numbers):\n    show(order.status)",
        "for number in numbers:\n    show(orders.get(number=number).status)",
        "queries",
        "One query with IN brings all three; the loop sends one for each.",
    ),
]
OPTIONS = {
    ("yours", "queries"): "Yours: it sends fewer queries.",
    ("senior", "queries"): "The senior's: it sends fewer queries.",
    ("yours", "fetched"): "Yours: as many queries, and it fetches less.",
    ("senior", "fetched"): "The senior's: as many queries, and it fetches less.",
}


def build(random: Random) -> Variant:
    """The same method is right in one place and wrong in another, and so is the senior."""
    before, better, other, kind, why = random.choice(CASES)
    winner = random.choice(["yours", "senior"])
    yours, senior = (better, other) if winner == "yours" else (other, better)
    number = random.randint(6, 40)
    head = "orders = Order.objects.all()" + (f"\n{before}" if before else "")
    reasons = {
        (
            "yours",
            "queries",
        ): "Count your queries again: one for each use that goes to the database, none for what is loaded.",
        (
            "senior",
            "queries",
        ): "Count theirs again: one for each use that goes to the database, none for what is loaded.",
        (
            "yours",
            "fetched",
        ): "That would need the same number of queries on both sides, and fewer rows or columns on yours.",
        (
            "senior",
            "fetched",
        ): "That would need the same number of queries on both sides, and fewer rows or columns on theirs.",
    }
    if kind == "fetched":
        reasons["yours", "queries"] = reasons["senior", "queries"] = (
            "Both send the same number; look at what comes back."
        )
    key = (winner, kind)
    return Variant(
        prompt=(
            f"You and a senior colleague disagree about a page of a Django shop with {number} orders, each of its "
            "own customer "
            "and with two lines. Instead of arguing on, you agree to measure: first the queries, and if they are "
            "equal, how "
            "many values are fetched. Whose version is better by that?"
        ),
        code=f"{head}\n\n# yours\n{yours}\n\n# the senior's\n{senior}",
        answer=OneOf(right=OPTIONS[key], wrong={OPTIONS[one]: text for one, text in reasons.items() if one != key}),
        why=(
            f'{why} Neither "count in the database" nor "use the list" is right everywhere. A claim that can be '
            "measured ends the argument quickly, and nobody has to give in to anybody."
        ),
        proof=f"""\
from django.db import connection
from django.db.models import Count, Sum
from shop.models import Customer, Order, OrderLine, Product
product = Product.objects.create(sku="p", name="Pen", price_cents=200)
Customer.objects.bulk_create(Customer(name=f"c{{n}}", email=f"c{{n}}@example.org") for n in range({number}))
Order.objects.bulk_create(
    Order(number=f"A-{{n}}", customer=customer, total_cents=200, status="paid" if n % 2 else "open")
    for n, customer in enumerate(Customer.objects.all())
)
twice = 2 * list(Order.objects.all())
OrderLine.objects.bulk_create(OrderLine(order=order, product=product) for order in twice)
def measured(lines):
    sent, values = [], []
    def note(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)
    def row(cursor, fetched):
        values.append(len(fetched))
        return fetched
    space = {{"Order": Order, "Count": Count, "Sum": Sum, "show": lambda *shown: None}}
    exec({head!r}, space)
    connection.connection.row_factory = row
    with connection.execute_wrapper(note):
        exec(lines, space)
    connection.connection.row_factory = None
    return len(sent), sum(values)
(yours, fetched), (senior, fetched_too) = measured({yours!r}), measured({senior!r})
if yours != senior:
    print({OPTIONS["yours", "queries"]!r} if yours < senior else {OPTIONS["senior", "queries"]!r})
elif fetched != fetched_too:
    print({OPTIONS["yours", "fetched"]!r} if fetched < fetched_too else {OPTIONS["senior", "fetched"]!r})
""",
    )
