"""At how many places the death of a process leads to a second charge, when the customer presses the button again."""

from dataclasses import dataclass, field

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="E3",
    level="senior",
    title="At how many places a crash leads to a second charge",
    practise=("payment-safe-end-to-end",),
)
LINES = {
    "look": ('if Payment.objects.filter({ref}={ref}, state="paid").exists():', "    return"),
    "row": ("payment, made = Payment.objects.get_or_create({ref}={ref}, defaults=new())",),
    "check": ('if payment.state == "paid":', "    return"),
    "charge": ("provider.charge({key}, cents)",),
    "mark": ('payment.state = "paid"',),
    "save": ("payment.save()",),
    "paid-row": ('Payment.objects.update_or_create({ref}={ref}, defaults={{"state": "paid"}})',),
    "log": ('log.info("charged")',),
    "mail": ("mail_receipt({ref})",),
}
KEYS = {"row": "payment.key", "fresh": "str(uuid4())", "order": 'f"{ref}-{{{ref}}}"'}
KINDS = {"one-block": ["row", "row", "row", "fresh", "fresh", "order"], "intent": ["fresh", "fresh", "row", "order"]}
SILENT = {"look", "check", "begin", "end"}


@dataclass
class World:
    """What survives the death of a process: committed rows, and charges by key."""

    row: str | None = None
    key: str = ""
    charges: set[str] = field(default_factory=set)
    made: int = 0

    def fresh(self) -> str:
        self.made += 1
        return f"key {self.made}"

    def run(self, steps: list[str], key: str, die_after: int | None) -> None:
        """Run the steps; state that is not committed when the process dies is lost."""
        row, row_key, state, inside = self.row, self.key, self.row or "", False
        for number, step in enumerate(steps):
            if step in {"look", "check"} and row == "paid":
                return
            inside = step == "begin" or (inside and step != "end")
            if step == "row" and row is None:
                row, row_key, state = "pending", self.fresh(), "pending"
            elif step == "charge":
                self.charges.add({"row": row_key, "order": "order"}.get(key) or self.fresh())
            state = "paid" if step in {"mark", "paid-row"} else state
            row = state if step in {"save", "paid-row"} else row
            if not inside:
                self.row, self.key = row, row_key
            if number == die_after:
                return


def build(random: Random) -> Variant:
    """What is committed before the call, where the key comes from, and what a second run looks at decide together."""
    ref = random.choice(["order", "booking", "invoice", "rental", "ticket", "claim"])
    shape = random.choice(["one-block", "one-block", "intent", "intent", "no-row"])
    key = random.choice(["fresh", "order"] if shape == "no-row" else KINDS[shape])
    checks, logs = random.random() < 0.6, random.random() < 0.5
    after = ["log"] if logs else []
    if shape == "one-block":
        steps = ["begin", "row", *(["check"] if checks else []), "charge", *after, "mark", "save", "end", "mail"]
    elif shape == "intent":
        steps = ["row", *(["check"] if checks else []), "charge", *after, "mark", "save", "mail"]
    else:
        steps = [*(["look"] if checks else []), "charge", *after, "paid-row", "mail"]
    if random.random() < 0.3:
        steps = ["mail" if step == "log" else "log" if step == "mail" else step for step in steps]
    places = [number for number, step in enumerate(steps) if step not in SILENT]
    count = sum(deadly(steps, key, place) for place in places)
    code, numbers = written(steps, ref, key)
    charge = steps.index("charge")
    later = len([place for place in places if place >= charge])
    wrong = {
        0: (
            "A run that begins again has to find something that was committed, or to send the same key. Here it may "
            "not."
        ),
        1: "There are more such places: ask of each what is committed, and which key the second run sends.",
    }
    if count + 1 <= len(places):
        wrong[count + 1] = (
            "No place leads to two charges here: ask which key the second run sends."
            if not count
            else "One too many. A block is committed when it is left, and a saved row outside a block at once."
        )
    wrong[later - 1] = (
        "This takes only the last statement for safe. Ask of each what is committed, and which key a second run sends."
    )
    wrong[later] = (
        "This counts everything from the call on. What is committed, or the key, keeps some of these places safe."
    )
    if later < len(places):
        wrong[len(places)] = "Before the call nothing has been charged, so a death there cannot lead to two."
    made = '`new()` makes `{"key": str(uuid4())}`, and ' if "row" in steps else ""
    return Variant(
        prompt=(
            "`pay` runs when a customer presses the button. A death of the process inside `atomic()` rolls the block "
            f"back; outside, each statement commits at once. {made}`{ref}` is unique in the table. The provider "
            "charges once for each key that it has not seen. Suppose the process dies right after one statement of "
            "`pay`, before the block around it is left, and the customer presses again: `pay` runs to its end. After "
            f"how many of the {len(places)} statements (lines that begin with `with`, `if` or `return` do not count) "
            "would that make two charges?"
        ),
        code=code,
        answer=Number(value=count, unit="statements", wrong={n: reason for n, reason in wrong.items() if n != count}),
        why=why(shape, key, count, checks=checks),
        proof=proof(code, ref, [numbers[place] for place in places]),
    )


