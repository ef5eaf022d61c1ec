"""Which failed requests a client may repeat unchanged: what the request does to the state, and what kind of failure."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="E3",
    level="middle",
    title="Which failed requests a client may simply repeat",
    practise=("harmful-retry", "what-idempotent-means"),
)
# A request: does it leave the same state if it is worked on twice, and why.
REQUESTS: dict[str, tuple[bool, str]] = {
    'PUT /cart/{n} {{"quantity": {q}}}': (True, "Setting a quantity twice leaves what setting it once leaves."),
    'PATCH /cart/{n} {{"quantity": {q}}}': (True, "This patch sets a quantity, and setting it twice changes no more."),
    'PATCH /cart/{n} {{"add": {q}}}': (False, "This patch adds, so a second time adds again."),
    'PUT /cart/{n} {{"add": {q}}}': (False, "The method promises repeatability, but this body adds, and adds again."),
    'POST /cart/{n}/lines {{"add": {q}}}': (False, "It adds, so a second time adds again."),
    "DELETE /holds/{n}": (True, "A hold that is gone stays gone."),
    'POST /orders {{"cart": {n}}}, Idempotency-Key: k{q}': (True, "The server knows the key again and orders once."),
    'POST /orders {{"cart": {n}}}, no key': (False, "Without a key the server takes a repeat for another order."),
}
# A failure: what the client sees, whether the work may have been done, whether another try may end otherwise, and why.
FAILURES: dict[str, tuple[str, bool, bool, str]] = {
    "refused": ("the connection was refused", False, True, "Nothing was sent, so nothing has been done yet."),
    "silence": ("no answer within 5 s", True, True, "The work may have been done although nobody heard of it."),
    "reset": ("the connection broke off after the request was sent", True, True, "The work may have been done."),
    "busy": ("429 with Retry-After: 2", False, True, "The server refused before working on it, and names a time."),
    "gateway": ("503 from the gateway, which found no worker", False, True, "It never reached a worker."),
    "invalid": ("422, the request breaks a rule", False, False, "The same request will be refused again."),
    "forbidden": ("403, the client may not do this", False, False, "The same request will be refused again."),
}


def build(random: Random) -> Variant:
    """Each of six requests has its own effect and its own failure; both decide together."""
    number, quantity = random.randint(10, 99), random.randint(2, 9)
    texts = {text: text.format(n=number, q=quantity) for text in REQUESTS}
    while True:
        pairs = [
            (request, random.choice([*FAILURES, "silence", "reset", "silence"]))
            for request in random.sample(list(REQUESTS), 6)
        ]
        right = [pair for pair in pairs if worth(*pair)]
        if 2 <= len(right) <= 4:
            break
    options = {pair: f"`{texts[pair[0]]}`: {FAILURES[pair[1]][0]}" for pair in pairs}
    return Variant(
        prompt=(
            "A client works through these requests, and each of them failed once in the way that is said. A rule shall "
            "be written for it: repeat the request unchanged, after a pause and after any time the answer names, where "
            "the repeat may succeed and is sure to leave no more than one success would. `quantity` sets, `add` adds "
            "to what is there, the server remembers idempotency keys, a DELETE of what is gone answers 204, and nobody "
            "else writes meanwhile. Which of the requests may be repeated under this rule?"
        ),
        answer=SomeOf(
            right={options[pair]: reason(*pair) for pair in right},
            wrong={options[pair]: reason(*pair) for pair in pairs if pair not in right},
        ),
        why=(
            "Two questions for each. May the first attempt have done its work? After a refused connection or a refusal "
            "by status it has not; after silence or a broken connection nobody knows. If it may have, the repeat must "
            "leave the same state, and that is a matter of what the request does, not of its method's name. And may "
            "the answer change? A 422 or a 403 will be the same tomorrow."
        ),
        proof=proof({options[pair]: (texts[pair[0]], pair[1]) for pair in pairs}),
    )


def worth(request: str, failure: str) -> bool:
    same, _ = REQUESTS[request]
    _, perhaps_done, may_succeed, _ = FAILURES[failure]
    return may_succeed and (same or not perhaps_done)


def reason(request: str, failure: str) -> str:
    same, effect = REQUESTS[request]
    _, perhaps_done, may_succeed, told = FAILURES[failure]
    if not may_succeed:
        return f"{told} Something has to change first, here or there."
    if perhaps_done:
        return f"{told} {effect}" + (" So a repeat does no harm." if same else "")
    return f"{told} So the repeat is the first time that it is worked on."


def proof(options: dict[str, tuple[str, str]]) -> str:
    """Send each of them over a network that fails once, repeat it, and compare with a network that does not fail."""
    return f"""\
import json
import re
import httpx

def server(request, state):
    path, key = request.url.path, request.headers.get("Idempotency-Key")
    if state["answer"]:
        return httpx.Response(state["answer"])
    if path.startswith("/holds"):
        state["hold"] = None
        return httpx.Response(204)
    body = json.loads(request.content)
    if path == "/orders":
        if key is None or key not in state["keys"]:
            state["orders"] += 1
            state["keys"].append(key)
        return httpx.Response(201)
    state["quantity"] = body["quantity"] if "quantity" in body else state["quantity"] + body["add"]
    return httpx.Response(200)

def sent(text, failure, times):
    state = {{"quantity": 1, "orders": 0, "keys": [], "hold": 7, "answer": None, "calls": 0}}
    state["answer"] = {{"invalid": 422, "forbidden": 403}}.get(failure)
    def network(request):
        state["calls"] += 1
        first = state["calls"] == 1
        if first and failure == "refused":
            raise httpx.ConnectError("refused")
        if first and failure in ("busy", "gateway"):
            return httpx.Response(429 if failure == "busy" else 503)
        answer = server(request, state)
        if first and failure in ("silence", "reset"):
            raise httpx.ReadTimeout("nobody answers")
        return answer
    method, path, body, key = re.fullmatch(r"(\\w+) (\\S+)(?: (\\{{.*?\\}}))?(?:, (.*))?", text).groups()
    headers = {{"Idempotency-Key": key.split(": ")[1]}} if key and ":" in key else {{}}
    status = 0
    with httpx.Client(transport=httpx.MockTransport(network), base_url="http://shop") as client:
        for _ in range(times):
            try:
                status = client.request(method, path, content=body, headers=headers).status_code
            except httpx.TransportError:
                status = 0
    return {{name: state[name] for name in ("quantity", "orders", "hold")}}, status

for option, (text, failure) in sorted({options}.items()):
    once, _ = sent(text, None, 1)
    repeated, status = sent(text, failure, 2)
    if repeated == once and 200 <= status < 300:
        print(option)
"""
