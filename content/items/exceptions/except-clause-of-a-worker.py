"""Which clause lets a worker go on after the failures that it should survive, and stop at the others."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="A8",
    level="senior",
    title="Which except clause a worker needs for given rules",
    practise=("catch-narrow-or-broad", "error-hierarchy-for-a-service"),
)
# the base of the service's errors, an error in the data, an outage; the loop, one job, what handles it
STORIES = [
    ("ImportFault", "BadRow", "SupplierDown", "import_rows", "row", "save"),
    ("MailFault", "BadAddress", "ServerDown", "send_letters", "letter", "send"),
    ("PaymentFault", "Declined", "ProviderDown", "collect", "payment", "charge"),
    ("TourFault", "BadStop", "MapDown", "plan_tours", "tour", "plan"),
    ("SyncFault", "BadRecord", "PartnerDown", "sync", "record", "push"),
]
DATA_BASES = ["{b}", "{b}", "ValueError", "LookupError"]
OUTAGE_BASES = ["{b}", "{b}", "ConnectionError", "{b}, ConnectionError", "TimeoutError"]
GO, STOP = "is noted, and the next one is taken", "ends the run"


def family_of(name: str, base: str) -> set[str]:
    """Return what fits a class with this base clause."""
    above = {
        "ConnectionError": {"OSError", "Exception", "BaseException"},
        "TimeoutError": {"OSError", "Exception", "BaseException"},
    }
    found = {name, "Exception", "BaseException"}
    for one in base.split(", "):
        found |= {one} | above.get(one, set())
    return found


def listed(names: list[str]) -> str:
    *some, last = (f"`{name}`" for name in names)
    return f"{', '.join(some)} and {last}" if some else last


def build(random: Random) -> Variant:
    """The hierarchy and the rules vary, and only together they say how broad the clause may be."""
    base, data, outage, function, job, handle = random.choice(STORIES)
    while True:
        data_base, outage_base = random.choice(DATA_BASES).format(b=base), random.choice(OUTAGE_BASES).format(b=base)
        fits = {
            data: family_of(data, data_base),
            outage: family_of(outage, outage_base),
            "FileNotFoundError": {"FileNotFoundError", "OSError", "Exception", "BaseException"},
            "AttributeError": {"AttributeError", "Exception", "BaseException"},
            "SystemExit": {"SystemExit", "BaseException"},
        }
        clauses = [data, random.choice([outage, f"({data}, {outage})"]), base, "OSError", "Exception", "BaseException"]
        goes = {
            clause: tuple(bool(set(clause.strip("()").split(", ")) & found) for found in fits.values())
            for clause in clauses
        }
        right = random.choice(clauses[:-1])
        if any(goes[right]) and list(goes.values()).count(goes[right]) == 1:
            break
    events = {
        data: f"A {job} with an error of its own (`{data}`)",
        outage: f"A {job} for which the other side did not answer (`{outage}`)",
        "FileNotFoundError": f"A {job} whose file is missing (`FileNotFoundError`)",
        "AttributeError": f"A fault in our own code (`AttributeError` at one {job})",
        "SystemExit": "The signal to shut down (`SystemExit`)",
    }
    rules = [f"- {events[name]} {GO if goes[right][place] else STOP}." for place, name in enumerate(fits)]
    wrong = {}
    for clause in clauses:
        if clause == right:
            continue
        misses = [name for place, name in enumerate(fits) if goes[right][place] and not goes[clause][place]]
        extra = [name for place, name in enumerate(fits) if goes[clause][place] and not goes[right][place]]
        said = [f"lets {listed(misses)} end the run"] if misses else []
        said += [f"goes on after {listed(extra)}"] if extra else []
        wrong[f"`except {clause}`"] = f"With these classes it {', and '.join(said)}, against the rules."
    code = f"""\
class {base}(Exception): ...
class {data}({data_base}): ...
class {outage}({outage_base}): ...

def {function}({job}s):
    for {job} in {job}s:
        try:
            {handle}({job})
        except ...:
            note({job})"""
    proof = f"""\
source = {code!r}
wanted = {dict(zip(fits, goes[right], strict=True))!r}
def survives(clause, name):
    done, noted = [], []
    def {handle}({job}):
        if {job} == 0:
            raise eval(name, space)("x")
        done.append({job})
    space = {{"{handle}": {handle}, "note": noted.append}}
    exec(source.replace("except ...", clause.strip("`")), space)
    try:
        space["{function}"]([0, 1])
    except BaseException:
        return False
    return done == [1] and noted == [0]
clauses = {sorted(f"`except {one}`" for one in clauses)!r}
[fitting] = [one for one in clauses if all(survives(one, name) == goes for name, goes in wanted.items())]
print(fitting)
"""
    return Variant(
        prompt=(
            f"A worker handles {job}s. These are the rules:\n\n"
            + "\n".join(rules)
            + "\n\nWhich clause belongs in place of `except ...`?"
        ),
        code=code,
        answer=OneOf(right=f"`except {right}`", wrong=wrong),
        why=(
            f"`except {right}` fits exactly what the rules let the worker survive, given the bases of the classes "
            "above. A clause catches its class and every subclass, so how broad it is depends on the hierarchy: what "
            "shares a base is caught together. `SystemExit` is no `Exception`, so only `BaseException` would swallow "
            "a shutdown. What a worker survives is a decision of the team, and the clause should say just that."
        ),
        proof=proof,
    )
