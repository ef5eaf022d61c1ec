"""How many rows a search returns when its text was written by an attacker."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="F4",
    level="junior",
    title="How many rows a hostile search text gets out of a query",
    practise=("sql-injection-with-an-orm",),
)
TABLES = [("orders", "shop_id", "number"), ("bookings", "hotel_id", "guest"), ("parcels", "depot_id", "label")]
TABLES += [("invoices", "branch_id", "number"), ("tickets", "venue_id", "holder")]
OR_TRUE, OR_CUT, OR_OTHER, CLOSED = "x' OR '1'='1", "x' OR 1=1 --", "x' OR {own}={b} --", "x') OR 1=1 --"
FORMS = {  # the condition, how the text gets into it, and for each text how many rows: own, both, other or none
    "last": ("{own} = {a} AND {text} = '{{term}}'", {OR_TRUE: "both", OR_CUT: "both", OR_OTHER: "other"}),
    "first": ("{text} = '{{term}}' AND {own} = {a}", {OR_TRUE: "own", OR_CUT: "both", OR_OTHER: "other"}),
    "brackets": ("{own} = {a} AND ({text} = '{{term}}' OR note = '{{term}}')", {OR_TRUE: "own", CLOSED: "both"}),
    "parameter": ("{own} = {a} AND {text} = ?", {OR_TRUE: "none", OR_CUT: "none", OR_OTHER: "none"}),
    "parameters": ("{own} = {a} AND ({text} = ? OR note = ?)", {OR_TRUE: "none", CLOSED: "none"}),
}
WHY = {
    ("last", OR_TRUE): "AND binds tighter than OR, so `'1'='1'` stands alone behind the OR and is true for every row",
    ("last", OR_CUT): "`1=1` stands alone behind the OR and is true for every row; `--` hides the last quote",
    ("last", OR_OTHER): "the condition behind the OR stands alone and asks for the other key",
    ("first", OR_TRUE): "AND binds tighter than OR, so the text is `x`, or the row is of the own key and `'1'='1'`",
    ("first", OR_CUT): "`--` hides the rest of the line, and with it the condition on the key",
    ("first", OR_OTHER): "`--` hides the own key, and the condition before it asks for the other one",
    ("brackets", OR_TRUE): "the OR stays within the brackets, so the condition on the key still limits the rows",
    ("brackets", CLOSED): "the text closes the bracket, adds a condition that is always true, and hides the rest",
}
PROOF = """
import sqlite3
database = sqlite3.connect(":memory:")
database.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {OWN} INTEGER, {TEXT} TEXT, note TEXT)")
for key, count in COUNTS.items():
    for number in range(count):
        database.execute(f"INSERT INTO {TABLE} ({OWN}, {TEXT}, note) VALUES (?, ?, '')", (key, f"T-{key}-{number}"))
term = TERM
exec(CODE)
print(len(rows))
"""


def build(random: Random) -> Variant:
    """Where the text stands in the condition, and whether it becomes part of it, decides what OR can reach."""
    table, own, text = random.choice(TABLES)
    form = random.choice(["last", "first", "brackets", "last", "first", "brackets", "parameter", "parameters"])
    condition, outcomes = FORMS[form]
    template = random.choice(list(outcomes))
    a, b = random.sample(range(1, 9), 2)
    mine = random.randint(3, 9)
    theirs = random.choice([number for number in range(4, 15) if number != mine])
    where = condition.format(own=own, text=text, a=a)
    term = template.format(own=own, b=b)
    if form.startswith("parameter"):
        values = "(term,)" if form == "parameter" else "(term, term)"
        call, prefix = f"database.execute(sql, {values})", ""
    else:
        call, prefix = "database.execute(sql)", "f"
    code = f"""\
sql = (
    "SELECT * FROM {table}"
    {prefix}" WHERE {where}"
)
rows = {call}.fetchall()"""
    numbers = {"own": mine, "both": mine + theirs, "other": theirs, "none": 0}
    value = numbers[outcomes[template]]
    pasted = not form.startswith("parameter")
    reached = WHY[form, template] if pasted else "a parameter is compared as a whole text, and no row has this text"
    reached = reached.replace("the own key", f"{own} {a}").replace("the other key", f"{own} {b}")
    wrong = {
        0: "No row has this text. But the quote ends the literal, and the rest of the text is read as SQL.",
        mine: f"The condition on `{own}` does not limit the rows here: {reached}.",
        mine + theirs: f"More than that is needed to reach all rows: {reached}.",
        theirs: f"It is not the other rows alone that are found: {reached}.",
    }
    if not pasted:
        wrong[mine] = "The text is not part of the SQL, so its OR is no OR. It is compared as a value."
        wrong[mine + theirs] = "That would be so if the text were pasted into the SQL. A parameter stays a value."
    return Variant(
        prompt=(
            f"The table `{table}` of an SQLite database holds {mine} rows with `{own}` {a} and {theirs} rows with "
            f"`{own}` {b}. In the column `{text}` stand texts like `T-17`, and all notes are empty. A visitor searches "
            f"for exactly this text, which is in `term`:\n\n`{term}`\n\nHow many rows does the search return?"
        ),
        code=code,
        answer=Number(value=value, unit="rows", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            f"The statement is {'built with the text in it' if pasted else 'fixed before the text comes'}: {reached}. "
            "So what matters is whether the text is part of the statement, and if so, which condition its OR stands "
            "beside. With parameters it is never part of it, whatever it contains."
        ),
        proof=(
            f"TABLE, OWN, TEXT, TERM = {table!r}, {own!r}, {text!r}, {term!r}\n"
            f"COUNTS = { ({a: mine, b: theirs})!r}\nCODE = {code!r}\n{PROOF}"
        ),
    )
