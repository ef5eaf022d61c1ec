"""Which values a program starts with, by the order of its sources and by how texts are read."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="K1",
    level="junior",
    title="Which settings a program starts with",
    practise=("where-config-comes-from",),
)
PREFIXES = ["SHOP", "HOTEL", "FLEET", "CLINIC"]
LOOKUPS = {
    "env, get": "return os.environ.get(name, FILE.get(name, DEFAULTS[name]))",
    "env, or": "return os.environ.get(name) or FILE.get(name) or DEFAULTS[name]",
    "file first": "return FILE.get(name, os.environ.get(name, DEFAULTS[name]))",
    "chain": "return ChainMap(dict(os.environ), FILE, DEFAULTS)[name]",
    "later wins": "return {**DEFAULTS, **os.environ, **FILE}[name]",
}
WHY = {
    "env, get": (
        "The environment comes first, then the file, then the defaults; a name that is there counts, even if empty."
    ),
    "env, or": (
        "The environment is asked first, then the file, then the defaults; an empty text is passed over by `or`."
    ),
    "file first": (
        "The file comes first, then the environment, then the defaults; a name that is there counts, even if empty."
    ),
    "chain": (
        "In a `ChainMap` the first map that has the name wins: the environment, then the file, even with an empty text."
    ),
    "later wins": (
        "In such a dictionary the last map that has the name wins: the file over the environment over the defaults."
    ),
}
READS = {
    "PAGE": 'print(int(setting("{p}_PAGE") or 10))',
    "DEBUG": 'print(setting("{p}_DEBUG") == "1")',
    "MAIL": 'print(bool(setting("{p}_MAIL")))',
    "REGION": 'print(setting("{p}_REGION") or "none")',
}


def looked_up(how: str, name: str, env: dict[str, str], file: dict[str, str], defaults: dict[str, str]) -> str:
    order = [file, env, defaults] if how in {"file first", "later wins"} else [env, file, defaults]
    for source in order:
        if name in source and (source[name] or how != "env, or"):
            return source[name]
    return defaults[name]


def read(name: str, text: str) -> str:
    if name == "PAGE":
        return str(int(text or 10))
    if name == "DEBUG":
        return str(text == "1")
    return str(bool(text)) if name == "MAIL" else text or "none"


def build(random: Random) -> Variant:
    """The order of the sources, empty texts and misspelt names decide."""
    prefix, how = random.choice(PREFIXES), random.choice(list(LOOKUPS))
    texts = {"PAGE": ["20", "50", "75", ""], "DEBUG": ["0", "1", "true", ""], "MAIL": ["0", "off", "on", ""]}
    texts["REGION"] = ["eu", "us", "asia", ""]
    while True:
        defaults = {name: random.choice(texts[name][:3]) for name in texts}
        env = {name: random.choice(texts[name]) for name in random.sample(list(texts), 3)}
        file = {name: random.choice(texts[name][:3]) for name in random.sample(list(texts), 2)}
        misspelt = random.choice(sorted(env)) if random.random() < 0.5 else ""
        seen = {name: text for name, text in env.items() if name != misspelt}
        values = {name: looked_up(how, name, seen, file, defaults) for name in texts}
        key = [read(name, text) for name, text in values.items()]
        other = {"env, get": "file first", "env, or": "env, get", "file first": "env, get"}.get(how, "env, or")
        swapped = [read(name, looked_up(other, name, seen, file, defaults)) for name in texts]
        forgiving = [read(name, looked_up(how, name, env, file, defaults)) for name in texts]
        truthy = [
            str(text.lower() in {"1", "true", "on"}) if name in {"DEBUG", "MAIL"} else read(name, text)
            for name, text in values.items()
        ]
        plain = [read(name, text) for name, text in defaults.items()]
        wrong: dict[str, str] = {}
        for found, reason in (
            (swapped, "Look at which source is asked first, and at what happens to a text that is there but empty."),
            (forgiving, "A variable with a slightly different name is another variable; nothing warns about it."),
            (truthy, '`bool` of a text is true unless it is empty, and `== "1"` is true for this one text only.'),
            (plain, "The defaults come last: they count only for what no other source gives."),
        ):
            if found != key:
                wrong.setdefault("\n".join(found), reason)
        if len(wrong) >= 3:
            break
    shown = {(f"{prefix}{name}" if name == misspelt else f"{prefix}_{name}"): text for name, text in env.items()}
    code = f"""\
import os
from collections import ChainMap

os.environ |= {mapping(shown)}
FILE = {mapping({f"{prefix}_{name}": text for name, text in file.items()})}
DEFAULTS = {mapping({f"{prefix}_{name}": text for name, text in defaults.items()})}

def setting(name):
    {LOOKUPS[how]}

""" + "\n".join(line.format(p=prefix) for line in READS.values())
    return Variant(
        prompt=(
            "The first statement stands for what the container was started with; the environment holds nothing else "
            f"that begins with `{prefix}`. What is printed?"
        ),
        code=code,
        answer=Output(text="\n".join(key), wrong=wrong),
        why=(
            WHY[how]
            + " Every value in the environment is a text: `bool` of `0` or `off` is true, and only the text that is "
            "compared with counts as switched on."
            + (f" `{prefix}{misspelt}` is not the name that is asked for, so it is never read." if misspelt else "")
        ),
        proof=code,
    )


def mapping(values: dict[str, str]) -> str:
    """Return a dictionary as it is written, on two lines where one is too short."""
    parts = [f'"{name}": "{text}"' for name, text in values.items()]
    if len(parts) < 3:
        return "{" + ", ".join(parts) + "}"
    return "{\n    " + ",\n    ".join(", ".join(parts[start : start + 2]) for start in range(0, len(parts), 2)) + ",\n}"
