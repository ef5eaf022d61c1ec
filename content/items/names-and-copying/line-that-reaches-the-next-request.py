"""Which line writes into an object that outlives the request, among lines that look alike and write into new ones."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="A1",
    level="middle",
    title="Which line carries one user's data into the next request",
    practise=("mutable-default-web-worker", "shallow-copy-shared-state"),
)


@dataclass(frozen=True)
class Part:
    """One attribute: where it comes from (shared or new), and how a method writes (in place or anew).

    origins: (shared or not, line above the class, line in the class, parameter, lines in __init__, in words).
    """

    name: str
    origins: tuple[tuple[bool, str, str, str, str, str], ...]
    in_place: tuple[str, ...]
    anew: tuple[str, ...]


def parts(chosen: str, notes: str, columns: str, sums: str) -> list[Part]:
    """Return the four attributes of a class under these names."""
    default, table = columns.upper(), sums.upper()
    return [
        Part(
            chosen,
            (
                (
                    True,
                    "",
                    "",
                    f"{chosen}={{}}",
                    f"self.{chosen} = {chosen}",
                    "the default dict, made once when `def` ran",
                ),
                (
                    False,
                    "",
                    "",
                    f"{chosen}=None",
                    f"self.{chosen} = {chosen} or {{}}",
                    "a dict that each instance gets anew",
                ),
                (False, "", "", f"{chosen}={{}}", f"self.{chosen} = dict({chosen})", "a copy of the default dict"),
            ),
            ("self.{n}[name] = value", "self.{n}.update({{name: value}})"),
            ("self.{n} = {{**self.{n}, name: value}}", "self.{n} = self.{n} | {{name: value}}"),
        ),
        Part(
            notes,
            (
                (True, "", f"{notes} = []", "", "", "the list of the class"),
                (False, "", "", "", f"self.{notes} = []", "a list that each instance gets anew"),
            ),
            ("self.{n}.append(value)", "self.{n} += [value]", "self.{n}.insert(0, value)"),
            ("self.{n} = [*self.{n}, value]", "self.{n} = self.{n} + [value]"),
        ),
        Part(
            columns,
            (
                (
                    True,
                    f'{default} = ["number", "day"]',
                    "",
                    "",
                    f"self.{columns} = {default}",
                    f"the module's `{default}`",
                ),
                (
                    False,
                    f'{default} = ["number", "day"]',
                    "",
                    "",
                    f"self.{columns} = list({default})",
                    f"a copy of `{default}`",
                ),
            ),
            ("self.{n}.append(name)", "self.{n} += [name]"),
            ("self.{n} = self.{n} + [name]", "self.{n} = [*self.{n}, name]"),
        ),
        Part(
            sums,
            (
                (
                    True,
                    f'{table} = {{"net": [], "tax": []}}',
                    "",
                    "",
                    f"self.{sums} = dict({table})",
                    f"the lists inside `{table}`, which a copy of the outer dict shares",
                ),
                (
                    False,
                    f'{table} = {{"net": [], "tax": []}}',
                    "",
                    "",
                    f"self.{sums} = {{kind: [] for kind in {table}}}",
                    "lists that each instance gets anew",
                ),
            ),
            ('self.{n}["net"].append(value)', 'self.{n}["net"] += [value]'),
            ('self.{n}["net"] = [*self.{n}["net"], value]', 'self.{n}["net"] = self.{n}["net"] + [value]'),
        ),
    ]


STORIES = [
    ("Report", "the report that one user asks for", "filters", "notes", "columns", "sums", "narrow", "note"),
    ("Search", "the search of one customer", "terms", "hints", "fields", "groups", "restrict", "hint"),
    ("Export", "the export of one tenant", "options", "warnings", "headers", "totals", "choose", "warn"),
    ("Invoice", "the invoice of one order", "rebates", "remarks", "lines", "amounts", "reduce", "remark"),
]


def build(random: Random) -> Variant:
    """One attribute is shared and changed in place; the others are shared or changed in place, and never both."""
    name, what, chosen, notes, columns, sums, narrow, note = random.choice(STORIES)
    all_parts = parts(chosen, notes, columns, sums)
    guilty = random.choice(all_parts)
    verbs = {chosen: narrow, notes: note, columns: "show", sums: "add"}
    origins, writes = {}, {}
    for part in all_parts:
        shared = part is guilty or random.random() < 0.5
        in_place = part is guilty or not shared
        origins[part.name] = random.choice([one for one in part.origins if one[0] == shared])
        writes[part.name] = random.choice(part.in_place if in_place else part.anew).format(n=part.name)
    methods = random.sample(all_parts, len(all_parts))
    above = [one[1] for one in origins.values() if one[1]]
    parameters = "".join(f", {one[3]}" for one in origins.values() if one[3])
    lines = [*above, "", f"class {name}:"]
    lines += [f"    {one[2]}\n" for one in origins.values() if one[2]]
    lines += [f"    def __init__(self, user{parameters}):", "        self.user = user"]
    lines += [f"        {one[4]}" for one in origins.values() if one[4]]
    for part in methods:
        value = "self, name" if part.name == columns else "self, name, value" if part.name == chosen else "self, value"
        lines += [f"\n    def {verbs[part.name]}({value}):", f"        {writes[part.name]}"]
    code = "\n".join(lines)
    numbers = {part.name: code.splitlines().index(f"        {writes[part.name]}") + 1 for part in all_parts}
    wrong = {}
    for part in methods:
        shared, origin = origins[part.name][0], origins[part.name][5]
        if part is not guilty:
            wrong[numbers[part.name]] = (
                f"The attribute leads to {origin}, but this line builds a new object and changes nothing shared."
                if shared
                else f"This line does change in place, but what it changes is {origin}."
                if "copy" in origin
                else f"This line does change in place, but it changes {origin}."
            )
    arguments = {chosen: '"a", 1', notes: '"a"', columns: '"a"', sums: "1"}
    calls = ", ".join(f"{one.name!r}: lambda it: it.{verbs[one.name]}({arguments[one.name]})" for one in methods)
    proof = f"""{code}
found = []
lines = {numbers!r}
calls = {{{calls}}}
def state(one):
    return {{name: repr(getattr(one, name)) for name in lines}}
for name, call in calls.items():
    before = state({name}("ada"))
    call({name}("ada"))
    if state({name}("ben")) != before:
        found.append(lines[name])
print(*found)
"""
    return Variant(
        prompt=(
            f"A worker makes one instance of this class for each request: {what}. It passes the user and nothing else, "
            f"and calls all four methods. Now and then a request shows what an earlier one put in. "
            "Which line wrote it into the object that both requests see?"
        ),
        code=code,
        answer=Line(number=numbers[guilty.name], wrong=wrong),
        why=(
            f"`self.{guilty.name}` leads to {origins[guilty.name][5]}, and all requests of the process share it. Line "
            f"{numbers[guilty.name]} changes it in place, so the next instance finds the change. Two things must come "
            "together for such a leak, an object that is shared and a change in place. Each of the other methods has "
            "only one of the two: it changes an object of its own instance, or it builds a new one."
        ),
        proof=proof,
    )
