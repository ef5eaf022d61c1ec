"""What lands in which parameter of a call with and without stars, by the signature and by how the call is written."""

from functools import partial

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A4",
    level="junior",
    title="What lands in which parameter of a call",
    practise=("args-and-kwargs-collect",),
)
# function, first parameter, its value, the rest, number with its default, further names, two values, two further pairs
STORIES = [
    ("book", "room", "R7", "guests", ("nights", 1), "wishes", ["ada", "ben", "cem"], ["view", "crib"]),
    ("pack", "box", "B2", "items", ("layers", 2), "labels", ["cup", "pot", "tea"], ["fragile", "cold"]),
    ("notify", "channel", "mail", "people", ("retries", 3), "headers", ["kim", "leo", "max"], ["topic", "lang"]),
    ("assign", "shift", "late", "workers", ("breaks", 1), "notes", ["eve", "dot", "sam"], ["place", "task"]),
    ("route", "van", "V4", "stops", ("hours", 8), "options", ["bern", "chur", "genf"], ["toll", "ferry"]),
]


def line(places: list[object], named: dict[str, int], number: str, default: int) -> str:
    """Return what the function prints for these arguments by place and by name."""
    others = [one for one in named if one != number]
    return f"{places[0]} {len(places) - 1} {named.get(number, default)} {len(others)}"


def build(random: Random) -> Variant:
    """Whether a list or a dict is spread or handed over whole decides, and whether a name of it is a parameter."""
    while True:
        function, first, value, rest, (number, default), more, values, extras = random.choice(STORIES)
        many = values[: random.randint(2, 3)]
        given = {number: default + 4} if random.random() < 0.6 else {}
        given |= dict.fromkeys(random.sample(extras, random.randint(1, 2)), 1)
        begin = random.choice([f'"{value}", ', f'"{value}", ', ""])
        list_star = "*" if not begin else random.choice(["*", "*", ""])
        dict_star = random.choice(["**", "**", ""])
        call = f"{function}({begin}{list_star}{rest}, {dict_star}{more})"
        places: list[object] = [value] if begin else []
        places += many if list_star else [many]
        places += [] if dict_star else [given]
        named = given if dict_star else {}

        shown = partial(line, number=number, default=default)

        text = shown(places, named)
        start: list[object] = [value] if begin else []
        end: list[object] = [] if dict_star else [given]
        wrong = {}
        if not list_star:
            wrong[shown([*start, *many, *end], named)] = (
                f"Without a star the list is one argument, so `{rest}` gets one element for it: the list."
            )
        elif begin:
            wrong[shown([*start, many, *end], named)] = (
                f"The star spreads the list: each of its {len(many)} elements is an argument of its own."
            )
        else:
            wrong[shown([*places, None], named)] = (
                f"The first element is taken by `{first}`; only what comes after it is collected in `{rest}`."
            )
        if not dict_star:
            wrong[shown(places[:-1], given)] = (
                f"Without two stars the dict is one more argument by place, so it lands in `{rest}`."
            )
        else:
            wrong[shown([*places, given], {})] = (
                "Two stars spread the dict: each of its keys becomes an argument with that name."
            )
        if dict_star and number in given:
            wrong[f"{places[0]} {len(places) - 1} {default} {len(named)}"] = (
                f"`{number}` is a parameter, so it takes that key; only the other keys land in `{more}`."
            )
        wrong.pop(text, None)
        if len(wrong) > 1:
            break
    words = ", ".join(f'"{one}"' for one in many)
    pairs = ", ".join(f'"{key}": {one}' for key, one in given.items())
    code = f"""\
def {function}({first}, *{rest}, {number}={default}, **{more}):
    print({first}, len({rest}), {number}, len({more}))


{rest} = [{words}]
{more} = {{{pairs}}}
{call}"""
    return Variant(
        prompt=(
            "A function prints two of its parameters, and how many values the other two collected. "
            "What does this program print?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            "A star in a call spreads a list into arguments by place, two stars spread a dict into arguments by name; "
            f"without them, a list or a dict is one argument. Arguments by place fill `{first}` and then `{rest}`. "
            f"`{number}` stands behind `*{rest}`, so it can only be given by name, and names that no parameter has "
            f"land in `{more}`."
        ),
        proof=code,
    )
