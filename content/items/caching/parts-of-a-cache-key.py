"""Which attributes of a request belong into the key under which a list of prices is cached."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="I1",
    level="middle",
    title="What belongs into the key of a cached answer",
    practise=("what-is-worth-caching", "cache-per-user-data"),
)
THINGS = ["price_list", "catalogue", "offers", "menu"]
# attribute: forms of (needed, lines, reason); they stand in this order.
FORMS: dict[str, list[tuple[bool, str, str]]] = {
    "lang": [
        (True, 'for row in rows:\n    row["name"] = row[request.lang]', "The names in the answer are taken from it."),
        (
            False,
            'log.info("asked for in %s", request.lang)',
            "It is only logged; the names are the same for everybody.",
        ),
        (
            False,
            'for row in rows:\n    row["name"] = row[request.lang]\n    row["name"] = row["en"]',
            "What it chooses is overwritten on the next line, so no answer shows it.",
        ),
    ],
    "user": [
        (
            True,
            'if request.user in STAFF:\n    rows = [row for row in rows if row["cents"] > 400]',
            "For some users rows are left out, so two users may need different answers.",
        ),
        (False, "visits[request.user] += 1", "It is counted, but no row and no price depends on who asks."),
        (
            False,
            'log.info("shown to %s", request.user)',
            "It goes to the log only; the answer is the same for all users.",
        ),
    ],
    "group": [
        (
            True,
            'percent = 90 if request.group == "dealer" else 100',
            "The prices in the answer are computed with a percentage that follows from it.",
        ),
        (
            False,
            "percent = 100\ngroups[request.group] += 1",
            "It is counted; the percentage is the same for every group.",
        ),
    ],
    "currency": [
        (
            True,
            "rate = RATES[request.currency]",
            "The rate follows from it, and every price is multiplied by the rate.",
        ),
        (
            False,
            'rate = RATES[request.currency]\nrate = RATES["EUR"]',
            "The rate that follows from it is replaced by the one of EUR before it is used.",
        ),
        (False, "rate = 1\ncurrencies[request.currency] += 1", "It is counted; the rate is the same for all requests."),
    ],
    "sort": [
        (
            True,
            'rows.sort(key=lambda row: row["cents"], reverse=request.sort == "-price")',
            "The order of the rows in the answer follows from it.",
        ),
        (
            False,
            (
                'rows.sort(key=lambda row: row["cents"], reverse=request.sort == "-price")\n'
                'rows.sort(key=lambda row: row["sku"])'
            ),
            "Its order is undone by the next line, which sorts all rows by their unique `sku`.",
        ),
    ],
    "page": [
        (True, "rows = rows[2 * request.page - 2 : 2 * request.page]", "It decides which rows are in the answer."),
        (
            False,
            "rows = rows[: 2 * min(request.page, 1)]",
            "Pages begin at 1, so the smaller one is always 1, and every request gets the same rows.",
        ),
        (False, 'log.info("page %s", request.page)', "It is logged only; the answer holds all rows for every page."),
    ],
}
PROOF = """\
import logging
from collections import Counter
from itertools import product
from types import SimpleNamespace
log = logging.getLogger("shop")
visits, groups, currencies = Counter(), Counter(), Counter()
STAFF, RATES = {{"ada"}}, {{"EUR": 1, "CHF": 2}}
PRODUCTS = [
    {{"sku": 1, "name": "Tea", "en": "Tea", "de": "Tee", "cents": 450}},
    {{"sku": 2, "name": "Cup", "en": "Cup", "de": "Tasse", "cents": 300}},
    {{"sku": 3, "name": "Pot", "en": "Pot", "de": "Kanne", "cents": 900}},
    {{"sku": 4, "name": "Tray", "en": "Tray", "de": "Tablett", "cents": 700}},
    {{"sku": 5, "name": "Milk", "en": "Milk", "de": "Milch", "cents": 200}},
]
{code}
VALUES = {{
    "lang": ["en", "de"], "user": ["ada", "ben"], "group": ["dealer", "retail"],
    "currency": ["EUR", "CHF"], "sort": ["price", "-price"], "page": [1, 2],
}}
answers = {{
    values: {name}(SimpleNamespace(**dict(zip(VALUES, values)))) for values in product(*VALUES.values())
}}
for number, attribute in sorted(enumerate(VALUES), key=lambda pair: pair[1]):
    others = {{}}
    for values, answer in answers.items():
        others.setdefault(values[:number] + values[number + 1 :], []).append(answer)
    if any(answer != alike[0] for alike in others.values() for answer in alike):
        print(f"`request.{{attribute}}`")
"""


def build(random: Random) -> Variant:
    """Six attributes are mentioned; which of them reach the answer differs."""
    name = random.choice(THINGS)
    while True:
        chosen = {attribute: random.choice(forms) for attribute, forms in FORMS.items()}
        if 2 <= sum(form[0] for form in chosen.values()) <= 4:
            break
    body = "\n".join(form[1] for form in chosen.values()).replace("\n", "\n    ")
    code = f"""\
def {name}(request):
    rows = [dict(row) for row in PRODUCTS]
    {body}
    return [(row["name"], row["cents"] * rate * percent // 100) for row in rows]"""
    return Variant(
        prompt=(
            f"The result of `{name}` shall be kept in a cache for five minutes, and be looked up before the function "
            "is called. `lang` is `en` or `de`, `page` is 1 or more; `sku` is unique, and names in capitals are "
            "constant. Logs and counters need not be exact. Which attributes, or something derived from them, have to "
            "be part of the key, so that everybody gets the right answer and no entry is made in vain?"
        ),
        code=code,
        answer=SomeOf(
            right={f"`request.{one}`": form[2] for one, form in chosen.items() if form[0]},
            wrong={f"`request.{one}`": form[2] for one, form in chosen.items() if not form[0]},
        ),
        why=(
            "The key holds what the value depends on and nothing more. An attribute belongs into it if two requests "
            "that differ only there may get different answers. One too few, and somebody sees the answer of others; "
            "one too many, such as a user who is only counted, and the same answer is computed and stored again and "
            "again."
        ),
        proof=PROOF.format(code=code, name=name),
    )
