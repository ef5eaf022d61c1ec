"""Which way of handing settings over protects them from what the receiver does, and copies no more than needed."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="A1",
    level="senior",
    title="How deep shared settings must be copied for one receiver",
    practise=("shared-config-safely", "shallow-copy-shared-state"),
)
# the settings, a plain key, a dict with a plain key and a list, another list; the function
STORIES = [
    ("settings", "page_size", 50, "mail", "sender", "copies", "hosts", "prepare"),
    ("defaults", "timeout_s", 30, "retry", "reason", "codes", "regions", "adapt"),
    ("tariff", "base_cents", 900, "night", "label", "zones", "depots", "quote"),
    ("template", "columns", 4, "footer", "note", "lines", "sheets", "render"),
    ("limits", "per_minute", 60, "burst", "rule", "windows", "routes", "tune"),
]


@dataclass(frozen=True)
class Body:
    """What a receiver does. least: which way suffices. because: why, in words with names to fill in."""

    lines: tuple[str, ...]
    least: str
    because: str


BODIES = [
    Body(
        ("chosen = {{**given, '{p}': {v}}}", "return chosen['{p}'], given['{d}']['{s}']"),
        "same",
        "The function builds a dict of its own before it sets anything",
    ),
    Body(
        ("{d} = {{**given['{d}'], '{s}': 'b'}}", "return {d}['{s}'], given['{p}'], *{d}['{l}']"),
        "same",
        "The function sets a key in a dict that it has just built",
    ),
    Body(
        ("return sorted(given['{o}']), given['{d}']['{s}']",),
        "same",
        "The function only reads, and `sorted` builds a list",
    ),
    Body(
        ("given['{p}'] = {v}", "return given['{p}'], given['{d}']['{s}']"),
        "outer",
        "The function sets a key of the outer dict",
    ),
    Body(
        ("given |= {{'{p}': {v}}}", "return given['{p}'], given['{d}']['{s}']"),
        "outer",
        "`|=` changes the outer dict in place",
    ),
    Body(
        ("given['{d}'] = {{**given['{d}'], '{s}': 'b'}}", "return given['{d}']['{s}'], given['{p}']"),
        "outer",
        "The function builds a new inner dict, and puts it under a key of the outer one",
    ),
    Body(
        ("given['{o}'] = given['{o}'] + ['c']", "return len(given['{o}']), given['{p}']"),
        "outer",
        "The function builds a new list, and puts it under a key of the outer dict",
    ),
    Body(
        ("given['{d}']['{s}'] = 'b'", "return given['{d}']['{s}'], given['{p}']"),
        "path",
        "The function sets a key of the dict under `{d}`",
    ),
    Body(
        ("inner = given['{d}']", "inner.update({s}='b')", "return inner['{s}'], given['{p}']"),
        "path",
        "`inner` is the dict under `{d}`, and `update` changes it in place",
    ),
    Body(
        ("given['{d}']['{l}'] = [*given['{d}']['{l}'], 9]", "return len(given['{d}']['{l}'])"),
        "path",
        "The function builds a new list, and puts it under a key of the dict under `{d}`",
    ),
    Body(
        ("given['{d}']['{l}'].append(9)", "return len(given['{d}']['{l}']), given['{p}']"),
        "deep",
        "The function changes the list inside the dict under `{d}`",
    ),
    Body(
        ("given['{d}']['{s}'] = 'b'", "given['{o}'].sort()", "return given['{o}'][0], given['{d}']['{s}']"),
        "deep",
        "The function changes the dict under `{d}` and sorts the list under `{o}` in place",
    ),
    Body(
        ("codes = given['{d}']['{l}']", "codes += [9]", "return codes[-1], given['{p}']"),
        "deep",
        "`codes` is the list inside the dict under `{d}`, and `+=` changes it in place",
    ),
]
WAYS = {
    "same": "{b}",
    "outer": "dict({b})",
    "path": "{{**{b}, '{d}': dict({b}['{d}'])}}",
    "deep": "copy.deepcopy({b})",
    "text": "json.loads(json.dumps({b}))",
}
RANK = {"same": 0, "outer": 1, "path": 2, "deep": 3, "text": 4}


def build(random: Random) -> Variant:
    """What the receiver does decides: it reads, sets a key at the top, one level down, or further down."""
    b, p, v, d, s, inner, o, function = random.choice(STORIES)
    words = {"b": b, "p": p, "v": v * 2, "d": d, "s": s, "l": inner, "o": o}
    level = random.choice(["same", "outer", "path", "deep"])
    body = random.choice([one for one in BODIES if one.least == level])
    client = level != "deep" and random.random() < 0.5
    ways = {name: f"`{way.format(**words)}`".replace("'", '"') for name, way in WAYS.items()}
    because = body.because.format(**words)
    wrong = {}
    for name, way in ways.items():
        if name == level:
            continue
        if client and name in {"deep", "text"}:
            wrong[way] = "It fails: the lock can neither be copied deeply nor be written as JSON."
        elif name == "text":
            wrong[way] = (
                f"It protects `{b}`, but writes and reads a text, and makes still more objects than `copy.deepcopy`."
            )
        elif RANK[name] < RANK[level]:
            wrong[way] = f"{because}; with this argument, what it changes still belongs to `{b}`."
        else:
            wrong[way] = f"It protects `{b}`, but makes new objects that this function never changes."
    lock = '\n    "lock": threading.Lock(),' if client else ""
    code = (
        f"{b} = {{\n"
        f'    "{p}": {v},\n'
        f'    "{d}": {{"{s}": "a", "{inner}": [4, 2]}},\n'
        f'    "{o}": ["z", "x"],{lock}\n}}\n\n'
        f"def {function}(given):\n" + "\n".join(f"    {line.format(**words)}" for line in body.lines)
    ).replace("'", '"')
    proof = f"""\
import copy, json, threading
{code}
def containers(value):
    if not isinstance(value, (dict, list)):
        return {{}}
    inside = value.values() if isinstance(value, dict) else value
    return {{id(value): value}} | {{key: one for item in inside for key, one in containers(item).items()}}
ways = {list(ways.values())!r}
start = repr({b})
expected = None
found = []
for way in ways:
    space = {{"copy": copy, "json": json, "threading": threading}}
    exec({code!r}, space)
    base = space["{b}"]
    before, held = repr(base), containers(base)
    try:
        given = eval(way.strip("`"), space)
    except TypeError:
        continue
    new = [key for key in containers(given) if key not in held]
    space["{function}"](given)
    if repr(base) == before:
        found.append((len(new) + way.startswith("`json"), way))  # the text is one more object
print(min(found)[1])
"""
    return Variant(
        prompt=(
            f"`{b}` belongs to all requests of a process and must stay as it is, to the bottom. `{function}` is called "
            f"in every request and cannot be changed. Which of these arguments lets it do its work, protects `{b}`, "
            "and makes the fewest new objects?"
        ),
        code=code,
        answer=OneOf(right=ways[level], wrong=wrong),
        why=(
            f"{because}. What is changed in place must not belong to `{b}`, and nothing else has to be copied: the "
            "rest can be shared as long as nobody writes to it. So the copy must reach exactly as far down as the "
            "deepest change in place. A full copy in every request costs time for the whole graph, and fails as soon "
            "as it holds something like a lock or an open connection."
        ),
        proof=proof,
    )