def deadly(steps: list[str], key: str, place: int) -> bool:
    world = World()
    world.run(steps, key, place)
    world.run(steps, key, None)
    return len(world.charges) > 1


def written(steps: list[str], ref: str, key: str) -> tuple[str, dict[int, int]]:
    """Return the code, and the line of each step."""
    lines, deep, numbers = [f"def pay({ref}, cents):"], 1, {}
    for number, step in enumerate(steps):
        if step == "begin":
            lines.append("    with transaction.atomic():")
            deep = 2
        elif step == "end":
            deep = 1
        else:
            numbers[number] = len(lines) + 1
            told = KEYS[key].format(ref=ref)
            lines += ["    " * deep + line.format(ref=ref, key=told) for line in LINES[step]]
    return "\n".join(lines), numbers


def why(shape: str, key: str, count: int, *, checks: bool) -> str:
    if key == "order":
        return (
            "The key follows from what is paid for, so every run sends the same one, whatever was rolled back or lost. "
            "The provider sees the second call as a repeat and charges nothing. No place leads to two charges; what "
            "may be missing is our own row."
        )
    if key == "row" and shape == "intent":
        return (
            "The row with its key is committed before the call. A second run finds it and sends the same key, so the "
            "provider charges nothing new, wherever the first run ended."
        )
    if shape == "one-block":
        end = (
            "After the block is left, the row says paid and a second run stops there or sends the key of the row."
            if checks or key == "row"
            else "Even after the block is left nothing stops a second run, which sends a new key."
        )
        return (
            "The call stands inside the block. A death after the call and before the end of the block rolls the row "
            f"back, and with it the only trace; the second run makes a new key and charges again. {end} That makes "
            f"{count}."
        )
    end = (
        "Once the row says paid and is committed, a second run stops at it."
        if checks
        else "Nobody looks whether it is paid already, so even a run that has ended does not stop the next one."
    )
    return (
        "The key is made anew at each call, so the provider takes a second call for another charge. From the call on a "
        f"death leads to a repeat until something committed stops it. {end} That makes {count}."
    )


def proof(code: str, ref: str, places: list[int]) -> str:
    """Run it, dying after each statement in turn, then once more from the top, and count the charges."""
    return f"""\
from uuid import uuid4
from django.db import connection, models, transaction
from shop.models import Order

class Payment(models.Model):
    {ref} = models.IntegerField(unique=True)
    key = models.CharField(max_length=60)
    state = models.CharField(max_length=20, default="pending")
    class Meta:
        app_label = "shop"

class Died(BaseException):
    pass

class Provider:
    def charge(self, key, cents):
        charges.add(key)

class Log:
    def info(self, text):
        pass

def new():
    return {{"key": str(uuid4())}}

def mail_receipt(_):
    pass

def die():
    raise Died

with connection.schema_editor() as editor:
    editor.create_model(Payment)
provider, log = Provider(), Log()
lines = '''{code}'''.splitlines()
count = 0
for place in {places}:
    blanks = len(lines[place - 1]) - len(lines[place - 1].lstrip())
    dying = [*lines[:place], " " * blanks + "die()", *lines[place:]]
    charges = set()
    Payment.objects.all().delete()
    try:
        exec("\\n".join(dying))
        pay(7, 990)
    except Died:
        pass
    exec("\\n".join(lines))
    pay(7, 990)
    count += len(charges) > 1
print(count)
"""
