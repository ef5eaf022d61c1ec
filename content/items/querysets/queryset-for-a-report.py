"""Which queryset gives the report that was ordered: whom it lists, and what it counts."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="G3",
    level="senior",
    title="Which queryset gives the report that was ordered",
    practise=("annotate-filter-order",),
)
WORLDS = [  # model, relation, the condition, in words: one parent, children, children with the condition
    ("Customer", "orders", 'orders__status="paid"', "customer", "orders", "paid orders"),
    ("Customer", "orders", 'orders__status="returned"', "customer", "orders", "returned orders"),
    ("Customer", "orders", "orders__total_cents__gte=9000", "customer", "orders", "orders of 90.00 or more"),
    ("Order", "lines", "lines__quantity__gte=10", "order", "lines", "lines of ten pieces or more"),
    ("Order", "lines", "lines__unit_price_cents__lt=500", "order", "lines", "lines below 5.00 a piece"),
    ("Product", "lines", 'lines__order__status="late"', "product", "lines", "lines in late orders"),
    ("Product", "lines", "lines__quantity__gte=20", "product", "lines", "lines of twenty pieces or more"),
]
FORMS = {  # a queryset, what it gives, and the order that it fulfils
    "inside": (
        '.annotate(n=Count("{rel}", filter=Q({cond})))',
        "lists every {one}, with the number of its {some}",
        "every {one}, with the number of its {some}, which may be 0",
    ),
    "before": (
        '.filter({cond}).annotate(n=Count("{rel}"))',
        "lists those with {some}, and counts only these",
        "the {one}s that have {some}, with the number of these",
    ),
    "after": (
        '.annotate(n=Count("{rel}")).filter({cond})',
        "counts all {many}, then joins the {some} again, which multiplies the number",
        "",
    ),
    "having": (
        '.annotate(n=Count("{rel}")).filter(n__gte={k})',
        "counts all {many} and lists those with {k} or more of any kind",
        "",
    ),
    "having inside": (
        '.annotate(n=Count("{rel}", filter=Q({cond}))).filter(n__gte={k})',
        "counts the {some} and lists those with {k} or more of them",
        "the {one}s that have at least {k} {some}, with the number of these",
    ),
    "exists": (
        '.filter(Exists({child}.filter({inner}))).annotate(n=Count("{rel}"))',
        "lists those with {some}, and counts all their {many}",
        "the {one}s that have {some}, with the number of all their {many}",
    ),
    "exists having": (
        '.filter(Exists({child}.filter({inner}))).annotate(n=Count("{rel}")).filter(n__gte={k})',
        "lists those that have {some}, and {k} or more {many} of any kind",
        "",
    ),
    "without": (
        '.exclude({cond}).annotate(n=Count("{rel}"))',
        "lists those without any {some}, and counts their {many}",
        "the {one}s that have no {some}, with the number of their {many}",
    ),
}
CHILDREN = {"orders": ("Order", "customer"), "lines": ("OrderLine", "")}
PROOF = """
from django.db.models import Count, Exists, OuterRef, Q
from shop.models import Customer, Order, OrderLine, Product
PLAN = {"a": (0, 0), "b": (1, 2), "c": (0, 3), "d": (K, K + 1), "e": (K, 0), "f": (1, 0), "g": (0, 1)}
serial = iter(range(1000))
def customer():
    return Customer.objects.create(name="c", email=f"c{next(serial)}@example.org")
path, _, value = COND.partition("=")
value = eval(value)
field = path.removesuffix("__gte").removesuffix("__lt").rpartition("__")[2]
if field == "status":
    other = "open"
else:
    value, other = (value, value - 1) if path.endswith("__gte") else (value - 1, value)
def child_of(parent, is_some):
    given = {field: value if is_some else other}
    if MODEL == "Customer":
        return Order.objects.create(customer=parent, number=str(next(serial)), **given)
    if MODEL == "Order":
        return OrderLine.objects.create(order=parent, product=tea, **given)
    if field == "status":
        return OrderLine.objects.create(product=parent, order=late if is_some else early)
    return OrderLine.objects.create(product=parent, order=early, **given)
tea = Product.objects.create(sku="tea", name="tea", price_cents=1) if MODEL == "Order" else None
if MODEL == "Product":
    someone = customer()
    late = Order.objects.create(customer=someone, number="late", status="late")
    early = Order.objects.create(customer=someone, number="early", status="open")
parents = {}
for name, (some, others) in PLAN.items():
    if MODEL == "Customer":
        parent = customer()
    elif MODEL == "Order":
        parent = Order.objects.create(customer=customer(), number=f"o-{name}")
    else:
        parent = Product.objects.create(sku=name, name=name, price_cents=1)
    parents[parent.pk] = (some, others)
    for place in range(some + others):
        child_of(parent, place < some)
def wanted(some, others):
    return {
        "inside": some, "before": some or None, "having inside": some if some >= K else None,
        "exists": some + others if some else None, "without": None if some else some + others,
    }[KIND]
expected = {pk: wanted(*counts) for pk, counts in parents.items() if wanted(*counts) is not None}
def gives(text):
    rows = list(eval(text.strip("`")).values_list("pk", "n"))
    return len(rows) == len(expected) and dict(rows) == expected
print("\\n".join(text for text in OPTIONS if gives(text)))
"""


def build(random: Random) -> Variant:
    """Whom a report lists and what it counts are two questions; filter and annotate answer both by their order."""
    model, rel, cond, one, many, some = random.choice(WORLDS)
    k = random.choice([2, 3])
    child, back = CHILDREN[rel]
    back = back or {"Order": "order", "Product": "product"}[model]
    inner = f'{back}=OuterRef("pk"), {cond.removeprefix(f"{rel}__")}'
    values = {"rel": rel, "cond": cond, "one": one, "many": many, "some": some, "k": k, "inner": inner}
    values["child"] = f"{child}.objects"
    kinds = [name for name, (_, _, ordered) in FORMS.items() if ordered]
    kind = random.choice(kinds)
    alike = ["having", "exists having"] if kind == "having inside" else []  # else only the right one has the number
    rest = [name for name in FORMS if name not in (kind, "after", *alike)]
    others = [*alike, *random.sample(rest, 3 - len(alike)), "after"]

    def text_of(name: str) -> str:
        return f"`{model}.objects{FORMS[name][0].format(**values)}`"

    options = random.sample([text_of(name) for name in (kind, *others)], 5)
    return Variant(
        prompt=(
            f"A report is to list {FORMS[kind][2].format(**values)}. `{rel}` is the way back along a foreign key. "
            "Which queryset gives each of these rows once, with the right `n`, and no other row?"
        ),
        answer=OneOf(
            right=text_of(kind),
            wrong={text_of(name): f"This one {FORMS[name][1].format(**values)}." for name in others},
        ),
        why=(
            "Two questions: who is listed, and what is counted. A `filter` on the relation before `annotate` answers "
            "both at once. A condition inside the aggregate changes only the number. A filter on the number only "
            "chooses rows. A filter on the relation after `annotate` joins it once more and multiplies. The right one "
            f"{FORMS[kind][1].format(**values)}."
        ),
        proof=f"MODEL, COND, KIND, K = {model!r}, {cond!r}, {kind!r}, {k}\nOPTIONS = {options!r}\n{PROOF}",
    )
