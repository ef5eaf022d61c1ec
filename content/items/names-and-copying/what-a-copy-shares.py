"""Which lines on a copy of nested settings reach the original, by how deep the copy goes and where the line writes."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="A1",
    level="middle",
    title="Which changes to a copied dict also change the original",
    practise=("shallow-copy-shared-state",),
)
# what it is, its name, a plain key with values, a dict with a plain key and an inner dict, a list with a new element
STORIES = [
    ("a report template", "report", "title", ("May", "June"), "filters", "status", "period", "columns", "tax"),
    ("the settings of a mail template", "mail", "subject", ("Hello", "Bye"), "sender", "name", "limits", "tags", "vip"),
    ("the defaults of a booking", "booking", "note", ("none", "late"), "guest", "city", "rights", "extras", "crib"),
    ("the setup of a delivery", "delivery", "label", ("A", "B"), "carrier", "zone", "prices", "stops", "east"),
    ("a rota template", "rota", "place", ("bar", "hall"), "rules", "pause", "hours", "people", "kim"),
]
# how the copy is written, and what it shares: the inner dict, the dict in that one, the list
COPIES = [
    ("dict({base})", {"dict", "inner", "list"}),
    ("{{**{base}}}", {"dict", "inner", "list"}),
    ("copy.copy({base})", {"dict", "inner", "list"}),
    ("{base} | {{}}", {"dict", "inner", "list"}),
    ('{{**{base}, "{d}": dict({base}["{d}"])}}', {"inner", "list"}),
    ('{base} | {{"{d}": {{**{base}["{d}"]}}}}', {"inner", "list"}),
    ('{{**{base}, "{l}": list({base}["{l}"])}}', {"dict", "inner"}),
    ('{base} | {{"{l}": {base}["{l}"][:]}}', {"dict", "inner"}),
    ("{{key: copy.copy(value) for key, value in {base}.items()}}", {"inner"}),
    ('{{**{base}, "{d}": copy.deepcopy({base}["{d}"])}}', {"list"}),
]
# a line, and what it writes into: "outer" is the dict of the copy itself
LINES = [
    ('mine["{p}"] = "{new}"', "outer"),
    ('mine["{d}"]["{s}"] = "x"', "dict"),
    ('mine["{d}"]["{i}"]["max"] = 9', "inner"),
    ('mine["{l}"].append("{e}")', "list"),
    ('mine["{l}"] = mine["{l}"] + ["{e}"]', "outer"),
    ('mine["{l}"] += ["{e}"]', "list"),
    ('del mine["{d}"]', "outer"),
    ('mine["{d}"] = {{**mine["{d}"], "{s}": "x"}}', "outer"),
    ('mine["{d}"].update({s}="x")', "dict"),
    ('del mine["{d}"]["{i}"]["max"]', "inner"),
]


def build(random: Random) -> Variant:
    """How deep the copy goes and where a line writes are drawn apart from each other."""
    story, base, p, (old, new), d, s, i, lst, e = random.choice(STORIES)
    words = {"base": base, "p": p, "new": new, "d": d, "s": s, "i": i, "l": lst, "e": e}
    form, shared = random.choice(COPIES)
    copied = form.format(**words)
    where = {
        "dict": f'the dict under "{d}"',
        "inner": f'the dict under "{i}"',
        "list": f'the list under "{lst}"',
        "outer": "the outer dict",
    }
    while True:
        chosen = random.sample(LINES, 5)
        hits = [place in shared for _, place in chosen]
        if 0 < sum(hits) < len(hits) and "outer" in {place for _, place in chosen}:
            break
    right: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for line, place in chosen:
        option = f"`{line.format(**words)}`"
        if place in shared:
            right[option] = f"It changes {where[place]}, and the copy holds the same one as `{base}`."
        elif place == "outer":
            wrong[option] = f"It changes only {where[place]} of the copy, and that one is new."
        else:
            wrong[option] = f"It changes {where[place]}, and this way of copying made a new one."
    code = f"""\
import copy

{base} = {{
    "{p}": "{old}",
    "{d}": {{"{s}": "a", "{i}": {{"max": 5}}}},
    "{lst}": ["one", "two"],
}}
mine = {copied}"""
    proof = f"""{code}
begin = copy.deepcopy({base})
def changes(line):
    space = {{"copy": copy, "{base}": copy.deepcopy(begin)}}
    exec({f"mine = {copied}"!r}, space)
    exec(line.strip("`"), space)
    return space["{base}"] != begin
print("\\n".join(sorted(line for line in {sorted([*right, *wrong])!r} if changes(line))))
"""
    held = [where[one] for one in ("dict", "inner", "list") if one in shared]
    return Variant(
        prompt=(
            f"`{base}` holds {story}. For one request a copy of it is made as shown. Each line below is tried alone, "
            f"after the whole code has run anew. Which of them also change `{base}`?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            f"This copy has a new outer dict. It shares with `{base}`: {', '.join(held)}. Any other dict or list in it "
            "was made anew. A line reaches the original exactly when it changes one of the shared objects. Putting "
            "something new under a key of the outer dict concerns the copy alone, while `append`, `update`, `+=` on a "
            "list and an assignment one level further down change what is held there."
        ),
        proof=proof,
    )
