"""What a client gets when an application fails, by how much of the answer had already left."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="G8",
    level="senior",
    title="What a client gets when an application fails late",
    practise=("server-or-framework", "what-runs-after-yield"),
)
HANDLED, PLAIN, WHOLE, BROKEN = (
    "Status 409, with the body that the handler makes",
    "Status 500, with the words `Internal Server Error`",
    "Status 200, with the whole body as if nothing had failed",
    "Status 200, with a body that breaks off or never begins",
)
ENDPOINT = '@app.get("/{p}")\nasync def {p}():\n    return {{"rows": 3}}'
WITH_SESSION = ENDPOINT.replace("{p}():", "{p}(one: Annotated[int, Depends(session)]):")
WITH_TASKS = ENDPOINT.replace("{p}():", "{p}(tasks: BackgroundTasks):\n    tasks.add_task(notify)")
STREAM = '@app.get("/{p}")\nasync def {p}():\n    return StreamingResponse(rows())'
STAMP = '@app.middleware("http")\nasync def stamp(request, call_next):\n'
PLACES = {  # code; how it ends for an exception with a handler, and for one without; what had left by then
    "endpoint": (
        ENDPOINT.replace("    return", "    {fail}\n    return"),
        (HANDLED, PLAIN),
        "the endpoint fails before there is any answer",
    ),
    "dependency": (
        "async def session():\n    {fail}\n    yield 1\n\n" + WITH_SESSION,
        (HANDLED, PLAIN),
        "the dependency fails before the endpoint is called",
    ),
    "first chunk": (
        'async def rows():\n    {fail}\n    yield "row 1\\n"\n\n' + STREAM,
        (BROKEN, BROKEN),
        "the response sends its status first and only then asks for the first chunk",
    ),
    "second chunk": (
        'async def rows():\n    yield "row 1\\n"\n    {fail}\n    yield "row 2\\n"\n\n' + STREAM,
        (BROKEN, BROKEN),
        "the status and the first chunk had left already",
    ),
    "background": (
        "async def notify():\n    {fail}\n\n" + WITH_TASKS,
        (WHOLE, WHOLE),
        "the background task runs when the whole answer has been sent",
    ),
    "after yield": (
        "async def session():\n    yield 1\n    {fail}\n\n" + WITH_SESSION,
        (WHOLE, WHOLE),
        "what stands behind the `yield` of a dependency runs when the answer has been sent",
    ),
    "middleware before": (
        STAMP + "    {fail}\n    return await call_next(request)\n\n" + ENDPOINT,
        (PLAIN, PLAIN),
        "the middleware stands outside of the handlers for own exceptions, and nothing had left",
    ),
    "middleware after": (
        STAMP + "    response = await call_next(request)\n    {fail}\n    return response\n\n" + ENDPOINT,
        (PLAIN, PLAIN),
        "the middleware holds the response and fails before it hands it on, outside of the handlers",
    ),
}
PATHS = ["export", "orders", "invoices", "stock", "shifts", "parcels"]
ERRORS = ["StockError", "RateError", "SlotError", "QuotaError", "LimitError"]
PROOF = """
import asyncio
from typing import Annotated
from fastapi import BackgroundTasks, Depends, FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
exec(CODE)
sent = []
async def main():
    scope = {
        "type": "http", "method": "GET", "path": "/" + PATH, "raw_path": b"", "query_string": b"", "headers": [],
        "scheme": "http", "server": ("test", 80), "client": ("test", 1), "http_version": "1.1",
    }
    asked, never = iter([{"type": "http.request", "body": b"", "more_body": False}]), asyncio.Event()
    async def receive():
        for message in asked:
            return message
        await never.wait()
    async def send(message):
        sent.append(message)
    try:
        await app(scope, receive, send)
    except Exception:
        pass
asyncio.run(main())
status = sent[0]["status"]
body = b"".join(message.get("body", b"") for message in sent[1:])
whole = any(not message.get("more_body", False) for message in sent[1:])
if status == 200:
    print(OPTIONS["whole" if whole else "broken"])
elif status == 409 and b"handled" in body:
    print(OPTIONS["handled"])
elif status == 500 and body == b"Internal Server Error":
    print(OPTIONS["plain"])
"""


def build(random: Random) -> Variant:
    """What can still be answered depends on whether the status has left, and on who stands outside of the failure."""
    place = random.choice(list(PLACES))
    template, outcomes, because = PLACES[place]
    error, path = random.choice(ERRORS), random.choice(PATHS)
    with_handler = random.random() < 0.6
    raised = error if with_handler else "KeyError"
    fail = f'raise {raised}("{random.choice(["late", "gone", "full", "closed"])}")'
    handler = (
        f"class {error}(Exception):\n    pass\n\napp = FastAPI()\n\n@app.exception_handler({error})\n"
        'async def handle(request, error):\n    return JSONResponse({"error": "handled"}, status_code=409)\n\n'
    )
    code = handler + template.format(p=path, fail=fail)
    right = outcomes[0 if with_handler else 1]
    told = f"Here {because}."
    fitting = "fits" if with_handler else "does not fit this exception"
    handled = " The handler fits." if right == HANDLED else ""
    reasons = {
        HANDLED: f"The handler {fitting}, and it can answer only inside its reach and while nothing has left. {told}",
        PLAIN: f"The outermost layer answers so only if no handler did and nothing has left. {told}{handled}",
        WHOLE: f"The answer is whole only if all of it has been sent before the failure. {told}",
        BROKEN: f"An answer breaks off only if its status had left and its end had not. {told}",
    }
    keys = {"handled": HANDLED, "plain": PLAIN, "whole": WHOLE, "broken": BROKEN}
    return Variant(
        prompt=(
            f"What does the client of `GET /{path}` get from this application with FastAPI 0.165, served by uvicorn?"
        ),
        code=code,
        answer=OneOf(right=right, wrong={text: why for text, why in reasons.items() if text != right}),
        why=(
            f"{told} The status leaves once and cannot be taken back. Until then a handler for the exception answers, "
            "if it stands further out than the failure, else the outermost layer with a plain 500. Afterwards the "
            "server can only end the connection, and behind the last byte nobody notices but the log. So a 200 in the "
            "log does not say that all was delivered."
        ),
        proof=f"PATH, OPTIONS = {path!r}, {keys!r}\nCODE = {code!r}\n{PROOF}",
    )
