"""What two names show after changes and assignments: whether they lead to one list, and which line parts them."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A1",
    level="junior",
    title="What two names show after one list was changed or replaced",
    practise=("assignment-copies-nothing",),
)
STORIES = [
    ("the waiting list of a clinic", "waiting", "today", ["ada", "ben", "cem"], "dot"),
    ("the rights of a role", "defaults", "granted", ["read", "list", "export"], "write"),
    ("the stops of a delivery tour", "planned", "driven", ["north", "east", "south"], "west"),
    ("the columns of a report", "columns", "shown", ["number", "total", "paid"], "tax"),
    ("the shifts of a week", "wanted", "given", ["mon", "wed", "fri"], "sun"),
    ("the steps of a payment", "steps", "left", ["check", "hold", "book"], "mail"),
]
BINDINGS = ["{a}", "{a}", "{a}", "list({a})", "{a}[:]", "{a}.copy()"]


@dataclass(frozen=True)
class Step:
    """One line of the program. assigns: it moves the name to a new list, as a plain assignment does."""

    text: str
    assigns: bool = False


CHANGES = [
    Step("{n}.append({new!r})"),
    Step("{n} += [{new!r}]"),
    Step("{n}.remove({first!r})"),
    Step("{n}.reverse()"),
    Step("{n}.insert(0, {new!r})"),
    Step("{n}[0] = {new!r}"),
    Step("{n}.pop()"),
]
REPLACEMENTS = [
    Step("{n} = {n} + [{new!r}]", assigns=True),
    Step("{n} = [one for one in {n} if one != {first!r}]", assigns=True),
    Step("{n} = {n}[1:]", assigns=True),
    Step("{n} = [{new!r}, *{n}]", assigns=True),
    Step("{n} = {n}[::-1]", assigns=True),
]


def shown(names: tuple[str, str], start: list[str], lines: list[str], *, copied: bool, sticky: bool) -> str:
    """Return what the two names show. copied: the second name got a list of its own.  sticky: `=` changes in place."""
    a, b = names
    values = {a: list(start)}
    values[b] = list(start) if copied else values[a]
    for line in lines:
        name, before = line.split(".")[0].split("[")[0].split()[0], dict(values)
        exec(line, {}, values)
        if sticky and values[name] is not before[name]:
            before[name][:] = values[name]
            values[name] = before[name]
    return f"{' '.join(values[a])}\n{' '.join(values[b])}"


def build(random: Random) -> Variant:
    """Changes in place and assignments are mixed, and the second name is one more name or a copy."""
    while True:
        story, a, b, start, new = random.choice(STORIES)
        binding = random.choice(BINDINGS)
        steps = [random.choice(CHANGES), random.choice(REPLACEMENTS), random.choice(CHANGES)]
        random.shuffle(steps)
        owners = random.sample([a, b, random.choice([a, b])], 3)
        lines = [step.text.format(n=n, new=new, first=start[0]) for step, n in zip(steps, owners, strict=True)]
        if sum(new in line for line in lines) > 1:
            continue
        copied = binding != "{a}"
        taken = binding.format(a=a)
        try:
            text = shown((a, b), start, lines, copied=copied, sticky=False)
            other = shown((a, b), start, lines, copied=not copied, sticky=False)
            sticky = shown((a, b), start, lines, copied=copied, sticky=True)
            both = shown((a, b), start, lines, copied=False, sticky=True)
        except ValueError:  # the element to remove is gone already
            continue
        if copied:
            sticky = both
        if all(text.split("\n")) and len({text, other, sticky}) == len((text, other, sticky)):
            break
    replaced = next(line for line, step in zip(lines, steps, strict=True) if step.assigns)
    moved = replaced.split()[0]
    code = "\n".join([f"{a} = {start!r}".replace("'", '"'), f"{b} = {taken}", *lines, f"print(*{a})", f"print(*{b})"])
    code = code.replace("'", '"')
    replaced = replaced.replace("'", '"')
    first = f"`{taken}` makes a list of its own" if copied else f"`{b} = {a}` gives one list a second name"
    wrong = {
        other: f"This treats both names as one list; {first}."
        if copied
        else f"This treats `{b}` as a copy from the start; {first}.",
        sticky: f"This treats both names as one list for good; {first}, and `{replaced}` moves `{moved}` to a new list."
        if copied
        else f"`{replaced}` builds a new list and moves only the name `{moved}` to it; nothing is changed in place.",
    }
    return Variant(
        prompt=f"A program keeps {story}. What does it print?",
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            f"{first}. From there, follow the objects: a method such as `append`, an assignment to an "
            f"element, and `+=` on a list change the list that the name leads to, and every name that leads there "
            f"shows it. `{replaced}` makes a new list, and only `{moved}` moves to it."
        ),
        proof=code,
    )
