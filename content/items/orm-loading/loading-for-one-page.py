"""Which queryset serves a page right, in at most two queries and with the fewest rows, by what the page shows."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="H4",
    level="senior",
    title="Which queryset loads what a page shows, and no more",
    practise=("join-load-or-separate-query", "where-prefetch-gets-lost", "one-big-join-worse"),
)


@dataclass(frozen=True)
class Subject:
    """one: the row behind by a key.  many: the related name.  lookup and value: which of them are special."""

    model: str
    plural: str
    one: str
    many: str
    child: str
    back: str
    lookup: str
    test: str
    special: str
    total: str


SUBJECTS = [
    Subject(
        "Order",
        "orders",
        "customer",
        "lines",
        "OrderLine",
        "order",
        "quantity__gt=3",
        "quantity > 3",
        "of more than 3 pieces",
        "quantity",
    ),
    Subject(
        "Order",
        "orders",
        "customer",
        "lines",
        "OrderLine",
        "order",
        "unit_price_cents=0",
        "unit_price_cents == 0",
        "that cost nothing",
        "quantity",
    ),
    Subject(
        "Customer",
        "customers",
        "tenant",
        "orders",
        "Order",
        "customer",
        'status="open"',
        'status == "open"',
        "that are open",
        "total_cents",
    ),
    Subject(
        "Customer",
        "customers",
        "tenant",
        "orders",
        "Order",
        "customer",
        "total_cents__gt=900",
        "total_cents > 900",
        "above 900 cents",
        "total_cents",
    ),
]
PAGES = ["name", "count", "sum", "rows", "some", "all", "none"]


def build(random: Random) -> Variant:
    """What is shown of the related rows decides: nothing, one row behind a key, a number, some of them, or all."""
    subject = random.choice(SUBJECTS)
    page, rows = random.choice(PAGES), random.choice([200, 300, 500, 800])
    lookup = f"{subject.many}__{subject.lookup}"
    inner = f'{subject.child}.objects.filter({subject.back}=OuterRef("pk"), {subject.lookup})'
    # by kind; the queryset of a number counts or sums what the page shows, and counts where it shows no number
    number = (
        f'Sum("{subject.many}__{subject.total}", filter=Q({lookup}))'
        if page == "sum"
        else (f'Count("{subject.many}", filter=Q({lookup}))')
    )
    ways = {
        "join": f'select_related("{subject.one}")',
        "number": f"annotate(n={number})",
        "part": f'prefetch_related(Prefetch("{subject.many}", {subject.child}.objects.filter({subject.lookup})))',
        "whole": f'prefetch_related("{subject.many}")',
        "exists": f"filter(Exists({inner}))" if page != "none" else f"filter(~Exists({inner}))",
    }
    best = {
        "name": "join",
        "count": "number",
        "sum": "number",
        "rows": "part",
        "some": "exists",
        "all": "whole",
        "none": "exists",
    }[page]
    few = f"{subject.many} {subject.special}"
    each, its = f"every {subject.model.lower()}", "their" if subject.model == "Customer" else "its"
    shows = {
        "name": f"{each} with the name of {its} {subject.one}",
        "count": f"{each} with the number of {its} {few}",
        "sum": f"{each} with the sum of `{subject.total}` over {its} {few}",
        "rows": f"{each}, and below it {its} {few}, each with `{subject.total}`",
        "all": f"{each}, and below it all {its} {subject.many}, with those {subject.special} in bold",
        "some": f"only the {subject.plural} with {few}, each once, and shows no {subject.many}",
        "none": f"only the {subject.plural} without any {few}",
    }[page]
    options = {kind: f"`{subject.model}.objects.{way}`" for kind, way in ways.items()}
    wrong = {options[kind]: reason(kind, page, subject) for kind in ways if kind != best}
    return Variant(
        prompt=(
            f"A page lists {shows}. There are {rows} {subject.plural}; each has one {subject.one} and many "
            f"{subject.many}, and few of these are {few}. Which queryset makes the page right with at most two "
            "queries in all, and brings the fewest rows? The page uses whatever the queryset has brought; anything "
            f"else that it shows is queried for each {subject.model.lower()} by itself."
        ),
        answer=OneOf(right=options[best], wrong=wrong),
        why=WHY[best] + " Rows that are loaded and not shown cost as much as rows that are.",
        proof=proof(subject, page, options),
    )


WHY = {
    "join": "One row behind a key is joined: the number of rows stays the same, and one query does.",
    "number": "The page shows a number, so the database computes it: one query, one row for each line of the page.",
    "part": "The page shows some of the related rows, so the second query brings just those, already filtered.",
    "whole": "The page shows all related rows, so one second query brings them, and Python marks some of them.",
    "exists": (
        "The related rows only decide who is on the page. EXISTS asks for that without bringing or repeating any row."
    ),
}


def reason(kind: str, page: str, subject: Subject) -> str:
    many, one, plural = subject.many, subject.one, subject.plural
    if kind == "join":
        return f"The {one} is not what the page shows; for the {many} one query for each of the {plural} would follow."
    if page == "name":
        return f"The page shows no {many}. The {one} is still missing here and would be asked for one by one."
    if kind == "exists":
        return (
            f"It decides which {plural} are listed, and the page is to list them all, with something of their {many}."
        )
    if kind == "number":
        return (
            f"It brings a number of the {many}, and the page shows the rows themselves."
            if page in {"rows", "all"}
            else (
                f"It brings all {plural} with a number, those that are not wanted too, and the filter is left to "
                "Python."
            )
        )
    if kind == "part":
        return (
            f"It leaves out most of the {many}, and the page shows them all."
            if page == "all"
            else f"It brings the special {many} as rows, and the page shows none of them."
        )
    return (
        f"It brings every one of the {many}, and the page shows few of them."
        if page == "rows"
        else f"It brings every one of the {many} as a row, and the page shows none of them."
    )


def proof(subject: Subject, page: str, options: dict[str, str]) -> str:
    """Build the page from each queryset, with what it brought where that is enough, and count queries and rows."""
    many, test, total, one = subject.many, subject.test, subject.total, subject.one
    return f"""\
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum
from shop.models import Customer, Order, OrderLine, Product, Tenant
goods = Product.objects.create(sku="p", name="p", price_cents=1)
for number in range(6):
    tenant = Tenant.objects.create(name=f"t{{number}}")
    customer = Customer.objects.create(name=f"c{{number}}", email=f"c{{number}}@example.org", tenant=tenant)
    for at in range(6):
        special = number % 2 == 0 and at < 2
        order = Order.objects.create(number=f"{{number}}-{{at}}", customer=customer,
                                     status="open" if special else "paid", total_cents=1000 if special else 100)
        if at == 5:
            for line in range(6):
                special = number % 2 == 0 and line < 2
                OrderLine.objects.create(order=order, product=goods, quantity=9 if special else 1,
                                         unit_price_cents=0 if special else 5)
