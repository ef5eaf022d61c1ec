"""Which of several objects of one process must move out of it before a second one starts."""

import re

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="K3",
    level="junior",
    title="Which object of a process must move out before a second one starts",
    practise=("state-that-stops-scaling-out",),
)
NAMES = ["CACHE", "KNOWN", "SEEN", "KEPT", "MEMORY", "DONE", "LATEST"]
# the line with its object IT, the functions that use it, calls for the proof, and what becomes of it in two processes
HARMFUL = [
    (
        "IT = set()",
        "def webhook(event):\n    if event in IT:\n        return 'known'\n    IT.add(event)\n    return 'booked'",
        "webhook('e1'); webhook('e1'); webhook('e2'); webhook('e2')",
        "`IT` decides whether an event is booked once: the other process does not know it and books it again.",
    ),
    (
        "IT = Counter()",
        "def login(name):\n    IT[name] += 1\n    return 'locked' if IT[name] > 3 else 'asked'",
        "login('ada'); login('ada'); login('ada'); login('ada'); login('ada')",
        "`IT` is the limit on guesses: each process counts from zero, so with two of them twice as many are allowed.",
    ),
    (
        "IT = count(1)",
        "def invoice():\n    return f'R-{next(IT)}'",
        "invoice(); invoice(); invoice(); invoice()",
        "`IT` gives out invoice numbers: each process starts at 1, so numbers stand on two invoices.",
    ),
    (
        "IT = {}",
        "def put(user, sku):\n    IT.setdefault(user, []).append(sku)\n    return len(IT[user])",
        "put('ada', 'tea'); put('ada', 'tea'); put('ada', 'tea'); put('ada', 'tea')",
        "`IT` is what a customer has chosen: half of it lies in the other process and seems lost.",
    ),
    (
        "IT = ['1A', '1B', '1C', '1D']",
        "def book():\n    return IT.pop()",
        "book(); book(); book(); book()",
        "`IT` says what is free: each process has its own list and sells every seat once more.",
    ),
    (
        "IT = {}",
        (
            "def price(sku):\n    if sku not in IT:\n        IT[sku] = DB[sku]\n    return IT[sku]\n"
            "def set_price(sku, cents):\n    DB[sku] = IT[sku] = cents"
        ),
        "price('tea'); price('tea'); set_price('tea', 5); price('tea'); price('tea'); price('tea')",
        "`IT` is corrected only in the process that sets a price; the other one goes on showing the old price.",
    ),
    (
        "IT = []",
        (
            "def export(user):\n    IT.append(user)\n    return len(IT) - 1\n"
            "def owner_of(job):\n    return IT[job] if job < len(IT) else None"
        ),
        "export('ada'); owner_of(0); export('ben'); owner_of(1)",
        "`IT` holds what was ordered: who asks the other process for the job finds none, or another person's.",
    ),
]
HARMLESS = [
    (
        "IT = set()",
        (
            "def country(code):\n    if code not in IT and len(code) != 2:\n        raise ValueError(code)\n"
            "    IT.add(code)\n    return code"
        ),
        "country('DE'); country('DE'); country('FR')",
        "`IT` only spares a check whose outcome follows from the code alone; without the entry it is made again.",
    ),
    (
        "RATES = {'DE': 19, 'FR': 20}",
        "def vat(country):\n    return RATES[country]",
        "vat('DE'); vat('FR')",
        "`RATES` comes with the code and is only read: all processes have the same.",
    ),
    (
        "IT = {}",
        (
            "def slug(name):\n    if name not in IT:\n        IT[name] = name.lower().replace(' ', '-')\n"
            "    return IT[name]"
        ),
        "slug('Green Tea'); slug('Green Tea')",
        "`IT` remembers what follows from the name alone; a second process computes the same once more.",
    ),
    (
        "FORMAT = re.compile('[A-Z]{2}[0-9]{6}')",
        "def valid(number):\n    return FORMAT.fullmatch(number) is not None",
        "valid('AB123456'); valid('x')",
        "`FORMAT` is derived from the code and never changes, so it may exist in each process.",
    ),
    (
        "IT = lru_cache(lambda km: km // 50)",
        "def zone(km):\n    return IT(km)",
        "zone(120); zone(120)",
        "`IT` caches a pure function: no entry can become wrong, so each process may have its own.",
    ),
    (
        "BLOCKED = frozenset({'admin', 'root'})",
        "def allowed(name):\n    return name not in BLOCKED",
        "allowed('admin'); allowed('ada')",
        "`BLOCKED` cannot change while the program runs, and every process has the same words.",
    ),
    (
        "IT = {}",
        "def stars(rating):\n    if rating not in IT:\n        IT[rating] = '*' * rating\n    return IT[rating]",
        "stars(3); stars(3)",
        "`IT` is filled in each process on its own, but its entries follow from the rating and stay right.",
    ),
    (
        "IT = {}",
        (
            "def letter(text):\n    if text not in IT:\n        IT[text] = Template(text)\n"
            "    return IT[text].substitute(name='Ada')"
        ),
        "letter('Dear $name'); letter('Dear $name')",
        "`IT` holds templates made from their own text; a second process makes them again, and they are equal.",
    ),
]
IMPORTS = {
    "Counter(": "from collections import Counter",
    "lru_cache(": "from functools import lru_cache",
    "count(": "from itertools import count",
    "re.": "import re",
    "Template(": "from string import Template",
}


