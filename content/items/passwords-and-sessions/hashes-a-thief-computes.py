"""How many hashes it takes to try a list of words against a stolen table, by where the salts come from."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="F1",
    level="junior",
    title="What a salt costs somebody who has stolen the table",
    practise=("how-passwords-are-stored",),
)
SHOPS = ["a bakery", "a bicycle repair shop", "a hotel", "a car park", "a flower delivery", "a ticket agency"]
SALTS = {
    "random": ("secrets.token_hex(8)", "Each row has a salt of its own"),
    "site": ("settings.SITE_SALT", "All rows share one salt"),
    "none": ('""', "No row has a salt, which is as good as one salt for all"),
    "branch": ("str(account.branch_id)", "Rows of one branch share a salt"),
    "year": ("str(account.joined.year)", "Rows of one year share a salt"),
    "email": ("account.email", "Addresses are unique, so each row has a salt of its own"),
}
PROOF = """
import hashlib, secrets
from datetime import date
from types import SimpleNamespace
settings = SimpleNamespace(SITE_SALT="site-salt")
def slow_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()
exec(CODE)
table = []
for row in range(ROWS):
    password = f"word{row % WORDS}"
    joined = date(2001 + row % GROUPS, 3, 3)
    account = SimpleNamespace(branch_id=row % GROUPS, joined=joined, email=f"user{row}@example.org")
    table.append("import$" + slow_hash("import" + password) if row < OLD else stored(password, account))
computed, found = {}, 0
for row in table:
    salt, _, kept = row.rpartition("$")
    for number in range(WORDS):
        guess = salt + f"word{number}"
        if guess not in computed:
            computed[guess] = slow_hash(guess)
        found += computed[guess] == kept
assert found == ROWS
print(len(computed))
"""


def build(random: Random) -> Variant:
    """A hash helps against all rows with the same salt, so what counts is how many different salts there are."""
    kind = random.choice(list(SALTS))
    words, rows = random.choice([50, 100, 200, 500]), random.choice([24, 36, 48, 60])
    groups = random.choice([3, 4, 6, 8])
    old = random.choice([0, 10, 15, 20]) if kind in ("random", "email") else 0
    expression, told = SALTS[kind]
    shared = {"branch": f"{groups} branches have accounts. ", "year": f"Accounts began in {groups} different years. "}
    extra = shared.get(kind, "No two accounts have the same address. " if kind == "email" else "")
    if old:
        extra += f"{old} of these rows came from an import, which gave all of them the salt `import`. "
    salts = {"random": rows, "email": rows, "site": 1, "none": 1}.get(kind, groups)
    salts = rows - old + 1 if old else salts
    value = words * salts
    made = "one salt" if salts == 1 else f"{salts} different salts"
    parted = f"{told}{f', except the {old} imported ones, which share one' if old else ''}"
    wrong = {
        words * rows: "This is right when every row has a different salt. Rows with an equal salt share the work.",
        words: "This is right when all rows have one salt or none. A hash for one salt says nothing about another.",
        words + rows: "A guess needs a hash for each pair of a word and a salt; they multiply and do not add up.",
        rows: "One hash for each row would try one word. Here a whole list is tried.",
    }
    if old:
        wrong[words * (rows - old)] = "The imported rows are not free: they need the whole list once, for their salt."
    code = (
        f'def stored(password, account):\n    salt = {expression}\n    return salt + "$" + slow_hash(salt + password)'
    )
    return Variant(
        prompt=(
            f"The online shop of {random.choice(SHOPS)} stores passwords with the function below. A thief has its "
            f"table of {rows} accounts, and whatever the salts are made of. {extra}He tries {words} different words "
            "against every row, stops nowhere early, and keeps every result so that he computes none twice. How many "
            "hashes does he compute?"
        ),
        code=code,
        answer=Number(value=value, unit="hashes", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            f"A result can be used again for every row with the same salt. {parted}. That makes {made}, with "
            f"{words} words for each salt: {value} hashes. A salt does not make one guess slower; salts that differ "
            "keep one guess from serving many rows."
        ),
        proof=f"ROWS, WORDS, GROUPS, OLD = {rows}, {words}, {groups}, {old}\nCODE = {code!r}\n{PROOF}",
    )
