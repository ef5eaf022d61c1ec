"""Which reads of one Django object send a query, by what was loaded with it and how it is asked."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H4",
    level="junior",
    title="Which reads of a Django object send a query",
    practise=("lazy-attribute-fifty-one-queries", "where-prefetch-gets-lost"),
)
# what is loaded: the call, and whether it brings customer, tenant, lines, products, and all columns of the order
LOADS = {
    "": set(),
    '.select_related("customer")': {"customer"},
    '.select_related("customer__tenant")': {"customer", "tenant"},
    '.prefetch_related("lines")': {"lines"},
    '.prefetch_related("lines__product")': {"lines", "products"},
    '.select_related("customer").prefetch_related("lines")': {"customer", "lines"},
    '.only("number", "customer")': {"few"},
    '.defer("status")': {"no status"},
}
NUMBERS = [17, 204, 9, 31, 4711]


def build(random: Random) -> Variant:
    """The same read is free or not by the line that loaded the object; some reads are free or not in every case."""
    hints, number = random.choice(list(LOADS)), random.choice(NUMBERS)
    has = LOADS[hints]
    customer, lines = "customer" in has, "lines" in has
    no_status = bool(has & {"few", "no status"})
    reads: dict[str, tuple[bool, str]] = {
        "order.customer_id": (False, "The key is a column of the order, and it was loaded with it."),
        "order.status": (
            no_status,
            "This column was left out when the order was loaded, so it is fetched now."
            if no_status
            else "It is a column of the order, and all its columns were loaded.",
        ),
        "order.customer.name": (
            not customer,
            "The customer came along by a join."
            if customer
            else ("Only the key is here; the customer is fetched when it is read."),
        ),
        "order.customer.tenant_id": (
            not customer,
            "The key of the tenant is a column of the customer, who came along."
            if customer
            else "It is a column of the customer, and the customer is not here.",
        ),
        "order.customer.tenant.name": (
            "tenant" not in has,
            "Customer and tenant came along by joins."
            if "tenant" in has
            else "The tenant was not loaded with the order, so it is fetched when it is read.",
        ),
        "lines = order.lines.all()": (False, "A queryset is only made here; it would ask when it is read."),
        "len(order.lines.all())": (
            not lines,
            "The lines were fetched with the order and are only counted here."
            if lines
            else "Taking the length reads the queryset, and the lines are not here.",
        ),
        "order.lines.count()": (
            not lines,
            "The lines were fetched with the order, and count() counts those."
            if lines
            else "The lines are not here, so the database counts them.",
        ),
        "order.lines.filter(quantity__gt=1).count()": (
            True,
            "A filter makes a new queryset, which does not use what was fetched with the order."
            if lines
            else "The lines are not here, so the database filters and counts them.",
        ),
        "[line.quantity for line in order.lines.all()]": (
            not lines,
            "The lines were fetched with the order, all columns of them."
            if lines
            else "Reading the queryset sends a query, as the lines are not here.",
        ),
        "[line.product.name for line in order.lines.all()]": (
            "products" not in has,
            "Lines and products were fetched with the order."
            if "products" in has
            else "The product of a line was not loaded, so it is fetched for each line.",
        ),
    }
    kinds = list(reads)
    names = random.sample(kinds, 5)
    if len({reads[name][0] for name in names}) < 2:
        return build(random)
    return Variant(
        prompt=(
            "An order has a customer, who has a tenant, and two lines, each with a product. The code shown loads the "
            "order. Then one of these lines is run, each on an order loaded anew. Which of them send a "
            "query?"
        ),
        code=f"order = Order.objects{hints}.get(id={number})",
        answer=SomeOf(
            right={f"`{name}`": reads[name][1] for name in names if reads[name][0]},
            wrong={f"`{name}`": reads[name][1] for name in names if not reads[name][0]},
        ),
        why=(
            f"What is here is the order{LOADED[hints]}. A foreign key's own value belongs to the row; the row behind "
            "it is fetched when it is read, unless it was loaded. A related manager uses prefetched rows for `all()` "
            "and `count()`, and asks anew as soon as something is filtered. Making a queryset asks nothing."
        ),
        proof=f"""\
from django.db import connection
from shop.models import Customer, Order, OrderLine, Product, Tenant
tenant = Tenant.objects.create(name="t")
customer = Customer.objects.create(name="c", email="c@example.org", tenant=tenant)
made = Order.objects.create(id={number}, number="A-1", customer=customer)
for sku in "pq":
    OrderLine.objects.create(order=made, product=Product.objects.create(sku=sku, name=sku, price_cents=1), quantity=2)
sent = []
def note(execute, sql, *rest):
    sent.append(sql)
    return execute(sql, *rest)
found = []
for read in {sorted(names)}:
    order = Order.objects{hints}.get(id={number})
    sent.clear()
    with connection.execute_wrapper(note):
        exec(read)
    if sent:
        found.append(f"`{{read}}`")
print("\\n".join(sorted(found)))
""",
    )


LOADED = {
    "": " alone, with its columns",
    '.select_related("customer")': " with its customer",
    '.select_related("customer__tenant")': " with its customer and the customer's tenant",
    '.prefetch_related("lines")': " with its lines",
    '.prefetch_related("lines__product")': " with its lines and their products",
    '.select_related("customer").prefetch_related("lines")': " with its customer and its lines",
    '.only("number", "customer")': " with few of its columns: the number and the keys",
    '.defer("status")': " with all columns but one",
}
