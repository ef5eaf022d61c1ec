"""Which calls go round a check that a subclass put into one method, by what the parent's methods call."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="B1",
    level="senior",
    title="Which calls go round a check that a subclass added",
    practise=("composition-or-inheritance", "what-super-calls"),
)
# the parent, its list, one element, a bad value, a good one, two methods, the check
STORIES = [
    ("Basket", "lines", "quantity", -1, 2, "add", "add_all", "quantity < 1"),
    ("Ledger", "entries", "cents", 0, 500, "book", "book_all", "cents == 0"),
    ("Rota", "shifts", "hours", 30, 8, "plan", "plan_all", "hours > 24"),
    ("Parcel", "weights", "grams", 0, 90, "pack", "pack_all", "grams < 1"),
    ("Tour", "stops", "minutes", -5, 10, "visit", "visit_all", "minutes < 0"),
]


def build(random: Random) -> Variant:
    """Each method of the parent calls the checked one or writes itself, and the subclass overrides one or two."""
    parent, store, one, bad, good, add, add_all, check = random.choice(STORIES)
    child = f"Checked{parent}"
    while True:
        through = {name: random.random() < 0.5 for name in ("init", "all", "replace", "merge")}
        both = random.random() < 0.35
        checked = {
            "add": True,
            "all": both or through["all"],
            "init": through["init"] and (both or through["all"]),
            "replace": through["replace"],
            "merge": through["merge"] and (both or through["all"]),
        }
        if 1 < sum(checked.values()) < len(checked):
            break
    lines = [f"class {parent}:", f"    def __init__(self, {store}=()):"]
    lines += (
        [f"        self.{store} = []", f"        self.{add_all}({store})"]
        if through["init"]
        else [f"        self.{store} = list({store})"]
    )
    lines += [f"    def {add}(self, {one}):", f"        self.{store}.append({one})"]
    lines += [f"    def {add_all}(self, {store}):"]
    lines += (
        [f"        for {one} in {store}:", f"            self.{add}({one})"]
        if through["all"]
        else [f"        self.{store}.extend({store})"]
    )
    lines += [f"    def replace(self, {one}):"]
    lines += (
        [f"        self.{store}.clear()", f"        self.{add}({one})"]
        if through["replace"]
        else [f"        self.{store} = [{one}]"]
    )
    lines += ["    def merge(self, other):"]
    lines += [
        f"        self.{add_all}(other.{store})" if through["merge"] else f"        self.{store} += other.{store}"
    ]
    lines += ["", f"class {child}({parent}):", f"    def {add}(self, {one}):", f"        if {check}:"]
    lines += ['            raise ValueError("refused")', f"        super().{add}({one})"]
    if both:
        lines += [f"    def {add_all}(self, {store}):", f"        for {one} in {store}:"]
        lines += [f"            self.{add}({one})"]
    code = "\n".join(lines)
    calls = {
        "add": f"checked.{add}({bad})",
        "init": f"{child}([{bad}])",
        "all": f"checked.{add_all}([{good}, {bad}])",
        "replace": f"checked.replace({bad})",
        "merge": f"checked.merge({parent}([{good}, {bad}]))",
    }
    names = {"add": add, "init": "__init__", "all": add_all, "replace": "replace", "merge": "merge"}
    way = {
        "add": f"`{add}` is the method with the check",
        "all": f"`{add_all}` is overridden and calls `{add}` for each value"
        if both
        else f"`{add_all}` of the parent calls `self.{add}`, which is the child's",
        "init": f"`__init__` of the parent calls `self.{add_all}`, and from there the checked `{add}` is reached",
        "replace": f"`replace` of the parent calls `self.{add}`, which is the child's",
        "merge": f"`merge` of the parent calls `self.{add_all}`, and from there the checked `{add}` is reached",
    }
    around = {
        "all": f"`{add_all}` of the parent puts the values into the list itself",
        "init": f"`__init__` calls `self.{add_all}`, and that one puts the values into the list itself"
        if through["init"]
        else "`__init__` of the parent makes the list itself",
        "replace": "`replace` of the parent makes the list itself",
        "merge": f"`merge` calls `self.{add_all}`, and that one puts the values into the list itself"
        if through["merge"]
        else "`merge` of the parent extends the list itself",
    }
    right = {f"`{calls[name]}`": f"{around[name]}, so the check is never asked." for name in names if not checked[name]}
    wrong = {f"`{calls[name]}`": f"{way[name]}, so it raises ValueError." for name in names if checked[name]}
    proof = f"""{code}
found = []
for call in {sorted([*right, *wrong])!r}:
    checked = {child}()
    try:
        made = eval(call.strip("`"))
    except ValueError:
        made = None
    holder = made if isinstance(made, {child}) else checked
    if {bad} in holder.{store}:
        found.append(call)
print("\\n".join(found))
"""
    return Variant(
        prompt=(
            f"`{child}` is meant to refuse a value such as {bad}. Each call below is tried alone, with `checked` being "
            f"a new and empty `{child}`. Which calls get the value {bad} into a `{child}` all the same?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "`self.` always looks for the method on the object, so a method of the parent reaches the child's check "
            f"if, and only if, it goes through `self.{add}`. Whether it does is a private matter of the parent and can "
            "change with its next version. A rule that must hold belongs where all writing passes through: in the "
            "class that owns the list, or in one that holds it and offers only checked methods."
        ),
        proof=proof,
    )
