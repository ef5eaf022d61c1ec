"""How many orders an import leaves behind, by where the transaction begins and where the exception is caught."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H5",
    level="junior",
    title="How many orders an import leaves behind",
    practise=("transaction-atomic-promise", "savepoint-nested-atomic"),
)
PREFIXES = ["A", "B", "N", "R", "WEB", "POS"]


def build(random: Random) -> Variant:
    """What varies: a block around all, a block around each record, and where the exception is caught, if at all."""
    prefix = random.choice(PREFIXES)
    outer, inner = random.random() < 0.5, random.random() < 0.6
    catch = random.choice(["", "around", "inside"])
    many = random.randint(5, 7)
    bad = sorted(random.sample(range(2, many + 1), random.choice([1, 1, 2])))
    pieces = [0 if at in bad else random.randint(1, 4) for at in range(1, many + 1)]
    before_line = random.random() < 0.75  # whether the order is stored before the check
    reached = many if catch else bad[0]
    stored = [at for at in range(1, reached + 1) if at not in bad or (before_line and kept(catch, inner=inner))]
    left = 0 if outer and not catch else len(stored)
    create = f'order = Order.objects.create(number=f"{prefix}-{{at}}", customer=ada)'
    check = ["if pieces < 1:", "    raise ValueError(at)"]
    rest = ["OrderLine.objects.create(order=order, product=tea, quantity=pieces)"]
    guarded = ["try:", *(f"    {line}" for line in [*check, *rest]), "except ValueError:", '    print("skipped", at)']
    if not before_line:
        steps = [*check, create, *rest]
        if catch == "inside":
            steps = ["try:", *(f"    {line}" for line in steps), "except ValueError:", '    print("skipped", at)']
    else:
        steps = [create, *(guarded if catch == "inside" else [*check, *rest])]
    if inner:
        steps = ["with transaction.atomic():", *(f"    {line}" for line in steps)]
    if catch == "around":
        steps = ["try:", *(f"    {line}" for line in steps), "except ValueError:", '    print("skipped", at)']
    loop = ["for at, pieces in enumerate(records, start=1):", *(f"    {line}" for line in steps)]
    if outer:
        loop = ["with transaction.atomic():", *(f"    {line}" for line in loop)]
    code = "\n".join(["def load(records):", *(f"    {line}" for line in loop), "", f"load({pieces})"])
    told = {
        0: "Only a block around all records takes all of them back, and only if the exception leaves that block.",
        bad[0] - 1: "This would be so if the first bad record ended the import and left nothing of itself.",
        bad[0]: "This would be so if the first bad record ended the import and its order was kept.",
        many - len(bad): "This would be so if the import went on after a bad record and kept nothing of it.",
        many: "This would be so if the import went on after a bad record and its order was kept.",
    }
    return Variant(
        prompt=(
            "The table of orders is empty, and no transaction is open. The caller catches what `load` raises. How "
            "many orders are in the table afterwards, in a Django project with the default settings?"
        ),
        code=code,
        answer=Number(value=left, unit="orders", wrong={n: why for n, why in told.items() if n != left}),
        why=why(catch, outer=outer, inner=inner, before_line=before_line),
        proof=f"""\
from contextlib import redirect_stdout, suppress
from io import StringIO
from django.db import transaction
from shop.models import Customer, Order, OrderLine, Product
ada = Customer.objects.create(name="Ada", email="ada@example.org")
tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
def run():
{chr(10).join("    " + line for line in code.splitlines())}
with suppress(ValueError), redirect_stdout(StringIO()):
    run()
print(Order.objects.count())
""",
    )


def kept(catch: str, *, inner: bool) -> bool:
    """Say whether the order of a bad record stays, as far as the block around the record goes."""
    return catch == "inside" or not inner


def why(catch: str, *, outer: bool, inner: bool, before_line: bool) -> str:
    ends = (
        "Nobody catches the exception in `load`, so the import ends at the first bad record."
        if not catch
        else "The exception is caught for each record, so the import goes on."
    )
    block = (
        " It leaves the block around all records, which takes everything back."
        if outer and not catch
        else " It never leaves the block around all records, so that one commits."
        if outer
        else " No block stands around all records, so what is done stays done."
    )
    if not before_line:
        own = " A bad record is found before its order is created."
    elif catch == "inside":
        own = " The order of a bad record was created before, and no block was left by the exception, so it stays."
    elif inner:
        own = " The exception leaves the block around the record, which takes back the order of that record."
    else:
        own = " The order of a bad record was created before the exception, and no block of its own takes it back."
    return ends + block + (own if not (outer and not catch) else "")
