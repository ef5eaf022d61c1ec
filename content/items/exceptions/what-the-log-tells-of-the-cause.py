"""What the log and a caller still learn about the first failure, by how the second exception was raised."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="A8",
    level="middle",
    title="What is still known of the first failure after an exception was translated",
    practise=("chain-the-cause",),
)
# function, its own error, what it says, the failing line, the first error
STORIES = [
    ("stock", "SupplierDown", "no stock", 'int("n/a")', "ValueError"),
    ("price", "PriceUnknown", "no price", '{"cup": 5}["tea"]', "KeyError"),
    ("load_rates", "RatesMissing", "no rates", 'open("/nowhere/rates")', "FileNotFoundError"),
    ("share", "CannotSplit", "no shares", "900 // 0", "ZeroDivisionError"),
    ("slot", "NoSlot", "no slot", "[9, 10][7]", "IndexError"),
]
# the handler, and what follows it; which statements hold
FORMS = {
    "from": ("    except {e} as error:\n        raise {o}({t!r}) from error", {"first", "own", "cause", "attribute"}),
    "plain": ("    except {e}:\n        raise {o}({t!r})", {"first", "own", "during"}),
    "none": ("    except {e}:\n        raise {o}({t!r}) from None", {"own"}),
    "named none": ("    except {e} as error:\n        raise {o}({t!r}) from None", {"own"}),
    "after": (
        "    except {e}:\n        result = None\n    if result is None:\n        raise {o}({t!r})",
        {"own"},
    ),
    "after from": (
        (
            "    except {e} as error:\n        result, failure = None, error\n    if result is None:\n"
            "        raise {o}({t!r}) from failure"
        ),
        {"first", "own", "cause", "attribute"},
    ),
    "bare": ("    except {e}:\n        print({t!r})\n        raise", {"first"}),
    "other": ("    except {x} as error:\n        raise {o}({t!r}) from error", {"first"}),
    "fails": ("    except {e} as error:\n        raise {o}(error.reason) from error", {"first", "during"}),
}
HOW = {
    "from": "`from error` puts the first exception into `__cause__` of the second",
    "plain": "an exception that is raised while another is being handled keeps that one as its context, not its cause",
    "none": "`from None` keeps the first exception out of the log",
    "named none": "`from None` keeps the first exception out of the log",
    "after": "the handler had ended before the second exception was raised, so nothing connects the two",
    "after from": "the handler had ended, and `from failure` connects the two nevertheless, as cause",
    "bare": "a bare `raise` lets the first exception go on, and there is no second one",
    "other": "the handler names another class, so the first exception passes by it, and there is no second one",
    "fails": "the handler fails with an AttributeError before its own `raise`, and that one takes over",
}


def build(random: Random) -> Variant:
    """The form of the second raise, whether the handler is still running and whether it fits at all differ."""
    function, own, said, failing, first = random.choice(STORIES)
    form = random.choice(list(FORMS))
    handler, holds = FORMS[form]
    handler = handler.format(e=first, x="TypeError", o=own, t=said).replace("'", '"')
    code = f"""\
class {own}(Exception): ...

def {function}():
    try:
        result = {failing}
{handler}
    return result

{function}()"""
    statements = {
        "first": f"The output reports an exception of the class `{first}`",
        "own": f"The output reports an exception of the class `{own}`",
        "cause": "The output says that one exception was the direct cause of the other",
        "during": "The output says that one exception occurred while another was being handled",
        "attribute": f"A caller who catches the exception finds the `{first}` in its `__cause__`",
    }
    right = {text: f"{HOW[form][0].upper()}{HOW[form][1:]}." for name, text in statements.items() if name in holds}
    wrong = {
        text: f"It does not: {HOW[form]}." if name != "attribute" else f"`__cause__` is empty: {HOW[form]}."
        for name, text in statements.items()
        if name not in holds
    }
    proof = f"""\
import contextlib, io, traceback
try:
    with contextlib.redirect_stdout(io.StringIO()):
        exec({code!r}, {{}})
except Exception as error:
    caught, shown = error, "".join(traceback.format_exception(error))
holds = {{
    {statements["first"]!r}: "\\n{first}: " in shown,
    {statements["own"]!r}: "{own}: " in shown,
    {statements["cause"]!r}: "was the direct cause" in shown,
    {statements["during"]!r}: "During handling of" in shown,
    {statements["attribute"]!r}: type(caught.__cause__).__name__ == "{first}",
}}
print("\\n".join(sorted(text for text, seen in holds.items() if seen)))
"""
    return Variant(
        prompt=(
            "The last line of this program fails, nobody catches anything, and the interpreter writes its output "
            f"about the failure. `{failing}` raises `{first}`. Which statements are true?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            f"Here {HOW[form]}. `raise ... from error` states a cause, for the log and for code that reads "
            "`__cause__`. A plain `raise` inside a handler is reported as something that happened during handling, "
            "which looks like a fault in the handler. `from None` hides the first one. Outside the handler "
            "nothing is connected by itself."
        ),
        proof=proof,
    )
