"""What a test that overrides dependencies really reaches, by how each thing gets into the handler."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G10",
    level="middle",
    title="What a test's overrides reach",
    practise=("override-dependencies-in-tests",),
)
NAMES = [
    ("rates", "clock", "stock", "offer"),
    ("tariff", "today", "fleet", "plan"),
    ("wages", "dates", "wards", "rota"),
    ("fees", "now", "seats", "hall"),
    ("taxes", "mailer", "prices", "bill"),
]
WAYS = ["parameter", "below", "called", "called below", "lambda"]


def build(random: Random) -> Variant:
    """Only what FastAPI itself resolves by the key is replaced; a plain call is not, nor what a replaced one needed."""
    *things, between = random.choice(NAMES)
    random.shuffle(things)
    ways = {name: random.choice(WAYS) for name in things}
    while len(set(ways.values())) < 2:
        ways = {name: random.choice(WAYS) for name in things}
    replaced = [name for name in things if random.random() < 0.75] or things[:1]
    below = [name for name in things if "below" in ways[name]]
    parent = bool(below) and random.random() < 0.25
    results, told = [], []
    for name in things:
        result, why = reached(name, ways[name], between, is_replaced=name in replaced, parent=parent)
        results.append(result)
        told.append(why)
    code = "\n".join([*program(things, ways, below, between), *overrides(replaced, below if parent else [], between)])
    key = " ".join(results)
    naive = " ".join("fake" if name in replaced else "real" for name in things)
    turned = " ".join([*results[:-1], "fake" if results[-1] == "real" else "real"])
    wrong = {
        text: f"At the first word that differs: {told[first_difference(text, key)]}"
        for text in (turned, "real real real", "fake fake fake", naive)
        if text != key
    }
    return Variant(
        prompt=(
            "A test sends one request to this FastAPI application. The answer is a JSON list of three words. What are "
            "they? Write them with blanks between them."
        ),
        code=code,
        answer=Output(text=key, wrong=wrong),
        why=" ".join(told) + " An override is looked up by the function object whenever FastAPI resolves a dependency.",
        proof=f"""\
import asyncio
import httpx
from fastapi import Depends, FastAPI
app = FastAPI()
{code}
async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://api") as client:
        return (await client.get("/")).json()
print(*asyncio.run(ask()))
""",
    )


def first_difference(one: str, two: str) -> int:
    pairs = zip(one.split(), two.split(), strict=True)
    return next(at for at, (left, right) in enumerate(pairs) if left != right)


def reached(name: str, way: str, between: str, *, is_replaced: bool, parent: bool) -> tuple[str, str]:
    if "below" in way and parent:
        return "fixed", f"`{between}` is replaced as a whole, so `{name}` is not asked at all."
    if not is_replaced:
        return "real", f"Nothing replaces `{name}`."
    if way in {"parameter", "below"}:
        return "fake", f"`{name}` is resolved by FastAPI, so the override is found."
    if way == "lambda":
        return (
            "real",
            f"`{name}` is called inside a lambda; what FastAPI resolves is the lambda, and that has no override.",
        )
    return "real", f"`{name}` is called like any function, without FastAPI."


def program(things: list[str], ways: dict[str, str], below: list[str], between: str) -> list[str]:
    """Return the lines of the application: the things, what stands between, and the handler."""
    lines = [line for name in things for line in (f"def {name}():", '    return "real"')]
    if below:
        wanted = ", ".join(f"{name}_=Depends({name})" for name in below if ways[name] == "below")
        parts = ", ".join(f'"{name}": {name + ("_" if ways[name] == "below" else "()")}' for name in below)
        lines += ["", f"def {between}({wanted}):", f"    return {{{parts}}}"]
    wanted_here = [f"    made=Depends({between}),"] if below else []
    values = []
    for name in things:
        if "below" in ways[name]:
            values.append(f'made["{name}"]')
        elif ways[name] == "called":
            values.append(f"{name}()")
        else:
            values.append(f"{name}_")
            provider = f"lambda: {name}()" if ways[name] == "lambda" else name
            wanted_here.append(f"    {name}_=Depends({provider}),")
    head = ["def read(", *wanted_here, "):"] if wanted_here else ["def read():"]
    return [*lines, "", '@app.get("/")', *head, f"    return [{', '.join(values)}]", ""]


def overrides(replaced: list[str], fixed: list[str], between: str) -> list[str]:
    lines = [f'app.dependency_overrides[{name}] = lambda: "fake"' for name in replaced]
    if fixed:
        made = ", ".join(f'"{name}": "fixed"' for name in fixed)
        lines.append(f"app.dependency_overrides[{between}] = lambda: {{{made}}}")
    return lines
