"""Which of several handlers is entered, by the class that arrives, the order of the clauses, and what is translated."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="A8",
    level="middle",
    title="Which handler answers an exception",
    practise=("error-hierarchy-for-a-service", "catch-narrow-or-broad"),
)
# the base class of a service, one for a refusal, a special refusal, one for an outage; who raises and who calls
STORIES = [
    ("ShopError", "Declined", "Expired", "Unreachable", "charge", "pay"),
    ("BookingError", "Full", "Overbooked", "PartnerDown", "hold", "reserve"),
    ("StockError", "NotEnough", "Reserved", "ShelfOffline", "take", "pick"),
    ("CourierError", "Refused", "TooHeavy", "DepotDown", "label", "ship"),
]
ABOVE = {
    "TimeoutError": ["OSError", "Exception"],
    "ConnectionRefusedError": ["ConnectionError", "OSError", "Exception"],
    "FileNotFoundError": ["OSError", "Exception"],
    "KeyError": ["LookupError", "Exception"],
    "UnicodeError": ["ValueError", "Exception"],
}


def build(random: Random) -> Variant:
    """What is raised, what is translated on the way, and in which order the handlers stand all differ."""
    base, refusal, special, outage, raiser, caller = random.choice(STORIES)
    outage_base = random.choice([base, f"{base}, ConnectionError"])
    above = {
        base: ["Exception"],
        refusal: [base, "Exception"],
        special: [refusal, base, "Exception"],
        outage: [base, *(["ConnectionError", "OSError"] if "," in outage_base else []), "Exception"],
    } | ABOVE

    def fits(name: str, clause: str) -> bool:
        return clause == name or clause in above[name]

    place = random.choice([1, 2, 2, 3, 3, 4])
    while True:
        raised = random.choice([special, special, refusal, outage, outage, *ABOVE])
        caught, translated = random.choice(
            [("OSError", outage), ("LookupError", refusal), ("ValueError", refusal), (refusal, outage)]
        )
        arrives = translated if fits(raised, caught) else raised
        clauses = random.sample([base, refusal, special, outage, "OSError", "ConnectionError", "LookupError"], 3)
        clauses.append("Exception")
        chosen = next(clause for clause in clauses if fits(arrives, clause))
        if clauses.index(chosen) + 1 == place:
            break
    code = f"""\
class {base}(Exception): ...
class {refusal}({base}): ...
class {special}({refusal}): ...
class {outage}({outage_base}): ...

def {raiser}():
    raise {raised}("no")

def {caller}():
    try:
        {raiser}()
    except {caught} as error:
        raise {translated}("no") from error

try:
    {caller}()
""" + "\n".join(f'except {clause}:\n    print("{place}")' for place, clause in enumerate(clauses, start=1))
    lines = code.splitlines()
    numbers = {clause: lines.index(f"except {clause}:") + 2 for clause in clauses}
    how = (
        f"`{caller}` catches the `{raised}` and raises `{translated}` in its place"
        if raised == caught
        else f"`{raised}` is a subclass of `{caught}`, so `{caller}` raises `{translated}` in its place"
        if fits(raised, caught)
        else f"`{raised}` is no subclass of `{caught}`, so it passes through `{caller}`"
    )
    wrong = {}
    for clause in clauses:
        if clause == chosen:
            continue
        if fits(arrives, clause):
            wrong[numbers[clause]] = (
                f"`except {clause}` would fit the `{arrives}` as well, but the clauses are tried from the top and "
                "only one is entered."
            )
        elif arrives != raised and fits(raised, clause):
            wrong[numbers[clause]] = f"The first exception would fit, but what arrives here is `{arrives}`: {how}."
        else:
            wrong[numbers[clause]] = f"What arrives is `{arrives}`, and that is no `{clause}`."
    supers = ", ".join(f"`{one}`" for one in above[arrives])
    proof = f"""\
import contextlib, io
code = {code!r}
out = io.StringIO()
with contextlib.redirect_stdout(out):
    exec(code, {{}})
print(code.splitlines().index('    print("' + out.getvalue().strip() + '")') + 1)
"""
    return Variant(
        prompt="Which of the four `print` lines at the end runs?",
        code=code,
        answer=Line(number=numbers[chosen], wrong=wrong),
        why=(
            f"{how[0].upper()}{how[1:]}. What arrives below is `{arrives}`. Its bases are {supers}, and the first "
            f"clause from the top that names it or one of them is `except {chosen}`. A clause catches its class and "
            "all subclasses, so the narrow ones must stand above the broad ones, and an exception that was translated "
            "counts as what it was translated into."
        ),
        proof=proof,
    )
