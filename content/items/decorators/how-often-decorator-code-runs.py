"""How often a line of a decorator runs, by the layer that it stands in, the functions decorated and the calls made."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="A5",
    level="junior",
    title="How often a line of a decorator runs",
    practise=("at-line-expansion", "decorator-in-a-backend"),
)
# what is done, its function, decorator, its argument, three functions
STORIES = [
    ("opens a connection", "connect", "stored", '"orders"', ["create", "cancel", "refund"]),
    ("reads the settings file", "read_settings", "limited", "60", ["search", "export", "upload"]),
    ("writes an audit line", "audit", "audited", '"payments"', ["charge", "capture", "void"]),
    ("asks the clock", "now", "timed", '"api"', ["quote", "ship", "track"]),
    ("fetches a token", "fetch_token", "authorised", '"stock"', ["reserve", "release", "count"]),
]
LAYERS = ["outer", "decorate", "wrapper"]


def build(random: Random) -> Variant:
    """The layer, the number of functions and of calls, and whether one decorator is made once or for each function."""
    while True:
        what, tool, decorator, argument, names = random.choice(STORIES)
        layer = random.choice(LAYERS)
        functions = names[: random.randint(2, 3)]
        shared = random.random() < 0.4
        calls = [random.randint(0, 3) for _ in functions]
        counts = {"outer": 1 if shared else len(functions), "decorate": len(functions), "wrapper": sum(calls)}
        value = counts[layer]
        if sum(calls) and sum(calls) not in {1, len(functions)}:
            break
    line = f"{tool}()"
    body = [f"def {decorator}(name):"]
    body += [f"    {line}"] if layer == "outer" else []
    body += ["    def decorate(function):"]
    body += [f"        {line}"] if layer == "decorate" else []
    body += ["        def wrapper(*args):"]
    body += [f"            {line}"] if layer == "wrapper" else []
    body += ["            return function(*args)", "", "        return wrapper", "", "    return decorate", ""]
    applied = f"{decorator}({argument})"
    if shared:
        body += [f"ours = {applied}", ""]
        applied = "ours"
    for name in functions:
        body += [f"@{applied}", f"def {name}(number): ...", ""]
    body += [
        f"for number in range({count}):\n    {name}(number)" if count > 1 else f"{name}(0)"
        for name, count in zip(functions, calls, strict=True)
        if count
    ]
    code = "\n".join(body)
    places = {
        "outer": f"the body of `{decorator}` itself, which runs once for each time that `{decorator}(...)` is written "
        "and evaluated",
        "decorate": "the body of `decorate`, which runs once for each function that is decorated",
        "wrapper": "the body of `wrapper`, which runs at each call of a decorated function, and only then",
    }
    stands = f"The line stands in {places[layer]}."
    wrong: dict[int, str] = {}
    for number, why in [
        (counts["wrapper"], "This counts the calls of the functions"),
        (counts["decorate"], "This counts the decorated functions"),
        (
            counts["decorate"] + counts["wrapper"],
            "No layer runs both when a function is decorated and when it is called",
        ),
        (1, "This would fit a line of the module, which runs once whatever is decorated"),
        (sum(count > 0 for count in calls), "This counts the functions that are called at least once"),
    ]:
        wrong.setdefault(number, f"{why}. {stands}")
    proof = f"""\
made = []
def {tool}():
    made.append(1)
{code}
print(len(made))
"""
    return Variant(
        prompt=f"`{tool}()` {what}; it is defined elsewhere. How often is it called while this program runs?",
        code=code,
        answer=Number(value=value, unit="calls", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            f"{stands} A decorator with an argument has three layers. The outer one runs when the expression behind "
            "the `@` is evaluated, the middle one when it gets the function, both while the module is imported. Only "
            "the innermost runs with the calls: never for a function that nobody calls, and again at each call."
        ),
        proof=proof,
    )
