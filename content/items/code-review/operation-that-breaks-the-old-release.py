"""Which operation of a migration breaks requests of the release that still runs."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="L2",
    level="senior",
    title="Which operation of a Django migration breaks the old release",
    practise=("review-a-migration",),
)
RULES = {
    "POSITIVE": 'models.CheckConstraint(condition=models.Q(total_cents__gt=0), name="c")',
    "NOT_BELOW_0": 'models.CheckConstraint(condition=models.Q(total_cents__gte=0), name="n")',
    "PAIR": 'models.UniqueConstraint(fields=["customer", "number"], name="p")',
    "OPEN": 'models.Q(status="open")',
    "ONE_OPEN": 'models.UniqueConstraint(fields=["customer"], condition=OPEN, name="u")',
}
BREAKS = [
    (
        'AddField("order", "channel", models.CharField(max_length=9, default="web")),',
        "its column is NOT NULL, and Django drops the default from the database again: inserts without it fail",
    ),
    (
        'AddField("order", "note", models.TextField(default="")),',
        "its column is NOT NULL, and Django drops the default from the database again: inserts without it fail",
    ),
    (
        'AddField("customer", "points", models.IntegerField(default=0)),',
        "its column is NOT NULL, and Django drops the default from the database again: inserts without it fail",
    ),
    ('RemoveField("order", "created_at"),', "the old release names the column in every SELECT and INSERT"),
    ('RenameField("order", "status", "state"),', "the old release names the column by its old name in every query"),
    (
        'RenameField("customer", "name", "full_name"),',
        "the old release names the column by its old name in every query",
    ),
    ('RenameModel("OrderLine", "Position"),', "it renames the table, and the old release looks for the old one"),
    (
        'AddConstraint("order", POSITIVE),',
        "the old release begins each order with a total of 0, which the new rule refuses",
    ),
    (
        'AddConstraint("order", ONE_OPEN),',
        "the old release adds a second open order for a customer, which the new rule refuses",
    ),
]
SAFE = [
    (
        'AddField("order", "gift", models.TextField(null=True)),',
        "An insert that leaves the column out stores NULL in it.",
    ),
    (
        'AddField("order", "source", models.CharField(max_length=9, db_default="web")),',
        "The default stays in the database, so an insert that leaves the column out gets it.",
    ),
    (
        'AddIndex("order", models.Index(fields=["status"], name="i")),',
        "An index changes how rows are found, not what may be written.",
    ),
    ('CreateModel("Voucher", [("id", models.AutoField(primary_key=True))]),', "No old query names the new table."),
    (
        'AlterField("order", "status", models.CharField(max_length=40, default="open")),',
        "The column only takes longer texts than before; the old ones fit.",
    ),
    (
        'AlterField("customer", "name", models.CharField(max_length=200)),',
        "A longer limit takes all that the old one took.",
    ),
    (
        'AddConstraint("order", PAIR),',
        "Numbers are unique by themselves, so a pair with one of them is unique as well.",
    ),
    (
        'AddConstraint("order", NOT_BELOW_0),',
        "The old release never writes a total below 0; its first 0 is allowed.",
    ),
    (
        'AlterModelOptions("order", {"ordering": ["-id"]}),',
        "It changes how the new code sorts, and nothing in the database.",
    ),
    (
        'AddField("order", "tags", models.ManyToManyField("shop.tag")),',
        "It creates a table of its own; the order's table stays as it is.",
    ),
]


def build(random: Random) -> Variant:
    """The same kind of operation is harmless or not by its default, its rule and what the old release writes."""
    bad = random.choice(BREAKS)
    touched = bad[0].split(", ")[1].rstrip("),") if bad[0].startswith("Re") else "nothing"
    safe = [one for one in SAFE if touched not in one[0]]
    twin = [one for one in safe if one[0].split("(")[0] == bad[0].split("(")[0]]
    good = [random.choice(twin)] if twin else []
    good += random.sample([one for one in safe if one not in good], 5 - len(good))
    rows = random.sample([bad, *good], 6)
    head = ["from django.db.migrations import *", "from django.db import models", ""]
    head += [
        f"{name} = {rule}"
        for name, rule in RULES.items()
        if f" {name})" in str(rows) or (name == "OPEN" and "ONE_OPEN" in str(rows))
    ]
    code = "\n".join([*head, "operations = [", *(f"    {row}" for row, _ in rows), "]"])
    first = len(head) + 2
    lines = {row: first + at for at, (row, _) in enumerate(rows)}
    return Variant(
        prompt=(
            "A shop migrates its PostgreSQL, then replaces its servers. All existing rows fit the new schema; where "
            "a `max_length` stands in `AlterField`, only that has changed, and was 20 before. For some "
            "minutes the old release works on it, with its own models: it adds customers and orders with their lines, "
            "often two open orders for one customer, each with a number of its own and a total of 0 that it raises "
            "later, and reads them back. Leave out how long locks are held. After which operation do requests of the "
            "old release fail?"
        ),
        code=code,
        answer=Line(number=lines[bad[0]], wrong={lines[row]: why for row, why in good}),
        why=(
            f"Line {lines[bad[0]]}: {bad[1]}. Review a migration with the statements of the release that still runs: "
            "it "
            "names all columns that it knows and none of the new ones, and keeps only the rules that it knows."
        ),
        proof=f"""\
import os
from django.apps import apps
from django.db import Error, connection, models
from django.db.migrations import *
from django.db.migrations.state import ProjectState
from shop.models import Customer, Order, OrderLine, Product
{chr(10).join(f"{name} = {rule}" for name, rule in RULES.items())}
def old_release(turn):
    customer = Customer.objects.create(name="Ada", email=f"{{turn}}@example.org")
    product = Product.objects.create(sku=f"sku-{{turn}}", name="Tea", price_cents=400)
    for number in range(2):
        order = Order.objects.create(customer=customer, number=f"{{turn}}-{{number}}")
        OrderLine.objects.create(order=order, product=product)
    Order.objects.filter(customer=customer).update(total_cents=400, status="paid")
    return [(order.customer.name, order.status, order.lines.count()) for order in Order.objects.all()]
def works_after(operation):
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("shop", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("shop", editor, before, after)
    try:
        return bool(old_release(2))
    except Error:
        return False
OPERATIONS = [
{chr(10).join("    " + row for row, _ in rows)}
]
Order.objects.create(customer=Customer.objects.create(name="Ben", email="b@example.org"), number="0", total_cents=100)
for number, operation in enumerate(OPERATIONS, start={first}):
    child = os.fork()  # with a copy of the database in memory
    if child == 0:
        code = 2
        try:
            code = 0 if works_after(operation) else 1
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status < 2
    if status:
        print(number)
""",
    )
