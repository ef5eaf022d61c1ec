"""What is charged, stored and sent when the process dies after a certain line, by where the transactions lie."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="H5",
    level="middle",
    title="What is left when the process dies in mid-payment",
    practise=("kept-out-of-a-transaction", "transaction-atomic-promise"),
)
# what is bought, its model, field of the mail
DOMAINS = ["order", "booking", "ticket", "repair", "course"]
CHARGE, MAIL = "provider.charge({it}.id)", "mailer.send({it}.id)"
ON_COMMIT = "transaction.on_commit(lambda: mailer.send({it}.id))"
TRYING = ['{it}.status = "paying"', '{it}.save(update_fields=["status"])']
PAID = ['{it}.status = "paid"', '{it}.save(update_fields=["status"])']
BLOCK = "with transaction.atomic():"
# each shape: lines, those of a block indented
SHAPES = [
    [BLOCK, *(f"    {line}" for line in [*TRYING, CHARGE, *PAID, MAIL])],
    [BLOCK, *(f"    {line}" for line in [*TRYING, CHARGE, *PAID, ON_COMMIT])],
    [BLOCK, *(f"    {line}" for line in [*TRYING, CHARGE, *PAID]), MAIL],
    [BLOCK, *(f"    {line}" for line in TRYING), CHARGE, BLOCK, *(f"    {line}" for line in [*PAID, ON_COMMIT])],
    [BLOCK, *(f"    {line}" for line in TRYING), CHARGE, BLOCK, *(f"    {line}" for line in [*PAID, MAIL])],
    [BLOCK, *(f"    {line}" for line in TRYING), CHARGE, BLOCK, *(f"    {line}" for line in PAID), MAIL],
    [CHARGE, BLOCK, *(f"    {line}" for line in [*PAID, MAIL])],
    [CHARGE, BLOCK, *(f"    {line}" for line in [*PAID, ON_COMMIT])],
    [*TRYING, CHARGE, *PAID, MAIL],
    [*TRYING, CHARGE, BLOCK, *(f"    {line}" for line in [*PAID, ON_COMMIT])],
]


def build(random: Random) -> Variant:
    """Where the block ends, what stands inside, and after which line the process dies: together they decide."""
    it, shape = random.choice(DOMAINS), random.choice(SHAPES)
    number = random.randint(7, 90)
    places = [at for at, line in enumerate(shape) if not line.startswith("with") and ".status =" not in line]
    dies = random.choice(places)
    body = [line.format(it=it) for line in shape]
    code = "\n".join([f"def pay({it}):", *(f"    {line}" for line in body)])
    key = " ".join(played(shape, dies))
    charged, status, mail = played(shape, dies)
    seen = [line.strip() for line in shape[: dies + 1]]
    written = "paid" if PAID[0] in seen else "paying" if TRYING[0] in seen else "open"
    naive = " ".join([charged, written, "yes" if {MAIL, ON_COMMIT} & set(seen) else "no"])
    all_back = " ".join(["no", "open", "no"])
    flipped = " ".join([charged, status, "no" if mail == "yes" else "yes"])
    told = {
        flipped: (
            "The mailer was called before the process died, and a mail that was sent stays sent."
            if mail == "yes"
            else "`on_commit` calls the mailer only after the commit, and the end of the block was not reached."
            if ON_COMMIT in seen
            else "The line that sends the mail was not reached."
        ),
        all_back: (
            "A rollback takes back rows only: what was charged or sent stays so, and what was committed stays too."
        ),
        naive: "What a block wrote is kept only once the block was left; outside of a block each save stays at once.",
        " ".join([charged, "open", mail]): (
            "What was saved outside of a block, or in a block that was left, is committed."
        ),
    }
    return Variant(
        prompt=(
            f"A Django view in autocommit mode calls `pay` with the {it} {number}, whose stored status is `open`; "
            f"nothing else wraps the call in a transaction. The process is killed right after line {dies + 2} has "
            "run, before anything that comes next, the end of a block included. Was the card charged, which status "
            "is stored, and was the mail sent? Write three words, such as `no paying yes`."
        ),
        code=code,
        answer=Output(text=key, wrong={text: why for text, why in told.items() if text != key}),
        why=(
            ("The card was charged, and no rollback changes that. " if charged == "yes" else "No charge was made. ")
            + status_why(shape, dies, status)
            + (
                "The mail was sent when the line ran."
                if mail == "yes"
                else "A mail of `on_commit` waits for the end of the block, which never came."
                if ON_COMMIT in seen
                else "The mail was not reached."
            )
            + " What is irrevocable belongs behind a commit that says it is about to happen."
        ),
        proof=proof(code, dies + 2, it, number),
    )


def played(shape: list[str], dies: int) -> tuple[str, str, str]:
    """Play the lines up to the one after which the process dies."""
    stored, pending, in_block, charged, mail = "open", "", False, "no", "no"
    for line in shape[: dies + 1]:
        if in_block and not line.startswith("    "):
            stored, pending, in_block = pending or stored, "", False
        text = line.strip()
        in_block = in_block or text == BLOCK
        if ".status = " in text:
            value = text.split('"')[1]
        elif ".save(" in text:
            pending, stored = (value, stored) if in_block else ("", value)
        elif text == CHARGE:
            charged = "yes"
        elif text == MAIL:
            mail = "yes"
    return charged, stored, mail


def status_why(shape: list[str], dies: int, status: str) -> str:
    inside = shape[dies].startswith("    ")
    if inside:
        return f"The block was not left, so what it wrote is taken back, and the status is `{status}`. "
    return f"No block was open, so the status is the last that was saved before: `{status}`. "


def proof(code: str, line: int, it: str, number: int) -> str:
    lines = code.splitlines()
    indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
    killed = "\n".join([*lines[:line], f"{indent}raise Killed", *lines[line:]])
    return f"""\
from django.db import connection, transaction
from shop.models import Customer, Order
class Killed(BaseException): ...
class Provider:
    charged = sent = "no"
    def charge(self, _):
        self.charged = "yes"
    def send(self, _):
        self.sent = "yes"
provider = mailer = Provider()
ada = Customer.objects.create(name="Ada", email="ada@example.org")
Order.objects.create(id={number}, number="A-1", customer=ada)
{killed}
try:
    pay(Order.objects.get(id={number}))
except Killed:
    pass
print(provider.charged, Order.objects.get(id={number}).status, mailer.sent)
"""
