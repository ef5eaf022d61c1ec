"""Which expressions see rows of another tenant, by how the managers of a model are declared."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="F3",
    level="senior",
    title="Which expressions go round a manager that filters by tenant",
    practise=("tenant-isolation-by-design",),
)
WORLDS = [
    {"Doc": "Invoice", "docs": "invoices", "doc": "invoice", "Part": "Payment", "parts": "payments", "Top": "Client"},
    {"Doc": "Booking", "docs": "bookings", "doc": "booking", "Part": "Charge", "parts": "charges", "Top": "Guest"},
    {"Doc": "Parcel", "docs": "parcels", "doc": "parcel", "Part": "Scan", "parts": "scans", "Top": "Carrier"},
    {"Doc": "Shift", "docs": "shifts", "doc": "shift", "Part": "Pause", "parts": "pauses", "Top": "Worker"},
]
SCOPED, PLAIN = "objects = Scoped()", "everything = models.Manager()"
BASE = 'class Meta:\n        base_manager_name = "objects"'
DECLARED = {
    "only": SCOPED,
    "scoped first": f"{SCOPED}\n    {PLAIN}",
    "plain first": f"{PLAIN}\n    {SCOPED}",
    "base": f"{SCOPED}\n\n    {BASE}",
    "plain first, base": f"{PLAIN}\n    {SCOPED}\n\n    {BASE}",
}
DIRECT = "`objects` is the manager that filters, and this asks through it."
JOINED = "Managers do not take part in joins: the condition on the tenant is not in this query."
EXPRESSIONS = {  # what may see foreign rows: always, never, by the default manager, by the base manager
    "{Doc}.objects.count()": "direct",
    'sum({Doc}.objects.values_list("amount", flat=True))': "direct",
    '{Doc}.objects.raw("SELECT * FROM shop_{doc}")': "raw",
    "{top}.{docs}.count()": "default",
    '{Top}.objects.prefetch_related("{docs}")': "default",
    "{part}.{doc}": "base",
    '{Part}.objects.select_related("{doc}")': "join",
    "{Part}.objects.filter({doc}__amount__gt=0)": "join",
    '{Top}.objects.annotate(n=Count("{docs}"))': "join",
}
SHOWN = 6
PROOF = """
from django.db import connection, models
from django.db.models import Count
current = [1]
def current_tenant():
    return current[0]
