"""Which customers a condition over their orders finds: one order with both, or one for each."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="G3",
    level="middle",
    title="Which customers a condition over their orders finds",
    practise=("q-and-f-expressions",),
)
NAMES = ["Ada", "Ben", "Cem", "Dana", "Eve", "Femi", "Grace", "Hugo", "Ivo", "Jana"]
STATES = [("paid", "open"), ("sent", "packed"), ("returned", "kept"), ("late", "on time")]
KINDS = {  # orders of a customer: has the status, is large
    "both": [(True, True)],
    "both and more": [(True, True), (False, False)],
    "apart": [(True, False), (False, True)],
    "status only": [(True, False)],
    "large only": [(False, True)],
    "neither": [(False, False)],
    "no orders": [],
}
TELLS = {
    "both": "has one order that is both {status} and large",
    "both and more": "has an order that is both {status} and large, and one that is neither",
    "apart": "has a {status} order and a large one, but no order that is both",
    "status only": "has a {status} order and no large one",
    "large only": "has a large order and no {status} one",
    "neither": "has an order that is neither {status} nor large",
    "no orders": "has no order at all",
}
FORMS = {  # a condition, whom it finds, and in words
    '.filter(\n    orders__status="{status}", orders__total_cents__gt={limit}\n)': (
        lambda orders: any(state and large for state, large in orders),
        "one order that is both",
    ),
    '.filter(\n    orders__status="{status}"\n).filter(orders__total_cents__gt={limit})': (
        lambda orders: any(state for state, _ in orders) and any(large for _, large in orders),
        "an order with the status and an order that is large, which may be two",
    ),
    '.exclude(\n    orders__status="{status}"\n)': (
        lambda orders: not any(state for state, _ in orders),
        "no order with the status, or no order at all",
    ),
    ".filter(\n    ~Q(orders__total_cents__gt={limit})\n)": (
        lambda orders: not any(large for _, large in orders),
        "no large order, or no order at all",
    ),
    '.filter(\n    orders__status="{status}"\n).exclude(orders__total_cents__gt={limit})': (
        lambda orders: any(state for state, _ in orders) and not any(large for _, large in orders),
        "an order with the status and no large order",
    ),
    '.filter(\n    orders__total_cents__gt={limit}\n).exclude(orders__status="{status}")': (
        lambda orders: any(large for _, large in orders) and not any(state for state, _ in orders),
        "a large order and no order with the status",
    ),
    '.filter(\n    ~Exists(both.filter(customer=OuterRef("pk")))\n)': (
        lambda orders: not any(state and large for state, large in orders),
        "no order that is both; those without orders belong to it",
    ),
    '.filter(\n    ~Exists(both.filter(customer=OuterRef("pk"))), orders__isnull=False\n)': (
        lambda orders: bool(orders) and not any(state and large for state, large in orders),
        "at least one order, and none that is both",
    ),
}
SHOWN = 5
PROOF = """
from django.db.models import Exists, OuterRef, Q
from shop.models import Customer, Order
for name, orders in ORDERS.items():
    customer = Customer.objects.create(name=name, email=f"{name}@example.org")
    for number, (status, cents) in enumerate(orders):
        Order.objects.create(customer=customer, number=f"{name}{number}", status=status, total_cents=cents)
exec(CODE)
print("\\n".join(sorted({customer.name for customer in found})))
"""


def build(random: Random) -> Variant:
    """Whether two conditions must hold for one row or for any two, and what a negation means, decides."""
    status, other = random.choice(STATES)
    limit = random.choice([500, 800, 1000, 2000])
    form = random.choice(list(FORMS))
    finds, words = FORMS[form]
    kinds = [*random.sample([one for one in KINDS if one != "apart"], SHOWN - 1), "apart"]
    names = sorted(random.sample(NAMES, SHOWN))
    random.shuffle(kinds)
    by_name = dict(zip(names, kinds, strict=True))
    orders = {
        name: [
            (status if state else other, limit + random.choice([50, 300]) if large else limit - random.choice([0, 150]))
            for state, large in KINDS[kind]
        ]
        for name, kind in by_name.items()
    }
    right, wrong = {}, {}
    for name, kind in by_name.items():
        is_found = finds(KINDS[kind])
        told = f"{name} {TELLS[kind].format(status=status)}."
        (right if is_found else wrong)[name] = f"{told} What is asked for: {words}."
    if not right or not wrong:
        return build(random)
    shown = {name: ", ".join(f"{state} {cents}" for state, cents in rows) for name, rows in orders.items()}
    table = "\n".join(f"# {name}: {told or 'no orders'}" for name, told in shown.items())
    query = "found = Customer.objects" + form.format(status=status, limit=limit)
    if "both.filter" in form:
        query = f'both = Order.objects.filter(status="{status}", total_cents__gt={limit})\n{query}'
    return Variant(
        prompt=(
            "The comments list the orders of each customer, with `status` and `total_cents`; `orders` is the way back "
            f"along the foreign key. An order above {limit} is called large. Which customers are found, once or more "
            "often?"
        ),
        code=f"{table}\n{query}",
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "Conditions over a to-many relation in one `filter()` must hold for the same row; a further `filter()` "
            "joins the relation again and may find another row. `exclude()` and `~Q` over a relation ask for those who "
            f"have no such row, and that includes those who have none at all. This query asks for: {words}."
        ),
        proof=f"ORDERS = {orders!r}\nCODE = {query!r}\n{PROOF}",
    )
