"""Which options nobody could prefer, whatever matters to them, and which are therefore struck before the talk."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="L4",
    level="middle",
    title="Which options can be struck before anybody weighs them",
    practise=("say-no-with-numbers", "choose-between-two-libraries"),
)
STORIES = [
    (
        "Sales asks for fresher figures in the dashboard.",
        ["live by socket", "poll each minute", "refresh each hour", "nightly mail", "read replica", "bought dashboard"],
        "customers served",
    ),
    (
        "Support asks for a way to correct bookings.",
        ["admin page", "import of a sheet", "own tool", "script on call", "form with approval", "bought back office"],
        "cases covered",
    ),
    (
        "Depots ask for labels when the network is away.",
        ["offline app", "printed stock", "second line", "local server", "mobile modem", "paper lists"],
        "depots helped",
    ),
]


def beats(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Return whether one is no worse in weeks, monthly cost and effect, and better in one of them."""
    no_worse = one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2]
    return no_worse and one != other


def worse(one: tuple[int, int, int], other: tuple[int, int, int], effect: str) -> str:
    """Name a column in which one is worse than the other."""
    if one[2] < other[2]:
        return effect
    return "weeks" if one[0] > other[0] else "costs"


def build(random: Random) -> Variant:
    """Figures are drawn anew; an option may be dear, slow or of little use and still be somebody's best."""
    asked, names, effect = random.choice(STORIES)
    while True:
        rows = [
            (random.randint(1, 9), random.choice([0, 20, 50, 80, 120, 200]), random.randint(4, 40)) for _ in names[:5]
        ]
        struck = [any(beats(other, row) for other in rows) for row in rows]
        extremes = [min(row[0] for row in rows), max(row[1] for row in rows), min(row[2] for row in rows)]
        kept = [row for row, is_struck in zip(rows, struck, strict=True) if not is_struck]
        trap = any(row[1] == extremes[1] or row[2] == extremes[2] for row in kept)
        if 1 <= sum(struck) <= 3 and trap and len(set(rows)) == 5:
            break
    chosen = dict(zip(random.sample(names, 5), rows, strict=True))
    code = [f"{'':<22}{'weeks':>6}{'a month':>10}   {effect}"]
    code += [f"{name:<22}{weeks:>6}{month:>8} €   {served}" for name, (weeks, month, served) in chosen.items()]
    right, wrong = {}, {}
    for name, row in chosen.items():
        better = [other for other, one in chosen.items() if beats(one, row)]
        if better:
            right[name] = (
                f"`{better[0]}` needs no more weeks, costs no more and has no less effect, and in one of these it is "
                "better."
            )
        else:
            against = [f"`{other}` in {worse(one, row, effect)}" for other, one in chosen.items() if one != row]
            wrong[name] = f"Each of the others is worse in some column: {', '.join(against)}."
    return Variant(
        prompt=(
            f"{asked} You have an estimate for five ways, in weeks of work, running costs and effect. Others will "
            "decide, and "
            "you do not know what weighs most for them. Only these three columns matter: fewer weeks, less money and "
            "more "
            f"{effect} are each better. Which ways can you strike beforehand, because nobody could reasonably prefer "
            "them?"
        ),
        code="\n".join(code),
        language="text",
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "A way can go only if another one is at least as good in every column and better in one: "
            + "; ".join(f"`{name}` is beaten by `{why.split('`')[1]}`" for name, why in right.items())
            + ". What is best in some respect stays in the table, even if you dislike it: to weigh the columns is the "
            "others' part."
        ),
        proof=f'''\
TABLE = """{chr(10).join(code)}"""
rows = {{}}
for line in TABLE.splitlines()[1:]:
    name, figures = line[:22].strip(), line[22:].replace("€", "").split()
    weeks, month, served = map(int, figures)
    rows[name] = (-weeks, -month, served)
# somebody prefers a way if, with some limits for each column, it alone is left
for name, row in sorted(rows.items()):
    left = [one for one in rows.values() if all(have >= need for have, need in zip(one, row))]
    if left != [row]:
        print(name)
''',
    )