class Scoped(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(tenant_id=current_tenant())
def declared(kind, **fields):
    module = {"__module__": "shop.models", "Meta": type("Meta", (), {"app_label": "shop"})}
    return type(models.Model)(kind, (models.Model,), module | fields)
Top = declared(TOP, name=models.CharField(max_length=20))
class Meta:
    app_label = "shop"
    db_table = f"shop_{DOC.lower()}"
scope = {"models": models, "Scoped": Scoped}
exec("class Body:\\n    " + MANAGERS, scope)
body = {key: value for key, value in vars(scope["Body"]).items() if not key.startswith("__") and key != "Meta"}
if hasattr(scope["Body"], "Meta"):
    Meta.base_manager_name = scope["Body"].Meta.base_manager_name
Doc = type(models.Model)(DOC, (models.Model,), {
    "__module__": "shop.models", "Meta": Meta, "tenant_id": models.IntegerField(), "amount": models.IntegerField(),
    TOP.lower(): models.ForeignKey(Top, on_delete=models.CASCADE, related_name=DOCS), **body,
})
Part = declared(PART, **{DOC.lower(): models.ForeignKey(Doc, on_delete=models.CASCADE, related_name=PARTS)})
connection.disable_constraint_checking()
with connection.schema_editor() as editor:
    for model in (Top, Doc, Part):
        editor.create_model(model)
top = Top.objects.create(name="both")
for tenant in (1, 2):
    doc = Doc(tenant_id=tenant, amount=10 ** tenant, **{TOP.lower(): top})
    Doc.save_base(doc, raw=True)
    Part.objects.create(**{f"{DOC.lower()}_id": doc.pk})
foreign = doc.pk
part = Part.objects.get(**{f"{DOC.lower()}_id": foreign})
scope = {DOC: Doc, PART: Part, TOP: Top, "Count": Count, TOP.lower(): top, PART.lower(): part}
def sees(text):
    try:
        found = eval(text, scope)
        if isinstance(found, int):
            return found not in (1, 10)
        if isinstance(found, Doc):
            return found.pk == foreign
        for row in found:
            if isinstance(row, Doc) and row.pk == foreign:
                return True
            if isinstance(row, Part) and getattr(row, f"{DOC.lower()}_id") == foreign:
                return True
            if isinstance(row, Top) and (getattr(row, "n", 0) == 2 or prefetched(row)):
                return True
    except Doc.DoesNotExist:
        pass
    return False
def prefetched(row):
    kept = getattr(row, "_prefetched_objects_cache", {})
    return any(one.pk == foreign for rows in kept.values() for one in rows)
print("\\n".join(sorted(f"`{text}`" for text in TEXTS if sees(text))))
"""


def build(random: Random) -> Variant:
    """The way back along a foreign key takes the first manager, the way along it the one of `base_manager_name`."""
    world = random.choice(WORLDS)
    names = world | {"top": world["Top"].lower(), "part": world["Part"].lower()}
    kind = random.choice(list(DECLARED))
    default_scoped, base_scoped = not kind.startswith("plain"), kind.endswith("base")
    reasons = {
        "direct": (False, DIRECT),
        "raw": (True, "Raw SQL is sent as it stands; the manager adds nothing to it."),
        "join": (True, JOINED),
        "default": (
            not default_scoped,
            "The way back along a foreign key uses the default manager, which is the first one declared: "
            + ("`objects`, which filters." if default_scoped else "`everything`, which does not filter."),
        ),
        "base": (
            not base_scoped,
            "The way along a foreign key uses the base manager, "
            + ("which `base_manager_name` makes the filtering one." if base_scoped else "which is a plain one here."),
        ),
    }
    shown = random.sample(list(EXPRESSIONS), SHOWN)
    judged = {f"`{text.format(**names)}`": reasons[EXPRESSIONS[text]] for text in shown}
    if len({is_open for is_open, _ in judged.values()}) == 1:
        return build(random)
    code = f"""\
class Scoped(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(tenant_id=current_tenant())

class {world["Doc"]}(models.Model):
    tenant_id = models.IntegerField()
    amount = models.IntegerField()
    {names["top"]} = models.ForeignKey(
        {world["Top"]}, on_delete=models.CASCADE, related_name="{world["docs"]}"
    )
    {DECLARED[kind]}

class {world["Part"]}(models.Model):
    {world["doc"]} = models.ForeignKey(
        {world["Doc"]}, on_delete=models.CASCADE, related_name="{world["parts"]}"
    )"""
    texts = [text[1:-1] for text in judged]
    return Variant(
        prompt=(
            f"`{world['Top']}` and `{world['Part']}` have no manager of their own. The row `{names['top']}` has "
            f"{world['docs']} of both tenants. The row `{names['part']}` belongs to one of tenant 2's {world['docs']}. "
            "All amounts are above 0. The current tenant is 1. Which expressions, when they are evaluated, take in "
            f"{world['docs']} of tenant 2?"
        ),
        code=code,
        answer=SomeOf(
            right={text: why for text, (is_open, why) in judged.items() if is_open},
            wrong={text: why for text, (is_open, why) in judged.items() if not is_open},
        ),
        why=(
            "A manager filters the queries that begin with it, and no others. The way back along a foreign key begins "
            "with the default manager, the first one in the class; the way along it with the base manager, which is "
            "plain unless `base_manager_name` names another. Joins and raw SQL know no manager. So a filtering manager "
            "is a convenience, and row level security or keys with the tenant are the net below it."
        ),
        proof=(
            f"DOC, DOCS, PART, PARTS, TOP = "
            f"{(world['Doc'], world['docs'], world['Part'], world['parts'], world['Top'])!r}\n"
            f"MANAGERS = {DECLARED[kind]!r}\nTEXTS = {texts!r}\n{PROOF}"
        ),
    )
