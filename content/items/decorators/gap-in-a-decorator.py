"""What is missing in a decorator, by the layer of the gap and by the kind of function that it stands around."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="A5",
    level="middle",
    title="What is missing in a decorator",
    practise=("decorator-with-arguments", "decorator-sync-and-async", "decorator-wrapped-metadata"),
)


@dataclass(frozen=True)
class Hole:
    """A decorator with a gap, as a template of names.

    test: lines that fail unless the gap is filled rightly; they are shown to nobody.
    """

    wanted: str
    code: str
    accepts: tuple[str, ...]
    wrong: dict[str, str]
    why: str
    test: str


PLAIN = """\
def {d}({f}):
    def {w}(*args, **kwargs):
        print("start", {f}.__name__)
        return ____

    return {w}"""
CALL = "@{d}\ndef add(one, two=2):\n    return one + two\nassert add(1) == 3 and add(1, two=5) == 6"
AWAIT = (
    "import asyncio\n@{d}\nasync def add(one, two=2):\n    await asyncio.sleep(0)\n    return one + two\n"
    "assert asyncio.run(add(1, two=5)) == 6"
)
HOLES = [
    Hole(
        "It stands above plain functions, which callers use as before.",
        PLAIN,
        ("{f}(*args, **kwargs)",),
        {
            "{f}": "This hands out the function instead of its result; nobody calls it.",
            "{f}(args, kwargs)": "Without stars a tuple and a dict arrive as two arguments by place.",
            "{f}()": "The arguments that the caller gave are lost.",
            "{f}(*args)": "What the caller gives by name is lost.",
        },
        "The wrapper takes whatever a caller gives and has to pass all of it on, by place and by name, and to give "
        "back what the function returned.",
        CALL,
    ),
    Hole(
        "It stands above `async def` functions, which callers await as before.",
        PLAIN.replace("    def", "    async def"),
        ("await {f}(*args, **kwargs)",),
        {
            "{f}(*args, **kwargs)": "The caller's one await gives a coroutine then, which nobody awaits.",
            "await {f}": "A function cannot be awaited; its call gives what can be.",
            "await {f}(args, kwargs)": "Without stars a tuple and a dict arrive as two arguments by place.",
        },
        "The wrapper is a coroutine function itself, so a caller awaits it once. Calling the function inside only "
        "makes another coroutine; its result is there after an await.",
        AWAIT,
    ),
    Hole(
        "Metrics read `__name__` of what it returns, and must see the name of the decorated function.",
        "import functools\n\ndef {d}({f}):\n    @____\n    def {w}(*args, **kwargs):\n"
        "        return {f}(*args, **kwargs)"
        "\n\n    return {w}",
        ("functools.wraps({f})",),
        {
            "wraps({f})": "Only the module is imported, so the name `wraps` is not bound here.",
            "functools.wraps": "Without the function, `wraps` gets the wrapper as what it should copy from.",
            "functools.wraps({w})": "`{w}` does not exist yet when this line is evaluated.",
        },
        "`wraps` takes the function to copy the labels from, and gives a decorator for the wrapper.",
        "@{d}\ndef add(one): return one\nassert add.__name__ == 'add' and add(1) == 1",
    ),
    Hole(
        "Metrics read `__name__` of what it returns, and must see the name of the decorated function.",
        "from functools import wraps\n\ndef {d}(label):\n    def {m}({f}):\n        @____\n"
        "        def {w}(*args, **kwargs):\n            return {f}(*args, **kwargs)\n\n        return {w}\n\n"
        "    return {m}",
        ("wraps({f})",),
        {
            "wraps(label)": "A text has no `__name__` that could be copied; the function has.",
            "wraps({m})": "All metrics would carry the name of the middle layer.",
            "functools.wraps({f})": "Only the name `wraps` is imported, not the module.",
        },
        "`wraps` takes the function to copy the labels from, and that one arrives in the middle layer.",
        "@{d}('x')\ndef add(one): return one\nassert add.__name__ == 'add' and add(1) == 1",
    ),
    Hole(
        'It is used as `@{d}("orders")`.',
        "def {d}(label):\n    def {m}({f}):\n        def {w}(*args, **kwargs):\n            print(label)\n"
        "            return {f}(*args, **kwargs)\n\n        return {w}\n\n    return ____",
        ("{m}",),
        {
            "{w}": "`{w}` is a name of the middle layer and not bound here.",
            "{m}({f})": "There is no function yet; it arrives when the `@` line is applied.",
            "{m}(label)": "This would decorate the label, and its wrapper would be called with the function.",
        },
        "The call behind the `@` has to give a decorator: something that takes the function. That is the middle "
        "layer, not yet called.",
        "@{d}('x')\ndef add(one, two=2): return one + two\nassert add(1) == 3",
    ),
    Hole(
        "It is used as `@{d}`, without parentheses.",
        "def {d}({f}):\n    def {w}(*args, **kwargs):\n        print({f}.__name__)\n"
        "        return {f}(*args, **kwargs)\n\n    return ____",
        ("{w}",),
        {
            "{w}()": "This calls the function while it is defined, and keeps its result under its name.",
            "{f}": "The name keeps the function as it was, and the wrapper is never entered.",
            "{w}({f})": "This calls the function at once, with itself as its argument.",
        },
        "The name of the decorated function holds what the decorator returns, so that must be the wrapper, not a "
        "call of it.",
        "import io, contextlib\nout = io.StringIO()\n@{d}\ndef add(one, two=2): return one + two\n"
        "with contextlib.redirect_stdout(out):\n    assert add(1) == 3\nassert out.getvalue() == 'add\\n'",
    ),
    Hole(
        "It registers a function and leaves it as it is for everybody who calls it directly.",
        "routes = {{}}\n\ndef {d}(path):\n    def {m}({f}):\n        routes[path] = {f}\n        return ____\n\n"
        "    return {m}",
        ("{f}", "routes[path]"),
        {
            "{f}()": "This runs the function while the module is imported, and keeps its result under its name.",
            "routes[path]()": "This runs the function while the module is imported, and keeps its result.",
            "None": "The function would be in the table, and its own name would hold None.",
        },
        "Whatever the decorator returns is kept under the name. A decorator that only registers returns what it got.",
        "@{d}('/x')\ndef add(one, two=2): return one + two\nassert add(1) == 3 and routes['/x'] is add",
    ),
    Hole(
        "It gives a function a limited number of calls.",
        "def {d}(times):\n    def {m}({f}):\n        left = times\n        def {w}(*args, **kwargs):\n"
        '            ____\n            if left == 0:\n                raise RuntimeError("used up")\n'
        "            left -= 1\n"
        "            return {f}(*args, **kwargs)\n\n        return {w}\n\n    return {m}",
        ("nonlocal left",),
        {
            "global left": "The counter is no name of the module; this look-up fails.",
            "left = times": "The counter would begin anew at each call, so the limit is never reached.",
            "pass": "The assignment below makes `left` local to the wrapper, so reading it fails.",
        },
        "`left -= 1` assigns, so `left` would be a local name of the wrapper. `nonlocal` says that the one of "
        "the layer around is meant, which lives from call to call.",
        "@{d}(2)\ndef add(one, two=2): return one + two\nassert add(1) == 3 and add(1) == 3\n"
        "try:\n    add(1)\nexcept RuntimeError as error:\n    assert type(error) is RuntimeError\n"
        "else:\n    raise AssertionError",
    ),
    Hole(
        "It tries three times; when the third attempt fails too, the caller must get the exception of that attempt.",
        "def {d}({f}):\n    def {w}(*args, **kwargs):\n        for attempt in (1, 2, 3):\n            try:\n"
        "                return {f}(*args, **kwargs)\n            except ConnectionError:\n"
        "                if attempt == 3:\n                    ____\n\n    return {w}",
        ("raise",),
        {
            "return None": "The caller gets None and takes it for a result.",
            "pass": "The loop ends, the wrapper returns None, and the failure is gone.",
            "raise ConnectionError": "This raises another exception, without the message of the one that happened.",
            "return ConnectionError": "An exception that is returned stops nobody; it must be raised.",
        },
        "A bare `raise` inside `except` lets the exception that is being handled go on, with its traceback. Anything "
        "else swallows it or puts another one in its place.",
        "seen = []\n@{d}\ndef ask():\n    seen.append(1)\n    raise ConnectionError('down')\n"
        "try:\n    ask()\nexcept ConnectionError as error:\n    assert str(error) == 'down' and len(seen) == 3\n"
        "else:\n    raise AssertionError",
    ),
    Hole(
        "It stands above functions with any parameters, which callers use as before.",
        "def {d}({f}):\n    def {w}(____):\n        print({f}.__name__)\n        return {f}(*args, **kwargs)\n\n"
        "    return {w}",
        ("*args, **kwargs",),
        {
            "args, kwargs": "These are two parameters by place; a call with one argument fails.",
            "*args": "A call that gives something by name fails, and `kwargs` is not bound.",
            "{f}, *args, **kwargs": "The first argument of the caller would be taken for the function.",
        },
        "The wrapper takes the place of the function, so it has to accept whatever any of them accepts: everything by "
        "place, and everything by name.",
        CALL,
    ),
]
NAMES = [
    {"d": "logged", "f": "function", "w": "wrapper", "m": "decorate"},
    {"d": "measured", "f": "view", "w": "inner", "m": "around"},
    {"d": "traced", "f": "job", "w": "call", "m": "decorator"},
    {"d": "guarded", "f": "handler", "w": "entry", "m": "attach"},
    {"d": "observed", "f": "task", "w": "run", "m": "bind"},
]


def build(random: Random) -> Variant:
    hole, names = random.choice(HOLES), random.choice(NAMES)
    code = hole.code.format(**names)
    accepts = tuple(one.format(**names) for one in hole.accepts)
    wrong = {one.format(**names): why.format(**names) for one, why in hole.wrong.items()}
    proof = f"""\
import contextlib, io, warnings
code, test = {code!r}, {hole.test.format(**names)!r}
def works(filled):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code.replace("____", filled) + "\\n" + test, {{}})
    except (Exception, SyntaxError):
        return False
    return True
warnings.simplefilter("ignore")
print("\\n".join(one for one in {[*accepts, *sorted(wrong)]!r} if works(one)))
"""
    return Variant(
        prompt=f"This is a decorator with a gap. {hole.wanted.format(**names)} What belongs in the gap?",
        code=code,
        answer=Gap(accepts=accepts, wrong=wrong),
        why=(
            f"{hole.why.format(**names)} To read a decorator, say for each layer what it takes and what it gives back."
        ),
        proof=proof,
    )
