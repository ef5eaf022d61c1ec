"""How many queries a few lines send that use one queryset in several ways."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="G3",
    level="junior",
    title="How many queries a few lines send that use one queryset",
    practise=("when-queryset-hits-database", "queryset-evaluated-twice", "exists-count-len"),
)
STATUSES = ["open", "paid", "packed", "sent", "returned", "on hold"]
USES = {  # a line, and what it does: loads all rows, asks a question of its own, or only builds
    "if orders:\n    print('some')": "loads",
    "print(len(orders))": "loads",
    "for order in orders:\n    print(order.number)": "loads",
    "numbers = [order.number for order in orders]": "loads",
    "print(orders.count())": "asks",
    "print(orders.exists())": "asks",
    "print(orders[0].number)": "asks",
    "large = orders.filter(total_cents__gt=5000)": "builds",
    'orders = orders.exclude(number="N0")': "renews",
    'orders = orders.order_by("-number")': "renews",
    "page = orders[:2]": "slices",
}
PROOF = """
from contextlib import redirect_stdout
from io import StringIO
from counting import queries
from shop.models import Customer, Order
customer = Customer.objects.create(name="c", email="c@example.org")
for number in range(ROWS):
    Order.objects.create(customer=customer, number=f"N{number}", status=STATUS)
with queries():
    with redirect_stdout(StringIO()):
        exec(CODE)
"""


def build(random: Random) -> Variant:
    """The first use that needs all rows loads them into this object; later uses of the same object are free."""
    status, rows = random.choice(STATUSES), random.randint(3, 9)
    lines = random.sample(list(USES), 6)
    kinds = [USES[line] for line in lines]
    if "loads" not in kinds:
        return build(random)
    count, is_loaded, told = 0, False, []
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "renews":
            is_loaded = False
        if kind in ("loads", "asks") and not is_loaded:
            count += 1
            told.append(line.split("\n")[0].replace("'", '"'))
            is_loaded = kind == "loads"
    if count == 1 and random.random() < 0.4:  # else it is the answer of half of them
        return build(random)
    code = f'orders = Order.objects.filter(status="{status}")\n' + "\n".join(lines).replace("'", '"')
    needing = sum(kind in ("loads", "asks") for kind in kinds)
    mentions = needing + sum(kind in ("builds", "slices") for kind in kinds)
    wrong = {
        1: "Rows are kept in the object that loaded them. What came before that, or a new object, asks for itself.",
        mentions: "A line that only builds another queryset sends nothing.",
        count - 1: "`count`, `exists` and an index keep no rows; who needs all rows afterwards asks again.",
        count + 1: "Building, narrowing, ordering and slicing send nothing by themselves.",
        needing + 1: "The line that builds the queryset sends nothing; and a loaded object answers from its rows.",
        needing: "Once this object has loaded its rows, it answers from them, also for a count or an index.",
    }
    sent = ", ".join(f"`{line.rstrip(':')}`" for line in told)
    return Variant(
        prompt=(
            f"{rows} orders have the status `{status}`, among them `N0`; nothing was loaded before. How many queries "
            "do these lines send?"
        ),
        code=code,
        answer=Number(value=count, unit="queries", wrong={n: why for n, why in wrong.items() if n != count and n > 0}),
        why=(
            "A queryset is sent when somebody needs rows. A use that needs all of them keeps them in the object, and "
            "then everything that is asked of this object is answered from there. `count`, `exists` and an index "
            "before that ask the database and keep nothing. `filter`, `exclude` and `order_by` make a new object with "
            f"nothing in it. Here these send a query: {sent}."
        ),
        proof=f"STATUS, ROWS = {status!r}, {rows}\nCODE = {code!r}\n{PROOF}",
    )
