"""Which lines Python's logging writes, by the levels of loggers and handlers and by what is passed on."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="J6",
    level="junior",
    title="Which calls of the log lead to a line",
    practise=("print-or-log",),
)
LEVELS = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40}
PARTS = [
    ("shop", "pay", "mail"),
    ("hotel", "rooms", "bills"),
    ("fleet", "routes", "fuel"),
    ("clinic", "shifts", "beds"),
]
WORDS = ["started", "slow", "refused", "retried", "done", "failed"]
Call = tuple[str, str, str]  # logger, level, message


def written(
    calls: list[Call], set_levels: dict[str, str], *, extra: str, passes: bool, root_filters: bool
) -> list[str]:
    """Return the lines. extra: level of a second handler at the app's logger, or nothing."""
    app = next(name for name in set_levels if name and "." not in name)
    lines = []
    for name, level, message in calls:
        above = [name, app, ""] if name.startswith(f"{app}.") else [name, ""]
        effective = next(set_levels[one] for one in above if one in set_levels)
        if LEVELS[level] < LEVELS[effective]:
            continue
        inside = app in above
        if inside and extra and LEVELS[level] >= LEVELS[extra]:
            lines.append(f"B {message}")
        if (passes or not inside) and not (root_filters and LEVELS[level] < LEVELS[set_levels[""]]):
            lines.append(f"A {message}")
    return lines


def build(random: Random) -> Variant:
    """Levels, a second handler and passing on differ; a few calls go through them."""
    app, first, second = random.choice(PARTS)
    names = [f"{app}.{first}", f"{app}.{second}", "library"]
    while True:
        set_levels = {"": random.choice(["WARNING", "INFO", "ERROR"]), app: random.choice(["DEBUG", "INFO", "WARNING"])}
        if random.random() < 0.6:
            set_levels[names[1]] = random.choice(["ERROR", "DEBUG", "INFO"])
        extra = random.choice(["", "", "INFO", "WARNING"])
        passes = not extra or random.random() < 0.5
        words = random.sample(WORDS, 5)
        calls: list[Call] = [(random.choice(names), random.choice(list(LEVELS)), word) for word in words]
        key = written(calls, set_levels, extra=extra, passes=passes, root_filters=False)
        strict = written(calls, set_levels, extra=extra, passes=passes, root_filters=True)
        every = [f"A {message}" for _, _, message in calls]
        once = list({line[2:]: f"A {line[2:]}" for line in key}.values())
        by_root = [f"A {message}" for _, level, message in calls if LEVELS[level] >= LEVELS[set_levels[""]]]
        passing = written(calls, set_levels, extra=extra, passes=True, root_filters=False)
        others = [strict, every, once, by_root, passing]
        if (
            2 <= len(key) <= 7
            and (strict != key or passing != key)
            and len({tuple(one) for one in others if one and one != key}) >= 2
        ):
            break
    lines = [
        'logging.basicConfig(stream=sys.stdout, format="A %(message)s", level="' + set_levels[""] + '")',
        f'logging.getLogger("{app}").setLevel("{set_levels[app]}")',
    ]
    if names[1] in set_levels:
        lines.append(f'logging.getLogger("{names[1]}").setLevel("{set_levels[names[1]]}")')
    if extra:
        lines += [
            "second = logging.StreamHandler(sys.stdout)",
            'second.setFormatter(logging.Formatter("B %(message)s"))',
            f'second.setLevel("{extra}")',
            f'logging.getLogger("{app}").addHandler(second)',
        ]
        if not passes:
            lines.append(f'logging.getLogger("{app}").propagate = False')
    lines.append("")
    lines += [f'logging.getLogger("{name}").{level.lower()}("{message}")' for name, level, message in calls]
    reasons = (
        (
            strict,
            "The level of the root logger counts for its own records only; what others pass on is not asked again.",
        ),
        (passing, "With `propagate` switched off, nothing below that logger reaches the handler of the root."),
        (once, "Look at which handlers a record reaches: each that takes it writes a line of its own."),
        (by_root, "A logger with a level of its own, or below one that has, does not go by the level of the root."),
        (every, "Not every call writes one line: a level may drop the record, and the handlers it reaches write it."),
    )
    wrong: dict[str, str] = {}
    for found, reason in reasons:
        if found != key:
            wrong.setdefault("\n".join(found), reason)
    return Variant(
        prompt="The program imports `logging` and `sys`, and nothing else has touched the logging. What does it print?",
        code="\n".join(lines),
        answer=Output(text="\n".join(key), wrong={text: why for text, why in wrong.items() if text}),
        why=(
            "A record is judged once by the level of its logger, or of the nearest one above that has a level. Then "
            "it goes to the handlers of that logger and of all above it, as far as it is passed on; there only the "
            "level of each handler counts, not that of the loggers on the way. Two handlers write two lines."
        ),
        proof="import logging\nimport sys\n" + "\n".join(lines) + "\n",
    )