def build(random: Random) -> Variant:
    """Whether a set, a dict or a cache is harmful follows from what its function does with it, not from its kind."""
    names = random.sample(NAMES, len(NAMES))
    blocks = [random.choice(HARMFUL), *random.sample(HARMLESS, 3)]
    bad, *good = [tuple(renamed(part, name) for part in block) for block, name in zip(blocks, names, strict=False)]
    blocks = random.sample([bad, *good], 4)
    body = "\n".join(block[0] for block in blocks) + "\n\n" + "\n".join(block[1] for block in blocks)
    used = [line for mark, line in IMPORTS.items() if mark in body]
    code = ("\n".join([*used, ""]) + "\n" if used else "") + body
    code = code.replace("'", '"')
    first = code.splitlines().index(blocks[0][0].replace("'", '"')) + 1
    lines = {block[0].split()[0]: first + at for at, block in enumerate(blocks)}
    calls = [call for block in blocks for call in block[2].split("; ")]
    key = lines[bad[0].split()[0]]
    return Variant(
        prompt=(
            "This module runs in one process behind a proxy. From tomorrow two processes serve in turn, each with "
            "its own "
            f"copy of the module{'; `DB` is the shared database' if 'DB[' in code else ''}. Which line must be "
            "replaced by "
            "something that both share, so that users get the same answers as today?"
        ),
        code=code,
        answer=Line(number=key, wrong={lines[one[0].split()[0]]: one[3] for one in good}),
        why=(
            f"{bad[3]} What matters is not that a line holds a dict or a cache, but whether an answer depends on what "
            "another request has left there. The other three can be made again from the code or from the question."
        ),
        proof=f"""\
SOURCE = {code!r}
NAMES = {lines!r}
CALLS = {calls!r}
def answers(processes, shared=None):
    database, spaces = {{"tea": 4}}, []
    for _ in range(processes):
        space = {{"DB": database}}
        exec(SOURCE, space)
        if shared and spaces:
            space[shared] = spaces[0][shared]
        spaces.append(space)
    return [eval(call, spaces[turn % processes]) for turn, call in enumerate(CALLS)]
today = answers(1)
assert answers(2) != today
print(*[line for name, line in NAMES.items() if answers(2, name) == today])
""",
    )


def renamed(part: str, name: str) -> str:
    return re.sub(r"\bIT\b", name, part)
