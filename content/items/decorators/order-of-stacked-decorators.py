"""What stacked decorators print, when the function is defined and when it is called."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="A5",
    level="middle",
    title="In which order stacked decorators are applied and called",
    practise=("stacked-decorator-order",),
)
PAIRS = [("audited", "timed"), ("cached", "checked"), ("retried", "logged"), ("traced", "limited"), ("signed", "gated")]
NAMES = ["ship", "refund", "invoice", "cancel", "restock"]


def build(random: Random) -> Variant:
    """The lower decorator is applied first, and called last; whether the call is shown decides what is printed."""
    outer, inner = random.sample(random.choice(PAIRS), 2)
    name, calls = random.choice(NAMES), random.randint(1, 2)
    code = f"""\
def {outer}(function):
    print("wrap {outer}")
    def call(*args):
        print("enter {outer}")
        return function(*args)
    return call

def {inner}(function):
    print("wrap {inner}")
    def call(*args):
        print("enter {inner}")
        return function(*args)
    return call

@{outer}
@{inner}
def {name}(order):
    print("{name}", order)

""" + "\n".join(f"{name}({number})" for number in range(7, 7 + calls))
    made = [f"wrap {inner}", f"wrap {outer}"]
    called = [
        line for number in range(7, 7 + calls) for line in (f"enter {outer}", f"enter {inner}", f"{name} {number}")
    ]
    turned = [
        line for number in range(7, 7 + calls) for line in (f"enter {inner}", f"enter {outer}", f"{name} {number}")
    ]
    return Variant(
        prompt="Two decorators are stacked on one function. What does this program print?",
        code=code,
        answer=Output(
            text="\n".join(made + called),
            wrong={
                "\n".join(
                    made[::-1] + called
                ): "The decorator next to `def` is applied first: it gets the plain function.",
                "\n".join(made + turned): "The outermost wrapper is what the name stands for, so it is entered first.",
                "\n".join(
                    called
                ): "The bodies of decorators run once, while the function is defined, and they print too.",
            },
        ),
        why=(
            f"`@{outer}` above `@{inner}` means `{name} = {outer}({inner}({name}))`. While the function is defined, "
            f"`{inner}` is called first and `{outer}` gets its result. A call then enters from the outside: "
            f"`{outer}`, `{inner}`, the function."
        ),
        proof=code,
    )
