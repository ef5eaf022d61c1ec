"""What stands in `OuterRef` when a subquery looks for rows that belong to the outer row."""

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="G3",
    level="middle",
    title="What a subquery refers to in the outer row",
    practise=("q-and-f-expressions", "exists-count-len"),
)


def paths(*names: str) -> tuple[str, ...]:
    return tuple(f'OuterRef("{name}")' for name in names)


OWN = paths("pk", "id")
STATES = ["open", "paid", "late", "returned", "packed", "disputed", "held", "sent", "refunded", "parked"]
LINE = "This is the key of the line, and the line is not what is looked for."
ORDERS = "`orders` leads to the orders of the outer row; what is compared is the row's own key."
WAYS = [  # outer model, what is looked for, its code, what is accepted, why, what some write instead
    (
        "Customer",
        "each customer with whether an order is `{state}`",
        'Customer.objects.annotate(\n    has=Exists(Order.objects.filter(customer=____, status="{state}"))\n)',
        OWN,
        "The foreign key stands on the inner row and points at the outer one, so it is compared with the outer key.",
        {"customer": "The outer row is a customer and has no `customer`.", "orders": ORDERS},
    ),
    (
        "OrderLine",
        "each line with whether its order is `{state}`",
        'OrderLine.objects.annotate(\n    has=Exists(Order.objects.filter(pk=____, status="{state}"))\n)',
        paths("order", "order_id", "order__pk", "order__id"),
        "The foreign key stands on the outer row, so the inner key is compared with that column.",
        dict.fromkeys(("pk", "id"), LINE),
    ),
    (
        "OrderLine",
        "each line with whether its product has at least {n} pieces in stock",
        "OrderLine.objects.annotate(\n    has=Exists(Product.objects.filter(pk=____, stock__gte={n}))\n)",
        paths("product", "product_id", "product__pk", "product__id"),
        "The foreign key stands on the outer row, so the inner key is compared with that column.",
        dict.fromkeys(("pk", "id"), LINE),
    ),
    (
        "Order",
        "each order with whether its customer has any order that is `{state}`",
        'Order.objects.annotate(\n    has=Exists(Order.objects.filter(customer=____, status="{state}"))\n)',
        paths("customer", "customer_id", "customer__pk", "customer__id"),
        "Inner and outer rows are both orders; they belong together if their customers are the same.",
        dict.fromkeys(("pk", "id"), "This is the key of the order, and it is compared with the key of a customer."),
    ),
    (
        "OrderLine",
        "each line with whether its customer has any order that is `{state}`",
        'OrderLine.objects.annotate(\n    has=Exists(Order.objects.filter(customer=____, status="{state}"))\n)',
        paths("order__customer", "order__customer_id", "order__customer__pk", "order__customer__id"),
        "The inner row knows the customer itself; the outer row knows it through its order.",
        {"customer": "The outer row is a line and has no `customer`.", "pk": LINE},
    ),
    (
        "Customer",
        "each customer with whether any of their lines has {n} pieces or more",
        (
            "Customer.objects.annotate(\n    has=Exists(OrderLine.objects.filter(order__customer=____, "
            "quantity__gte={n}))\n)"
        ),
        OWN,
        "The inner side follows the line to its customer; what it meets there is the outer row itself.",
        {"orders": ORDERS, "order__customer": "The outer row is a customer and has no `order`."},
    ),
    (
        "Order",
        "each order with whether the account named like its customer is below {n} cents",
        "Order.objects.annotate(\n    has=Exists(Account.objects.filter(owner=____, balance__lt={n}))\n)",
        paths("customer__name"),
        "No foreign key joins the two: the inner text is compared with the name of the outer row's customer.",
        {"customer": "This is the key of the customer; `owner` is a name.", "pk": "This is a key; `owner` is a name."},
    ),
]
PROOF = """
from django.db.models import Exists, OuterRef
from shop.models import Account, Customer, Order, OrderLine, Product
numbers = iter(range(100, 1000, 7))
products = [
    Product.objects.create(pk=next(numbers), sku=f"p{n}", name="p", price_cents=1, stock=STOCKS[n]) for n in range(3)
]
for place, name in enumerate(("ada", "ben", "cem")):
    customer = Customer.objects.create(pk=next(numbers), name=name, email=f"{name}@example.org")
    Account.objects.create(owner=name, balance=10 - 20 * place)
    for status in STATUSES[place]:
        order = Order.objects.create(pk=next(numbers), customer=customer, number=f"{name}-{status}", status=status)
        for product in products[: place + 1]:
            quantity = 1 + 9 * (status == "other") * place
            OrderLine.objects.create(pk=next(numbers), order=order, product=product, quantity=quantity)
def expected(row):
    orders, lines = list(Order.objects.all()), list(OrderLine.objects.all())
    if OUTER == "Customer":
        mine = [order for order in orders if order.customer_id == row.pk]
        if "OrderLine" in CODE:
            return any(line.quantity >= N for line in lines if line.order in mine)
        return any(order.status == STATE for order in mine)
    if OUTER == "Order":
        if "Account" in CODE:
            return Account.objects.get(owner=row.customer.name).balance < N
        return any(order.status == STATE for order in orders if order.customer_id == row.customer_id)
    if "Product" in CODE:
        return row.product.stock >= N
    if "pk=" in CODE:
        return row.order.status == STATE
    return any(order.status == STATE for order in orders if order.customer_id == row.order.customer_id)
def right(text):
    try:
        rows = list(eval(CODE.replace("____", text)))
    except Exception:
        return False
    return all(row.has == expected(row) for row in rows) and len({row.has for row in rows}) == 2
print("\\n".join(text for text in TRIED if right(text)))
"""


def build(random: Random) -> Variant:
    """On which of the two rows the key stands decides what is compared with what."""
    outer, aim, template, accepts, because, instead = random.choice(WAYS)
    state, n = random.choice(STATES), random.randint(4, 9)
    code = template.replace("{state}", state).replace("{n}", str(n))
    wrong = {
        'F("pk")': "`F` means a column of the query in which it stands, which is the inner one here.",
        '"pk"': "A text is compared as a value; nothing refers to the outer row.",
    }
    wrong |= {f'OuterRef("{path}")': f"{said} {because}" for path, said in instead.items()}
    statuses = [[state, "other"], ["other", "more"], ["other", state]]
    stocks = [n - 1, n, n + 3]
    tried = [*accepts, *wrong]
    return Variant(
        prompt=(
            f"A page needs {aim.format(state=state, n=n)}, as `has` and in one query. An order has a foreign key "
            "`customer`, a line (`OrderLine`) has foreign keys `order` and `product`; the ways back are called "
            "`orders` and `lines`; a customer has a `name`, an `Account` has the text `owner`. `Exists`, `OuterRef` "
            "and `F` are imported. What belongs into the gap?"
        ),
        code=code,
        answer=Gap(accepts=accepts, wrong=wrong),
        why=(
            "`OuterRef` names a column of the outer row, here of "
            f"`{outer}`; what stands to the left of `=` is a column of the inner one. {because} `OuterRef` with a "
            "foreign key or with its `_id` means the same."
        ),
        proof=(
            f"OUTER, STATE, N = {outer!r}, {state!r}, {n}\nSTATUSES, STOCKS = {statuses!r}, {stocks!r}\n"
            f"CODE = {code!r}\nTRIED = {tried!r}\n{PROOF}"
        ),
    )
