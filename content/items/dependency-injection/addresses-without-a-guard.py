"""Which addresses answer without a key, by where the guard stands: application, router, inclusion, route or mount."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="G10",
    level="junior",
    title="Which addresses answer without a key",
    practise=("what-depends-saves",),
)
GUARD = "dependencies=[Depends(key)]"
# router, its path, second router, its two paths, mounted application, its path, two paths of the application
DOMAINS = [
    ("admin", "orders", "reports", ("daily", "yearly"), "hooks", "paid", ("prices", "basket")),
    ("staff", "shifts", "payroll", ("march", "april"), "clock", "stamp", ("rota", "wards")),
    ("depot", "parcels", "tours", ("today", "next"), "scans", "arrived", ("rates", "branches")),
    ("office", "rooms", "bills", ("open", "sent"), "door", "opened", ("offers", "menu")),
    ("school", "courses", "marks", ("spring", "autumn"), "bell", "rung", ("dates", "places")),
]


def build(random: Random) -> Variant:
    """Each of five places has the guard or not; an address is open where none of those above it has one."""
    router, first, inner, (third, fourth), mounted, event, (fifth, sixth) = random.choice(DOMAINS)
    on_app = random.random() < 0.2
    on_router, on_inner, on_mount, nested = (random.random() < 0.5 for _ in range(4))
    on_include = random.random() < 0.4
    on_fourth, on_sixth = random.random() < 0.6, random.random() < 0.6
    parent = router if nested else "app"
    included = f"{parent}.include_router({inner}{f', {GUARD}' if on_include else ''})"
    code = f"""\
def key(x_key: Annotated[str | None, Header()] = None):
    if x_key != "k-17":
        raise HTTPException(401)

app = FastAPI({GUARD if on_app else ""})
{router} = APIRouter(prefix="/{router}"{f", {GUARD}" if on_router else ""})
{inner} = APIRouter(prefix="/{inner}"{f", {GUARD}" if on_inner else ""})
{mounted} = FastAPI({GUARD if on_mount else ""})

@app.get("/{fifth}")
@app.get("/{sixth}"{f", {GUARD}" if on_sixth else ""})
@{router}.get("/{first}")
@{inner}.get("/{third}")
@{inner}.get("/{fourth}"{f", {GUARD}" if on_fourth else ""})
@{mounted}.get("/{event}")
def answer():
    return "done"

{included}
app.include_router({router})
app.mount("/{mounted}", {mounted})"""
    base = f"/{router}/{inner}" if nested else f"/{inner}"
    over_inner = [
        *(["the router"] if on_inner else []),
        *(["the line that includes it"] if on_include else []),
        *([f"`{router}`, which includes it,"] if nested and on_router else []),
        *(["the application"] if on_app else []),
    ]
    over = {
        f"/{fifth}": ["the application"] if on_app else [],
        f"/{sixth}": (["the route itself"] if on_sixth else []) + (["the application"] if on_app else []),
        f"/{router}/{first}": (["the router"] if on_router else []) + (["the application"] if on_app else []),
        f"{base}/{third}": over_inner,
        f"{base}/{fourth}": (["the route itself"] if on_fourth else []) + over_inner,
        f"/{mounted}/{event}": ["the mounted application"] if on_mount else [],
    }
    if len({bool(guards) for guards in over.values()}) < 2:
        return build(random)
    reasons = {
        f"/{fifth}": "It belongs to the application directly, which has no guard; those of routers do not reach it.",
        f"/{sixth}": "Neither the route nor the application has the guard.",
        f"/{router}/{first}": "Neither its router nor the application has the guard, and nothing else stands above it.",
        f"{base}/{third}": "Neither its router, nor what includes it, nor the application has the guard.",
        f"{base}/{fourth}": (
            "Neither the route, nor its router, nor what includes it, nor the application has the guard."
        ),
        f"/{mounted}/{event}": (
            "A mounted application has its own guards, and this one has none; those of `app` do not reach it."
        ),
    }
    told = {
        f"`{path}`": (not guards, f"The guard on {guards[0]} holds for it." if guards else reasons[path])
        for path, guards in over.items()
    }
    options = list(told)
    random.shuffle(options)
    return Variant(
        prompt="A stranger sends GET requests without a key to `app`. Which of these addresses answer with status 200?",
        code=code,
        answer=SomeOf(
            right={name: told[name][1] for name in options if told[name][0]},
            wrong={name: told[name][1] for name in options if not told[name][0]},
        ),
        why=(
            "A guard holds for what is below it: on the application for its own routes and for included routers, on a "
            "router for its routes and for what that router includes, on the inclusion for what is included there, "
            "on a "
            "route for this route. A guard of an inner router does not reach its parent, and a mounted application is "
            "an application of its own."
        ),
        proof=f"""\
import asyncio
from typing import Annotated
import httpx
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException
{code}
async def status(client, path):
    return (await client.get(path)).status_code
async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://api") as client:
        return [f"`{{path}}`" for path in {sorted(over)} if await status(client, path) == 200]
print("\\n".join(sorted(asyncio.run(ask()))))
""",
    )
