"""Which edits of a Django app make makemigrations write a file: fields and options of a model do, its behaviour not."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="H7",
    level="junior",
    title="Which edits of a model lead to a new migration",
    practise=("what-is-a-migration-file",),
)
NAMES = ["Parcel", "Booking", "Shift", "Invoice", "Delivery", "Ticket"]
COLUMNS = ["note", "remark", "comment", "reason"]
# What is edited: text, body before, body after, reason. {c} is the name of a text field.
WRITTEN = [
    (
        "the length of `{c}` goes from 80 to 120",
        "    {c} = models.CharField(max_length=80)",
        "    {c} = models.CharField(max_length=120)",
        "`max_length` is an argument of the field, and the recorded field has 80.",
    ),
    (
        "`{c}` gets a `help_text`",
        "    {c} = models.CharField(max_length=80)",
        '    {c} = models.CharField(max_length=80, help_text="for the desk")',
        "Every argument of a field is recorded and compared, also one that no table knows.",
    ),
    (
        "`{c}` gets a third value in its `choices`",
        '    {c} = models.CharField(max_length=80, choices=[("a", "A"), ("b", "B")])',
        '    {c} = models.CharField(max_length=80, choices=[("a", "A"), ("b", "B"), ("c", "C")])',
        "`choices` is an argument of the field, so a file is written, although the table stays as it is.",
    ),
    (
        '`Meta.ordering` goes from `["id"]` to `["-id"]`',
        '    class Meta(Base):\n        ordering = ["id"]',
        '    class Meta(Base):\n        ordering = ["-id"]',
        "Options in `Meta` belong to the recorded state of the model, also those without a trace in the table.",
    ),
    (
        "a validator is added to the field `{c}`",
        "    {c} = models.CharField(max_length=80)",
        "    {c} = models.CharField(max_length=80, validators=[clean_text])",
        "`validators` is an argument of the field and is compared like the others.",
    ),
    (
        "the `default` of `{c}` goes from `fresh` to `blank`, another function",
        "    {c} = models.CharField(max_length=80, default=fresh)",
        "    {c} = models.CharField(max_length=80, default=blank)",
        "The file holds a reference to the function, and now it is another one.",
    ),
    (
        "a `UniqueConstraint` on `{c}` is added in `Meta`",
        "    {c} = models.CharField(max_length=80)",
        (
            "    {c} = models.CharField(max_length=80)\n    class Meta(Base):\n"
            '        constraints = [models.UniqueConstraint(fields=["{c}"], name="one")]'
        ),
        "Constraints belong to the recorded state, and the database has to learn of this one.",
    ),
    (
        "`{c}` gets `null=True`",
        "    {c} = models.CharField(max_length=80)",
        "    {c} = models.CharField(max_length=80, null=True)",
        "`null` is an argument of the field, and the column has to change as well.",
    ),
]
IGNORED = [
    (
        "a method `is_late()` is added to the model",
        "",
        "    def is_late(self):\n        return self.pk > 9",
        "Methods are no part of the recorded state; only fields and options are.",
    ),
    (
        "`save()` is overridden and fills `{c}`",
        "    {c} = models.CharField(max_length=80)",
        (
            "    {c} = models.CharField(max_length=80)\n    def save(self, *args, **kwargs):\n"
            '        self.{c} = self.{c} or "none"\n        super().save(*args, **kwargs)'
        ),
        "The body of `save()` is behaviour in Python; the field itself is the same as before.",
    ),
    (
        "`default=fresh` of `{c}` stays, and `fresh()` returns another text",
        "    {c} = models.CharField(max_length=80, default=fresh)",
        "    {c} = models.CharField(max_length=80, default=fresh)\n    fresh.__code__ = blank.__code__",
        "The file refers to the function by its name; what it returns is not recorded.",
    ),
    (
        "a manager with `use_in_migrations = False` is added",
        "",
        "    objects = LateManager()",
        "Such a manager stays out of the recorded state; only with `use_in_migrations = True` it would be noticed.",
    ),
    (
        "`__str__()` returns `{c}` instead of the id",
        "    {c} = models.CharField(max_length=80)\n    def __str__(self):\n        return str(self.pk)",
        "    {c} = models.CharField(max_length=80)\n    def __str__(self):\n        return self.{c}",
        "How an object is shown is behaviour; no field and no option has changed.",
    ),
    (
        "a property `short` that cuts `{c}` is removed",
        "    {c} = models.CharField(max_length=80)\n    @property\n    def short(self):\n        return self.{c}[:9]",
        "    {c} = models.CharField(max_length=80)",
        "A property is computed in Python and has never been a field.",
    ),
    (
        "`clean()` of the model now refuses an empty `{c}`",
        "    {c} = models.CharField(max_length=80)\n    def clean(self):\n        pass",
        "    {c} = models.CharField(max_length=80)\n    def clean(self):\n        assert self.{c}",
        "A check in `clean()` is behaviour, unlike a validator that is handed to the field.",
    ),
    (
        "a constant `LIMIT = 80` is added and used as `max_length` of `{c}`, which was 80",
        "    {c} = models.CharField(max_length=80)",
        "    LIMIT = 80\n    {c} = models.CharField(max_length=LIMIT)",
        "What counts is the value that the field gets, and it is 80 as before.",
    ),
]
PROOF = """\
from django.apps.registry import Apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState

def clean_text(value): pass
def blank(): return "blank"
class LateManager(models.Manager): pass

for text, *bodies in {edits!r}:
    def fresh(): return "fresh"
    states = []
    for body in bodies:
        class Base:
            app_label, apps = "post", Apps()
        meta = "" if "class Meta" in body else "    class Meta(Base): pass\\n"
        space = dict(globals())
        exec("class {name}(models.Model):\\n" + meta + body, space)
        state = ProjectState()
        state.add_model(ModelState.from_model(space["{name}"]))
        states.append(state)
    if MigrationAutodetector(*states)._detect_changes():
        print(text)
"""


def build(random: Random) -> Variant:
    """Six edits, two to four of which are noticed."""
    name, column, count = random.choice(NAMES), random.choice(COLUMNS), random.randint(2, 4)
    noticed = sorted(random.sample(WRITTEN, count))
    ignored = random.sample(IGNORED, 6 - count)
    edits = sorted((text.format(c=column), before, after, why) for text, before, after, why in noticed + ignored)
    right = {text.format(c=column): why for text, _, _, why in noticed}
    wrong = {text.format(c=column): why for text, _, _, why in ignored}
    proven = [(text, before.replace("{c}", column), after.replace("{c}", column)) for text, before, after, _ in edits]
    return Variant(
        prompt=(
            f"In a Django app the model `{name}` has a text field `{column}` and some others. All migrations are "
            "written and applied. In each of the following cases the named edit is the only one in the app. In "
            "which cases does `makemigrations` write a new file?"
        ),
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "`makemigrations` compares the models with the state that all migration files add up to: fields with their "
            "arguments, and the options in `Meta`. It does so whether or not the database cares, so `help_text` and "
            "`ordering` lead to a file too. Methods, properties and the insides of functions are no part of that state."
        ),
        proof=PROOF.format(edits=proven, name=name),
    )
