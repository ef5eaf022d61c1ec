"""Which services run a library's new release after a rebuild: ranges, locks, and what an image installs from."""

from dataclasses import dataclass, replace

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="D3",
    level="middle",
    title="Which services run a library's new release after a rebuild",
    practise=("range-or-pin", "what-a-lock-file-adds", "ship-internal-library"),
)
LIBRARIES = ["moneylib", "taxrules", "labelkit", "routelib", "shiftcalc", "pricebook"]
SERVICES = ["shop", "billing", "orders", "stock", "rota", "portal", "search", "mailer", "fleet", "payouts"]
HELPERS = ["paykit", "docskit", "webkit", "mailkit"]
ASKS = ">=2.3.0rc1"
OLD = ["2.0.4", "2.2.0", "2.3.1"]
# A release, and which ranges take it in.
RELEASES = {
    "2.3.2": {">=2.1,<3", "~=2.3", "~=2.3.0", ">=2.0", "!=2.2.0"},
    "2.4.0": {">=2.1,<3", "~=2.3", ">=2.0", "!=2.2.0"},
    "3.0.0": {">=2.0", "!=2.2.0"},
    "2.4.0rc1": {ASKS},
}
RANGES = [">=2.1,<3", "~=2.3", "~=2.3.0", ">=2.0", "==2.3.1", "!=2.2.0"]


@dataclass(frozen=True)
class Service:
    name: str
    allows: str
    helper: str
    lock: bool
    source: str  # what the image installs from: lock, declaration or layer


def build(random: Random) -> Variant:
    """Range, lock and what the image installs from differ between six services, and the release between variants."""
    library, release = random.choice(LIBRARIES), random.choice(list(RELEASES)[:3] * 3 + list(RELEASES)[3:])
    helper = random.choice(HELPERS)
    while True:
        services = [made(random, name, helper) for name in random.sample(SERVICES, 6)]
        if release == "2.4.0rc1":
            services[:3] = [replace(one, allows=ASKS, helper="") for one in services[:3]]
            random.shuffle(services)
        moved = [one.name for one in services if moves(one, release)]
        if 1 <= len(moved) <= 4 and len({one.source for one in services}) == 3:
            break
    told = {one.name: reason(one, release) for one in services}
    lines = [f"{'':<8} {'declares':<36} {'lock':<6} the image installs"]
    for one in services:
        declares = f"{one.helper}, needs {library}{one.allows}" if one.helper else f"{library}{one.allows}"
        installs = {"layer": "an old layer", "lock": "from the lock", "declaration": "from the declaration"}[one.source]
        lines.append(f"{one.name:<8} {declares:<36} {'2.3.1' if one.lock else 'none':<6} {installs}")
    order = sorted(services, key=lambda one: one.name)
    return Variant(
        prompt=(
            f"Until Monday the index held {', '.join(f'`{library}` {old}' for old in OLD)}, and every service ran "
            f"2.3.1. On Monday {release} is published. On Tuesday all six services are built anew from unchanged "
            "repositories, by an installer that takes the newest version that is allowed, and deployed. `an old "
            "layer`: the step that installs was cached last week and is not run again. Which services then run "
            f"{release}?"
        ),
        code="\n".join(lines),
        language="text",
        answer=SomeOf(
            right={f"`{one.name}`": told[one.name] for one in order if one.name in moved},
            wrong={f"`{one.name}`": told[one.name] for one in order if one.name not in moved},
        ),
        why=(
            "Three questions for each service. Is the step that installs run at all? Does it install from the lock? "
            "Then it gets 2.3.1, whatever is published. Only where it reads the declaration does the range decide, and "
            + (
                "a pre-release is taken only where the range itself names one."
                if "rc" in release
                else f"the newest version inside the range is {release} or not. An unused lock protects nobody."
            )
        ),
        proof=proof(library, release, services),
    )


def made(random: Random, name: str, helper: str) -> Service:
    source = random.choice(["lock", "declaration", "declaration", "declaration", "layer"])
    return Service(
        name=name,
        allows=random.choice(RANGES),
        helper=helper if random.random() < 0.3 else "",
        lock=source == "lock" or random.random() < 0.35,
        source=source,
    )


def moves(one: Service, release: str) -> bool:
    return one.source == "declaration" and one.allows in RELEASES[release]


def reason(one: Service, release: str) -> str:
    if one.source == "lock":
        return "It installs what its lock says, 2.3.1, and nobody has made a new lock."
    if one.source == "layer":
        return "The step that installs is not run again, so the image holds what was installed last week."
    unused = "The lock is there but not used. " if one.lock else ""
    if one.allows == ASKS:
        return f"{unused}Its range names a pre-release, so pre-releases are allowed, and {release} is the newest."
    if moves(one, release):
        through = f"It gets the library through `{one.helper}`, whose range " if one.helper else "Its range "
        return f"{unused}{through}`{one.allows}` allows {release}, which is the newest."
    if "rc" in release and one.allows != "==2.3.1":
        return f"{unused}A pre-release is not taken by a range that does not ask for one, while others fit."
    return f"{unused}`{one.allows}` does not allow {release}, so an older version is taken."


def proof(library: str, release: str, services: list[Service]) -> str:
    rows = [(one.name, one.helper, one.allows, one.source) for one in services]
    return f"""\
from packaging.requirements import Requirement
from packaging.version import Version

index = {{"{library}": {[*OLD, release]}, **{{name: ["1.0"] for _, name, _, _ in {rows} if name}}}}

def newest(requirement):
    allowed = requirement.specifier.filter(map(Version, index[requirement.name]))
    return str(max(allowed))

def installed(helper, allows):
    wanted, chosen = [Requirement(helper or f"{library}{{allows}}")], {{}}
    while wanted:
        one = wanted.pop()
        chosen[one.name] = newest(one)
        if one.name == helper:
            wanted.append(Requirement(f"{library}{{allows}}"))
    return chosen["{library}"]

last_week = "2.3.1"
for name, helper, allows, source in sorted({rows}):
    if (installed(helper, allows) if source == "declaration" else last_week) == "{release}":
        print(f"`{{name}}`")
"""
