"""What callbacks made in a loop do, by when they run and by whether a value was bound when they were made."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A4",
    level="middle",
    title="What callbacks that were registered in a loop report",
    practise=("loop-closures-last-value",),
)
# model, name of one, the field that tells it, two values, how the rows are made, the word that is printed
STORIES = [
    ("Order", "order", "number", ["A-1", "A-2", "A-3"], "customer=person, number={value!r}", "mail"),
    ("Product", "product", "sku", ["cup", "pot", "tea"], "name='x', price_cents=1, sku={value!r}", "reindex"),
    ("Account", "account", "owner", ["ada", "ben", "cem"], "owner={value!r}", "letter"),
    ("Tag", "tag", "name", ["new", "old", "sale"], "name={value!r}", "purge"),
    ("Customer", "customer", "name", ["eve", "kim", "leo"], "name={value!r}, email={value!r}", "export"),
]
FORMS = {
    "lambda": (False, ["transaction.on_commit(lambda: print({word!r}, {one}.{field}))"]),
    "name": (
        False,
        ["label = {one}.{field}", "transaction.on_commit(lambda: print({word!r}, label))"],
    ),
    "def": (
        False,
        ["def report():", "    print({word!r}, {one}.{field})", "", "transaction.on_commit(report)"],
    ),
    "default": (True, ["transaction.on_commit(lambda it={one}: print({word!r}, it.{field}))"]),
    "partial": (True, ["transaction.on_commit(partial(print, {word!r}, {one}.{field}))"]),
    "helper": (True, ["report_later({one})"]),
}
HELPER = """\
def report_later({one}):
    transaction.on_commit(lambda: print({word!r}, {one}.{field}))

"""


def printed(values: list[str], word: str, *, bound: bool, when: str, saved_first: bool) -> str:
    """Return what is printed. when: at once, after each block, or after the one block around the loop."""
    lines, waiting = [], []
    for value in values:
        shown = value if bound or when != "end" else values[-1]
        if when == "once" and not saved_first:
            lines += [f"{word} {shown}", f"saved {value}"]
        else:
            lines.append(f"saved {value}")
            (waiting if when == "end" else lines).append(f"{word} {shown}")
    return "\n".join(lines + waiting)


def build(random: Random) -> Variant:
    """Where the transaction ends decides when a callback runs, and its form decides which value it reads then."""
    while True:
        model, one, field, values, made, word = random.choice(STORIES)
        values = values[: random.randint(2, 3)]
        form = random.choice(list(FORMS))
        when = random.choice(["end", "end", "end", "each", "once"])
        saved_first = random.random() < 0.5
        bound, lines = FORMS[form]
        outputs = {
            (late, moment): printed(values, word, bound=not late, when=moment, saved_first=saved_first)
            for late in (True, False)
            for moment in ("end", "each", "once")
        }
        text = outputs[not bound, when]
        others = {key: other for key, other in outputs.items() if other != text}
        if len(set(others.values())) > 1:
            break
    words = {"one": one, "word": word, "field": field}
    helper = HELPER.format(**words).replace("'", '"') if form == "helper" else ""
    made_line = [line.format(**words).replace("'", '"') for line in lines]
    saved = f'print("saved", {one}.{field})'
    inside = [f"{one}.save()", *([saved] if saved_first else []), *made_line, *([] if saved_first else [saved])]
    loop = f'for {one} in {model}.objects.order_by("{field}"):'
    if when == "end":
        body = ["with transaction.atomic():", f"    {loop}", *(f"        {line}" if line else "" for line in inside)]
    elif when == "each":
        body = [loop, "    with transaction.atomic():", *(f"        {line}" if line else "" for line in inside)]
    else:
        body = [loop, *(f"    {line}" if line else "" for line in inside)]
    code = helper + "def run():\n" + "\n".join(f"    {line}" if line else "" for line in body) + "\n\nrun()"
    moment = {
        "end": "the one transaction around the loop ends, after the last pass",
        "each": "the transaction of its own pass ends",
        "once": "it is registered, because no transaction is open",
    }[when]
    reads = (
        f"it was made for one value of `{one}` and keeps that one"
        if bound
        else "it looks the name up when it runs, and all of them see the one variable of the function"
    )
    reasons = {
        "end": f"This would need one transaction around the whole loop; here a callback runs when {moment}.",
        "each": f"This has each callback run in its own pass; here it runs when {moment}.",
        "once": f"This has each callback run as soon as it is registered; here it runs when {moment}.",
    }
    wrong = {
        other: reasons[then] if then != when else f"A callback runs when {moment}, and {reads}."
        for (_, then), other in others.items()
    }
    proof = f"""\
from functools import partial
from django.db import transaction
from shop.models import Account, Customer, Order, Product, Tag
person = Customer(name="p", email="p@example.org")
if {model == "Order"}:
    person.save()
for value in {values!r}:
    {model}.objects.create({made.format(value="").replace("''", "value")})
{code}
"""
    return Variant(
        prompt=(
            f"The table holds the rows with `{field}` {', '.join(values[:-1])} and {values[-1]}. No transaction is "
            "open when `run()` is called, Django is in autocommit mode, and `partial` is that of `functools`. "
            "What does this program print?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            f"`on_commit` keeps a function and calls it when the outermost transaction is committed, or at once if "
            f"there is none. Here a callback runs when {moment}. What it reports depends on when the value is looked "
            f"up: {reads}. A loop makes no new variable for each pass, so a late look-up is wrong exactly "
            "when the loop has gone on before it happens."
        ),
        proof=proof,
    )
