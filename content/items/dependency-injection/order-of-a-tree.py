"""In which order the dependencies of one request are called, by where each is declared and what it needs."""

from jobfutures.checks.families.authoring import Family, Order, Random, Variant

FAMILY = Family(
    area="G10",
    level="middle",
    title="In which order the dependencies of a request are called",
    practise=("what-depends-saves", "when-a-dependency-is-cached"),
)
NAMES = [
    ("orders", "place", ["tenant", "session", "user", "quota", "basket", "audit"]),
    ("bookings", "book", ["branch", "session", "guest", "limit", "calendar", "trace"]),
    ("parcels", "accept", ["depot", "session", "driver", "load", "tariff", "log"]),
    ("refunds", "refund", ["client", "session", "clerk", "budget", "payment", "watch"]),
    ("shifts", "swap", ["ward", "session", "nurse", "hours", "plan", "notice"]),
]


def build(random: Random) -> Variant:
    """Two stand on the router or the route, two are parameters, two are needed by others: which is which varies."""
    path, handler, pool = random.choice(NAMES)
    names = random.sample(pool, 6)
    first, second, leaf, other, one, two = names
    # who needs whom: the leaves are needed by one or two of the four that are declared
    declared = [first, second, one, two]
    needs: dict[str, list[str]] = {name: [] for name in names}
    needs[random.choice(declared)].append(leaf)
    needs[random.choice(declared)].append(other)
    if random.random() < 0.6:
        again = random.choice([name for name in declared if leaf not in needs[name]])
        needs[again].append(leaf)
    if not needs[leaf] and random.random() < 0.4 and not any({leaf, other} <= set(found) for found in needs.values()):
        needs[leaf].append(other)
    for found in needs.values():
        random.shuffle(found)
    on_router, on_route = (first, second) if random.random() < 0.7 else (second, first)
    order: list[str] = []
    why: dict[str, str] = {}

    def call(name: str, reason: str) -> None:
        if name in order:
            return
        for need in needs[name]:
            call(need, f"`{name}` needs it, so it is called before `{name}`.")
        order.append(name)
        own = needs[name]
        why[name] = reason + (
            f" What it needs, {listed(own)}, {'has' if len(own) == 1 else 'have'} been called by now." if own else ""
        )

    call(on_router, "It stands on the router, and what stands there comes first.")
    call(on_route, "It stands in the decorator of the route: after the router's, before the parameters.")
    call(one, "It is the first parameter of the handler; parameters come after what decorator and router list.")
    call(two, "It is the second parameter of the handler, so it comes after the first.")

    def define(name: str) -> str:
        wanted = ", ".join(f"{need}=Depends({need})" for need in needs[name])
        return f"async def {name}({wanted}): ..."

    body = "\n".join(define(name) for name in dict.fromkeys([other, leaf, *sorted(declared)]))
    code = f"""\
{body}

router = APIRouter(dependencies=[Depends({on_router})])

@router.post("/{path}", dependencies=[Depends({on_route})])
async def {handler}(a=Depends({one}), b=Depends({two})): ..."""
    steps = {f"`{name}` is called": why[name] for name in order}
    return Variant(
        prompt=(
            f"The router is included in the application. One request to `/{path}` reaches the handler. In which "
            "order are "
            "the dependencies called for the first time?"
        ),
        code=code,
        answer=Order(steps=steps),
        why=(
            "FastAPI resolves what the router lists, then what the route's decorator lists, then the parameters in "
            "their "
            "order. Whatever one of them needs is called right before it, unless it was called in this request "
            "already: "
            "then its value is used again."
        ),
        proof=f"""\
import asyncio
import httpx
from fastapi import APIRouter, Depends, FastAPI
called = []
def noting(function):
    import functools
    @functools.wraps(function)
    async def note(*args, **named):
        called.append(function.__name__)
        return "x"
    return note
{body.replace("async def", "@noting" + chr(10) + "async def")}
{code[len(body) :]}
app = FastAPI()
app.include_router(router)
async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://api") as client:
        assert (await client.post("/{path}")).status_code == 200
asyncio.run(ask())
print("\\n".join(f"`{{name}}` is called" for name in called))
""",
    )


def listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
