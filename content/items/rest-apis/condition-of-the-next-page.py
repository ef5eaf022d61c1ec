"""What belongs into the condition of the next page, by the direction of each column of the sort."""

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="E2",
    level="middle",
    title="The missing lookup in the condition of the next page",
    practise=("offset-or-cursor-paging",),
)
USES = [
    ("Order", "total_cents", "paying-out list", "Order(customer=customer, number=str(one), total_cents=one // 3)"),
    ("Product", "price_cents", "price list", "Product(sku=str(one), name='x', price_cents=one // 3)"),
    ("Product", "stock", "stock list", "Product(sku=str(one), name='x', price_cents=1, stock=one // 3)"),
    ("Account", "balance", "list of balances", "Account(owner=str(one), balance=one // 3)"),
    ("Account", "version", "list of versions", "Account(owner=str(one), version=one // 3)"),
]
WAYS = ["lt", "lte", "gt", "gte"]


def build(random: Random) -> Variant:
    """Each column of the sort has its own direction, and the gap stands at the first column or at the second."""
    model, column, name, made = random.choice(USES)
    down, second_down = random.random() < 0.5, random.random() < 0.5
    at_first = random.random() < 0.5
    size = random.choice([20, 25, 50, 100])
    last = random.choice(["last", "seen", "previous"])
    first, second = f"{column}__{'lt' if down else 'gt'}", f"id__{'lt' if second_down else 'gt'}"
    gap = first if at_first else second
    shown = {first: "____" if at_first else first, second: second if at_first else "____"}
    form = random.choice(["or", "or", "and"])
    if form == "or":
        condition = [
            f"after = Q({shown[first]}={last}.{column}) | Q(",
            f"    {column}={last}.{column}, {shown[second]}={last}.id",
            ")",
        ]
    else:
        condition = [
            f"same = Q({column}={last}.{column}, {shown[second]}={last}.id)",
            f"after = same | Q({shown[first]}={last}.{column})",
        ]
    order = f'"{"-" * down}{column}", "{"-" * second_down}id"'
    code = "\n".join(
        [
            *condition,
            f"page = {model}.objects.filter(after).order_by(",
            f"    {order}",
            f")[:{size}]",
        ]
    )
    field = column if at_first else "id"
    accepts = [gap] if at_first else [gap, gap.replace("id__", "pk__")]
    turned = "gt" if gap.endswith("lt") else "lt"
    wrong = {
        f"{field}__{turned}": (
            f"This direction is that of a sort the other way round. `{field}` {direction(falls=gap.endswith('lt'))}."
        ),
        f"{gap}e": (
            f"With equality included, rows with the same `{column}` as the last one come again."
            if at_first
            else "With equality included, the last row itself comes again."
        ),
        f"{field}__{turned}e": "This asks for the rows before the last one, and for that row itself.",
        field: (
            f"This asks for the rows with the same `{column}` only. They come again on each page, the last row too."
            if at_first
            else "This brings the last row again, and none of the others that share its value."
        ),
    }
    return Variant(
        prompt=(
            f"A partner walks through the {name} in pages. `{column}` is an integer, never null, and many rows share a "
            f"value. `{last}` is the last row of the page before. The walk must meet each row exactly once. What "
            "belongs into the gap?"
        ),
        code=code,
        answer=Gap(accepts=tuple(accepts), wrong=wrong),
        why=(
            f"After the last row come the rows that are further on in the first column, and among those with the same "
            f"`{column}` the ones that are further on in the second. Here {told(column, down=down)} and "
            f"{told('id', down=second_down)}, and each comparison follows the direction of its own column, so the gap "
            f"is `{gap}`. Equality belongs to neither: the id is unique, so it ends every tie."
        ),
        proof=proof(code, (model, made), (last, size), accepts),
    )


def told(column: str, *, down: bool) -> str:
    return f"`{column}` {'falls' if down else 'rises'}"


def direction(*, falls: bool) -> str:
    return "falls here, so what follows is smaller" if falls else "rises here, so what follows is larger"


def proof(code: str, rows: tuple[str, str], names: tuple[str, int], accepts: list[str]) -> str:
    model, made = rows
    last, size = names
    field = accepts[0].partition("__")[0]
    tried = [f"{one}__{way}" for one in ([field] if field != "id" else ["id", "pk"]) for way in WAYS]
    usual = sorted(tried, key=lambda one: one not in accepts)
    return f"""\
from django.db.models import Q
from shop.models import Account, Customer, Order, Product

customer = Customer.objects.create(name="Ada", email="ada@example.org")
{model}.objects.bulk_create([{made} for one in range(1, 12)])
CODE = '''{code.replace(f"[:{size}]", "[:4]")}'''

def walk(lookup):
    order = eval(f'({{CODE.split("order_by(")[1].split(")[")[0]}})')
    page, met = list({model}.objects.order_by(*order)[:4]), []
    while page and len(met) < 30:
        met += [row.pk for row in page]
        names = {{"Q": Q, "{model}": {model}, "{last}": page[-1]}}
        exec(CODE.replace("____", lookup), names)
        page = list(names["page"])
    return sorted(met)

everything = sorted({model}.objects.values_list("pk", flat=True))
for lookup in {usual}:
    if walk(lookup) == everything:
        print(lookup)
"""
