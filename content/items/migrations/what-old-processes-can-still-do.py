"""Which statements of running processes fail, once the migration of the next release has been applied."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H7",
    level="middle",
    title="What old processes can still do after a migration",
    practise=("rename-column-two-deploys", "add-backfill-enforce"),
)
MODELS = [
    ("Parcel", "depot", "weight", "note"),
    ("Booking", "room", "guests", "wish"),
    ("Shift", "ward", "hours", "remark"),
    ("Delivery", "driver", "stops", "hint"),
    ("Rental", "station", "days", "damage"),
]
NEW = ["carrier", "source", "channel", "region"]
MODEL = """\
class {name}(models.Model):
    number = models.CharField(max_length=20, unique=True)
    {place} = models.CharField(max_length=40)
    {amount} = models.IntegerField()
    {text} = models.CharField(max_length=80, null=True)"""
PROOF = """\
from django.apps.registry import Apps
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ModelState, ProjectState

class Base:
    app_label, apps = "post", Apps()
{model}
    class Meta(Base): pass

before = ProjectState()
before.add_model(ModelState.from_model({name}))
after = before.clone()
step = migrations.{step}
step.state_forwards("post", after)
with connection.schema_editor() as editor:
    editor.create_model({name})
for number in ("A-1", "A-2"):
    {name}.objects.create(number=number, {place}="North", {amount}=2, {text}="x")
with connection.schema_editor() as editor:
    step.database_forwards("post", editor, before, after)
for text in {calls!r}:
    try:
        with transaction.atomic():
            eval(text.strip("`"))
            transaction.set_rollback(True)
    except DatabaseError:
        print(text)
"""


def changes(random: Random, place: str, amount: str, text: str) -> tuple[str, str, str, str]:
    """Return what the migration does, its operation, and which column or kind of statement it hurts."""
    column, new = random.choice([place, amount, text]), random.choice(NEW)
    return random.choice(
        [
            (f"removes the column `{column}`", f"RemoveField({{model!r}}, {column!r})", column, "gone"),
            (
                f"renames the column `{column}` to `agreed_{column}`",
                f"RenameField({{model!r}}, {column!r}, 'agreed_{column}')",
                column,
                "gone",
            ),
            (
                f'adds the column `{new}`, NOT NULL; its field has `default="web"` and no `db_default`',
                f"AddField({{model!r}}, {new!r}, models.CharField(max_length=20, default='web'))",
                new,
                "required",
            ),
            (
                f"makes `{text}` NOT NULL, after it has filled the rows that were NULL with an empty text",
                f"AlterField({{model!r}}, {text!r}, models.CharField(max_length=80, default=''))",
                text,
                "not null",
            ),
        ]
    )


def build(random: Random) -> Variant:
    """Six calls; which of them fail follows from the columns that their statements name."""
    name, place, amount, text = random.choice(MODELS)
    told, step, column, kind = changes(random, place, amount, text)
    every = {"id", "number", place, amount, text}
    # call: (columns its statement names, how)
    calls = {
        f"{name}.objects.count()": (set(), "count"),
        f"list({name}.objects.all())": (every, "select"),
        f'list({name}.objects.values_list("number", flat=True))': ({"number"}, "select"),
        f'{name}.objects.create(number="A-9", {place}="South", {amount}=9)': (every, "insert without"),
        f'{name}.objects.create(number="A-9", {place}="South", {amount}=9, {text}="y")': (every, "insert"),
        f'{name}.objects.filter(number="A-1").update({place}="East")': ({"number", place}, "update"),
        f'{name}.objects.filter(number="A-1").update({amount}=5)': ({"number", amount}, "update"),
        f'{name}.objects.filter({place}="North").exists()': ({place}, "select"),
        f'{name}.objects.filter(number="A-1").update({text}=None)': ({"number", text}, "update to null"),
        f'{name}.objects.get(number="A-1")': (every, "select"),
        f'list({name}.objects.order_by("{amount}").values("number"))': ({"number", amount}, "select"),
    }
    fails = {call for call, (names, how) in calls.items() if hurt(kind, column, names, how)}
    some = random.randint(1, min(3, len(fails)))
    right = random.sample(sorted(fails), some)
    wrong = random.sample(sorted(calls.keys() - fails), 6 - some)
    return Variant(
        prompt=(
            f"A release is under way. Its migration has just been applied: it {told}. Some processes still run the "
            "release before, with the model below. Rows `A-1` and `A-2` exist, every column filled. Which of these "
            "calls fail in the old processes?"
        ),
        code=MODEL.format(name=name, place=place, amount=amount, text=text),
        answer=SomeOf(
            right={f"`{call}`": reason(kind, column, *calls[call]) for call in right},
            wrong={f"`{call}`": reason(kind, column, *calls[call]) for call in wrong},
        ),
        why=(
            "The old processes send statements that are made from their own model. Reading whole objects names every "
            "column of that model, and creating one inserts into every column; other calls name only what they use. "
            "Whether a statement fails depends on the columns it names and the values it leaves out, not on the "
            "release."
        ),
        proof=PROOF.format(
            model=MODEL.format(name=name, place=place, amount=amount, text=text),
            name=name,
            place=place,
            amount=amount,
            text=text,
            step=step.format(model=name.lower()),
            calls=sorted(f"`{call}`" for call in right + wrong),
        ),
    )


def hurt(kind: str, column: str, names: set[str], how: str) -> bool:
    if kind == "gone":
        return column in names
    if kind == "required":
        return how.startswith("insert")
    return how == "insert without" or (how == "update to null" and column in names)


def reason(kind: str, column: str, names: set[str], how: str) -> str:
    if hurt(kind, column, names, how):
        return {
            "gone": f"Its statement names `{column}`"
            + (", as it lists all columns of the old model." if len(names) > 2 else ", and that column is not there."),
            "required": f"The INSERT says nothing for `{column}`, and the database has no default for it.",
            "not null": f"It writes NULL into `{column}`, which the database no longer takes.",
        }[kind]
    if kind == "gone":
        return f"Its statement does not name `{column}`: it sends only what the call needs."
    if kind == "required":
        return f"It inserts nothing, and a column `{column}` that a statement does not name does no harm."
    return f"It writes no NULL into `{column}`; reading the column, or not naming it, works as before."
