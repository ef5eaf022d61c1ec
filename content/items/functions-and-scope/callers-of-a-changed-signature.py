"""Which existing calls break or change when a public function gets another signature."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="A4",
    level="senior",
    title="Which callers a changed signature breaks",
    practise=("evolve-a-public-signature", "keyword-only-parameters"),
)
# function, subject, number with default, flag, inserted parameter with default, another name for the number, values
STORIES = [
    ("quote", "sku", ("quantity", 1), "express", ("region", "eu"), "pieces", '"tea"'),
    ("refund", "order", ("cents", 100), "notify", ("reason", "none"), "amount", '"A-7"'),
    ("book", "room", ("nights", 1), "late", ("rate", "std"), "days", '"R2"'),
    ("remind", "customer", ("days", 7), "by_mail", ("lang", "en"), "after", '"ada"'),
    ("print_label", "parcel", ("copies", 1), "fragile", ("size", "a6"), "count", '"P9"'),
]
# change: the new signature, what it does to the parameters
CHANGES = {
    "insert": (
        "{s}, {i}={iv!r}, {n}={nv}, {f}=False",
        "`{i}` now stands at the second place, so what was given there by place lands in it",
    ),
    "star all": ("{s}, *, {n}={nv}, {f}=False", "everything behind the star can only be given by name"),
    "star flag": ("{s}, {n}={nv}, *, {f}=False", "`{f}` can only be given by name"),
    "rename": ("{s}, {other}={nv}, {f}=False", "no parameter is called `{n}` any more"),
    "slash": ("{s}, /, {n}={nv}, {f}=False", "`{s}` can only be given by place"),
    "default": ("{s}, {n}={more}, {f}=False", "who does not give `{n}` gets {more} instead of {nv}"),
    "swap": ("{s}, {f}=False, {n}={nv}", "the second and the third place have changed their meaning"),
    "slash all": ("{s}, {n}={nv}, /, {f}=False", "`{s}` and `{n}` can only be given by place"),
}
CALLS = [
    "{fn}({v})",
    "{fn}({v}, 3)",
    "{fn}({v}, 3, True)",
    "{fn}({v}, {n}=3)",
    "{fn}({v}, {f}=True)",
    "{fn}({s}={v})",
    "{fn}({s}={v}, {n}=3)",
    "{fn}({v}, 3, {f}=True)",
    "{fn}(*({v}, 3))",
    "{fn}(**{{{q}{s}{q}: {v}}})",
    "{fn}({v}, **{{{q}{f}{q}: True}})",
]


def definition(name: str, signature: str, subject: str, number: str, flag: str) -> str:
    body = f'{{{subject}}} x {{{number}}}{{" !" if {flag} else ""}}'.replace('"', "'")
    return f'def {name}({signature}):\n    return f"{body}"'


def result(source: str, call: str) -> str:
    """Return what the call gives with this definition, or the name of the error."""
    try:
        return str(eval(call, {"__builtins__": {}} | made(source)))
    except TypeError:
        return "TypeError"


def made(source: str) -> dict[str, object]:
    space: dict[str, object] = {}
    exec(source, space)
    return space


def build(random: Random) -> Variant:
    """What changed and how somebody calls decide together."""
    function, s, (n, nv), f, (i, iv), other, v = random.choice(STORIES)
    words = {"fn": function, "s": s, "n": n, "nv": nv, "f": f, "i": i, "iv": iv, "other": other, "v": v, "q": '"'}
    words["more"] = nv * 10
    change = random.choice(list(CHANGES))
    signature, effect = (one.format(**words).replace("'", '"') for one in CHANGES[change])
    old = definition(function, f"{s}, {n}={nv}, {f}=False", s, n, f)
    new = definition(function, signature, s, other if change == "rename" else n, f)
    calls = [call.format(**words) for call in CALLS]
    while True:
        chosen = random.sample(calls, 5)
        results = {call: (result(old, call), result(new, call)) for call in chosen}
        broken = [call for call, (before, after) in results.items() if before != after]
        if 0 < len(broken) < len(chosen):
            break
    right = {
        f"`{call}`": f"It raises TypeError now: {effect}."
        if results[call][1] == "TypeError"
        else f"It runs, and gives `{results[call][1]}` instead of `{results[call][0]}`: {effect}."
        for call in broken
    }
    wrong = {
        f"`{call}`": f"It still gives `{results[call][1]}`: its way of giving arguments is not touched by the change."
        for call in chosen
        if call not in broken
    }
    code = f"# before\n{old}\n\n# after\n{new}"
    proof = f"""\
def outcome(source, call):
    space = {{}}
    exec(source, space)
    try:
        return eval(call.strip("`"), space)
    except TypeError:
        return "TypeError"
before, after = {old!r}, {new!r}
calls = {sorted(f"`{call}`" for call in chosen)!r}
print("\\n".join(call for call in calls if outcome(before, call) != outcome(after, call)))
"""
    return Variant(
        prompt=(
            f"`{function}` is used by services that you cannot see. A pull request changes its signature as shown, and "
            "calls it compatible. Which of these existing calls fail with it, or return something else?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            f"With the new signature {effect}. A signature promises the order of what may be given by place, the names "
            "of what may be given by name, and the defaults of what may be left out. A change is compatible for a call "
            "only if it touches none of the promises which that call relies on. Errors are found; a call that "
            "runs with another meaning is the worse case."
        ),
        proof=proof,
    )
