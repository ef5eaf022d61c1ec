"""What two instances show after reads, assignments and changes of attributes that their class defines."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="B1",
    level="junior",
    title="What two instances show of attributes that the class defines",
    practise=("class-or-instance-attribute",),
)
# class, number with its value, list, new elements, two instances
STORIES = [
    ("Basket", "limit", 5, "items", ["cup", "pot"], "mine", "yours"),
    ("Van", "speed", 80, "stops", ["bern", "chur"], "first", "second"),
    ("Room", "beds", 2, "guests", ["ada", "ben"], "left", "right"),
    ("Shift", "hours", 8, "people", ["kim", "leo"], "early", "late"),
    ("Report", "rows", 50, "notes", ["late", "open"], "daily", "weekly"),
]
NUMBER_LINES = ["{a}.{n} = {v}", "{a}.{n} += 1", "{c}.{n} = {w}", "{b}.{n} = {u}", "{c}.{n} += 2"]
LIST_LINES = [
    "{a}.{l}.append({x!r})",
    "{b}.{l}.append({y!r})",
    "{a}.{l} = [{x!r}, {y!r}]",
    "{b}.{l} += [{y!r}]",
    "{c}.{l} = [{x!r}]",
    "{a}.{l} = {a}.{l} + [{x!r}]",
]


def shown(head: list[str], lines: list[str], names: tuple[str, str, str], numbers: str, lists: str) -> str:
    """Run the program and return what the two instances show."""
    space: dict[str, object] = {}
    exec("\n".join([*head, *lines]), space)
    first, second = space[names[1]], space[names[2]]
    return "\n".join(f"{getattr(one, numbers)} {len(getattr(one, lists))}" for one in (first, second))


def build(random: Random) -> Variant:
    """Where an attribute is made, on what a line writes, and whether it assigns or changes in place all differ."""
    while True:
        c, n, v, lst, (x, y), a, b = random.choice(STORIES)
        words = {"c": c, "n": n, "l": lst, "x": x, "y": y, "a": a, "b": b, "v": v + 3, "w": v * 2, "u": v + 7}
        own_list = random.random() < 0.35
        lines = random.sample(NUMBER_LINES, 2) + random.sample(LIST_LINES, 2)
        random.shuffle(lines)
        lines = [line.format(**words) for line in lines]
        on_class = [f"    {n} = {v}", f"    {lst} = []"]
        made = ["    def __init__(self):", f"        self.{lst} = []"]
        kept = [f"    {n} = {v}", "", *made] if own_list else on_class
        head = [f"class {c}:", *kept, "", f"{a}, {b} = {c}(), {c}()"]
        all_own = [f"class {c}:", *made, f"        self.{n} = {v}", f"    {lst} = []", f"    {n} = {v}", *head[-2:]]
        all_shared = [f"class {c}:", *on_class, *head[-2:]]
        names = (c, a, b)
        text = shown(head, lines, names, n, lst)
        own = shown(all_own, lines, names, n, lst)
        shared = shown(
            all_shared,
            [
                line.replace(f"{a}.{n} ", f"{c}.{n} ")
                .replace(f"{b}.{n} ", f"{c}.{n} ")
                .replace(f"{a}.{lst}", f"{c}.{lst}")
                .replace(f"{b}.{lst}", f"{c}.{lst}")
                for line in lines
            ],
            names,
            n,
            lst,
        )
        if len({text, own, shared}) == len((text, own, shared)):
            break
    shows = f"print({a}.{n}, len({a}.{lst}))\nprint({b}.{n}, len({b}.{lst}))"
    code = "\n".join([*head, *lines, shows]).replace("'", '"')
    where = (
        f"`{lst}` is made in `__init__`, so each instance has a list of its own; `{n}` stands on the class"
        if own_list
        else f"`{n}` and `{lst}` stand on the class, and the instances begin without attributes of their own"
    )
    return Variant(
        prompt=f"A program makes two objects of the class `{c}` and works with them. What does it print?",
        code=code,
        answer=Output(
            text=text,
            wrong={
                own: f"This gives every instance its own number and list from the start. {where}.",
                shared: f"This lets every assignment reach the class, but through an instance it stays there. {where}.",
            },
        ),
        why=(
            f"{where}. Reading looks on the instance first and then on the class. An assignment through an instance, "
            "`+=` included, binds an attribute of that instance. A method such as `append` changes the object that was "
            "found, wherever it hangs; and `+=` on a list does both. An assignment through the class is seen by the "
            "instances that have no attribute of that name themselves."
        ),
        proof=code,
    )