if "{subject.model}" == "Order":
    Order.objects.exclude(number__endswith="-5").delete()
sent, rows = [], []
def note(execute, sql, *rest):
    sent.append(sql)
    return execute(sql, *rest)
def fetched(_, row):
    rows.append(row)
    return row
kind = ""
def special(it):
    if kind == "part":
        return list(it.{many}.all())
    if kind == "whole":
        return [row for row in it.{many}.all() if row.{test}]
    return list(it.{many}.filter({subject.lookup}))
def number(it):
    if kind == "number":
        return it.n or 0
    return {"sum(row." + total + " for row in special(it))" if page == "sum" else "len(special(it))"}
def every(it):
    # what was prefetched is all that one gets from all()
    return [row.{total} for row in it.{many}.all()]
def shown(queryset):
    found = list(queryset)
    if "{page}" in ("some", "none"):
        wanted = kind == "exists" or None
        return sorted(it.pk for it in found if wanted or bool(number(it)) == ("{page}" == "some"))
    return sorted((it.pk, {{"name": lambda: it.{one}.name, "count": lambda: number(it), "sum": lambda: number(it),
        "rows": lambda: sorted(row.{total} for row in special(it)), "all": lambda: sorted(every(it))}}["{page}"]())
        for it in found)
OPTIONS = {options!r}
found = {{}}
for kind, text in OPTIONS.items():
    queryset = eval(text.strip("`"))
    sent.clear(); rows.clear()
    connection.ensure_connection()
    connection.connection.row_factory = fetched
    with connection.execute_wrapper(note):
        page = shown(queryset)
    connection.connection.row_factory = None
    found[kind] = page, len(sent), len(rows)
kind = ""
truth = shown({subject.model}.objects.all())
good = {{kind: rows for kind, (page, queries, rows) in found.items() if page == truth and queries <= 2}}
best = [kind for kind, rows in good.items() if rows == min(good.values())]
print("; ".join(OPTIONS[kind] for kind in best))
"""
