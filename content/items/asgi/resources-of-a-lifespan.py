"""What is opened and closed by a lifespan when everything works, and when one of the parts fails."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G8",
    level="middle",
    title="What a lifespan opens and closes when a part of it fails",
    practise=("what-belongs-in-lifespan",),
)
NAMES = ["pool", "broker", "client", "cache", "search", "mailer"]
STYLES = {
    "with": """\
@asynccontextmanager
async def lifespan(app):
    async with resource("{a}"), resource("{b}"):
        print("ready")
        yield""",
    "nested": """\
@asynccontextmanager
async def lifespan(app):
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(resource("{a}"))
        await stack.enter_async_context(resource("{b}"))
        print("ready")
        yield""",
    "plain": """\
@asynccontextmanager
async def lifespan(app):
    await begin("{a}")
    await begin("{b}")
    print("ready")
    yield
    await end("{b}")
    await end("{a}")""",
    "finally": """\
@asynccontextmanager
async def lifespan(app):
    await begin("{a}")
    await begin("{b}")
    print("ready")
    try:
        yield
    finally:
        await end("{b}")
        await end("{a}")""",
}
CLOSES = {
    "with": "`async with` closes, in reverse order, what was opened, and only that",
    "nested": "the exit stack closes, in reverse order, what was entered, and only that",
    "plain": "without `try` the closing lines run only when everything before them went well",
    "finally": "the lines of `finally` run one after the other, and only once the `try` has begun",
}
PROOF = """
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from fastapi import FastAPI
async def begin(name):
    if name == FAILS_OPENING:
        raise ConnectionError(name)
    print("open", name)
async def end(name):
    print("close", name)
    if name == FAILS_CLOSING:
        raise ConnectionError(name)
@asynccontextmanager
async def resource(name):
    await begin(name)
    try:
        yield
    finally:
        await end(name)
exec(CODE)
async def main():
    app = FastAPI(lifespan=lifespan)
    events = iter(["lifespan.startup", "lifespan.shutdown"])
    async def receive():
        kind = next(events)
        if kind == "lifespan.shutdown":
            print("serving")
        return {"type": kind}
    async def send(message):
        if message["type"] == "lifespan.startup.failed":
            print("not started")
    try:
        await app({"type": "lifespan", "state": {}}, receive, send)
    except ConnectionError:
        pass
asyncio.run(main())
"""


def played(style: str, names: tuple[str, str], opening: str, closing: str) -> str:
    """Return what is printed."""
    a, b = names
    safe = style in ("with", "nested")
    if opening == a:
        return "not started"
    if opening == b:
        return f"open {a}\n" + (f"close {a}\n" if safe else "") + "not started"
    begun = f"open {a}\nopen {b}\nready\nserving\nclose {b}"
    return begun if closing == b and not safe else f"{begun}\nclose {a}"


def build(random: Random) -> Variant:
    """How the parts are opened decides what is closed when one of them fails."""
    style = random.choice(list(STYLES))
    a, b = names = tuple(random.sample(NAMES, 2))
    case = random.choice(["good", "opening", "opening", "opening", "closing", "closing"])
    opening = random.choice([a, b, b, b, b]) if case == "opening" else ""
    closing = random.choice([a, b, b]) if case == "closing" else ""
    text = played(style, names, opening, closing)
    code = STYLES[style].format(a=a, b=b)
    event = {
        "good": "Nothing fails.",
        "opening": f"Opening `{opening}` raises a `ConnectionError` before anything is printed for it.",
        "closing": f"Closing `{closing}` prints its line and then raises a `ConnectionError`.",
    }[case]
    both = f"open {a}\nopen {b}\nready\nserving"
    candidates = {
        f"{both}\nclose {b}\nclose {a}": f"This would be so if nothing failed, or if all were protected. {event}",
        f"{both}\nclose {a}\nclose {b}": "What was opened last is closed first.",
        f"{both}\nclose {b}": f"Whether the other one is closed depends on how it was opened: {CLOSES[style]}.",
        f"open {a}\nnot started": f"Whether the first one is closed depends on how it was opened: {CLOSES[style]}.",
        f"open {a}\nclose {a}\nnot started": f"Nobody closes it here by itself: {CLOSES[style]}.",
        f"open {a}\nready\nserving\nclose {a}": "A start-up that fails is a start that fails: no request is served.",
        "not started": "What was opened before the failure has been opened, and printed.",
        both: "At the end the server goes on with the lifespan behind its `yield`.",
    }
    by_case = {"good": [0, 1, 2, 7], "opening": [3, 4, 5, 6, 0], "closing": [0, 1, 2, 7]}[case]
    ordered = list(candidates)
    wrong = {ordered[number]: candidates[ordered[number]] for number in by_case if ordered[number] != text}
    if opening == a:
        wrong = {
            f"close {a}\nnot started": "What was never opened is not closed.",
            f"open {b}\nclose {b}\nnot started": "The first failure ends the start; the second part is not opened.",
        }
    helpers = (
        "`resource(name)` prints `open` and the name, yields, and in a `finally` prints `close` and the name."
        if style in ("with", "nested")
        else "`begin(name)` prints `open` and the name, `end(name)` prints `close` and the name."
    )
    return Variant(
        prompt=(
            f"{helpers} The server starts this FastAPI lifespan, prints `serving` while it serves, and then shuts "
            f"down; if the start fails it prints `not started` and ends. {event} What is printed, tracebacks aside?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            f"Before `yield` is the start, behind it the end. {CLOSES[style][0].upper()}{CLOSES[style][1:]}. {event} "
            "So what must be given back is opened in a way that closes it on every path: `async with`, or an exit "
            "stack if there are many."
        ),
        proof=(f"FAILS_OPENING, FAILS_CLOSING = {opening!r}, {closing!r}\nCODE = {code!r}\n{PROOF}"),
    )
