"""When a setting that is missing or malformed makes itself felt first."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="K1",
    level="middle",
    title="When a missing or malformed setting is noticed first",
    practise=("where-config-comes-from",),
)
NAMES = ["PAGE_SIZE", "RATE_LIMIT", "TIMEOUT_S", "MAX_ITEMS", "RETRIES", "KEEP_DAYS"]
# where a setting is read: lines at the top, in start(), in list_orders(), in refund(); when missing, when malformed
PATTERNS: list[tuple[str, str, str, str, str, str]] = [
    ('{n} = int(os.environ["{n}"])', "", "use({n})", "", "import", "import"),
    ('{n} = os.environ.get("{n}")', "", "use(int({n}))", "", "list", "list"),
    ('{n} = os.environ["{n}"]', "", "", "use(int({n}))", "import", "refund"),
    ("", 'state["{n}"] = int(os.environ["{n}"])', 'use(state["{n}"])', "", "start", "start"),
    ("", 'state["{n}"] = os.environ.get("{n}", "20")', "", 'use(int(state["{n}"]))', "never", "refund"),
    ('{n} = int(os.environ.get("{n}", "20"))', "", "", "use({n})", "never", "import"),
    ("", 'if "{n}" not in os.environ: raise SystemExit("{n}?")', "", 'use(int(os.environ["{n}"]))', "start", "refund"),
    ("", 'if "{n}" not in os.environ: raise SystemExit("{n}?")', 'use(int(os.environ["{n}"]))', "", "start", "list"),
    ('{n} = os.environ.get("{n}") or "20"', "", "use(int({n}))", "", "never", "list"),
    ("", "", 'use(int(os.environ.get("{n}", "20")))', "", "never", "list"),
    ("", "", "", 'use(int(os.environ["{n}"]))', "refund", "refund"),
    ('{n} = os.environ.get("{n}")', 'state["{n}"] = int({n})', "", 'use(state["{n}"])', "start", "start"),
    ("", 'state["{n}"] = os.environ.get("{n}")', 'use(int(state["{n}"]))', "", "list", "list"),
]
STAGES = {
    "import": "When the module is imported",
    "start": "When the server calls `start()`",
    "list": "With the first call of `list_orders()`",
    "refund": "With the first call of `refund()`",
    "never": "Never: the program runs with a default",
}
PROOF = """\
import os
os.environ |= {environment!r}
os.environ.pop({absent!r}, None)
TEXTS = {texts!r}
SOURCE = {code!r}
space = {{"use": lambda value: None}}
stages = {{
    "import": lambda: exec(SOURCE, space),
    "start": lambda: space["start"](),
    "list": lambda: space["list_orders"](),
    "refund": lambda: space["refund"](),
}}
noticed = "never"
for stage, go in stages.items():
    try:
        go()
    except (KeyError, ValueError, TypeError, SystemExit):
        noticed = stage
        break
print(TEXTS[noticed])
"""


def build(random: Random) -> Variant:
    """How the asked setting is read, and whether it is missing or malformed, decide."""
    aim = random.choice(list(STAGES))
    missing = aim == "never" or random.random() < 0.5
    fits = [one for one in PATTERNS if one[4 if missing else 5] == aim]
    names = random.sample(NAMES, 4)
    asked, chosen = names[0], random.choice(fits)
    others = random.sample([one for one in PATTERNS if one is not chosen], 3)
    placed = list(zip(names, [chosen, *others], strict=True))
    random.shuffle(placed)
    parts = [[one[place].format(n=name) for name, one in placed if one[place]] for place in range(4)]

    def function(name: str, lines: list[str]) -> str:
        return f"def {name}():\n" + "\n".join(f"    {line}" for line in lines or ["pass"])

    code = "\n\n".join(
        [
            "\n".join(["import os", *parts[0], "state = {}"]),
            function("start", parts[1]),
            function("list_orders", parts[2]),
            function("refund", parts[3]),
        ]
    )
    environment = dict.fromkeys(names, "7")
    if not missing:
        environment[asked] = "ten"
    stages = list(STAGES)
    reasons = {
        "import": (
            "Nothing at the top of the module fails: what stands there does not need the setting, or takes what it "
            "gets."
        ),
        "start": "Nothing in `start()` fails: what stands there does not need it or takes what it gets.",
        "list": "Nothing in `list_orders()` fails: what stands there does not need it or takes what it gets.",
        "refund": "Nothing in `refund()` fails: what stands there does not need it or takes what it gets.",
        "never": "No default takes its place here: somewhere a number is needed, and what is there is not one.",
    }
    wrong = {}
    for stage, text in STAGES.items():
        if stage == aim:
            continue
        later = aim != "never" and stage != "never" and stages.index(stage) > stages.index(aim)
        wrong[text] = "It does not come to this: the failure is noticed earlier." if later else reasons[stage]
    fault = f"`{asked}` is not set" if missing else f"`{asked}` is set to `ten`"
    return Variant(
        prompt=(
            f"In the environment {fault}; the other variables are set to `7`. A server imports this module, calls "
            "`start()` once, and then the two functions for requests: `list_orders()` at once, `refund()` perhaps "
            "days later. `use` takes any number. When is the fault noticed first?"
        ),
        code=code,
        answer=OneOf(right=STAGES[aim], wrong=wrong),
        why=(
            f"`{asked}` is followed from where it is read to where it is needed: "
            + {
                "import": "the line at the top already fails, so the deploy stops and the old release goes on.",
                "start": "the check or the conversion in `start()` fails, before any request is answered.",
                "list": (
                    "what is read before, if anything, is only a text or `None`, and this request needs a number."
                ),
                "refund": "what is read before is only a text, if anything, and only a refund needs the number.",
                "never": "there is a default wherever it is read, so nothing fails, which may be meant or not.",
            }[aim]
            + " A setting that is read, checked and converted at the start stops a deploy; else a customer finds out."
        ),
        proof=PROOF.format(environment=environment, absent=asked if missing else "", texts=STAGES, code=code),
    )
