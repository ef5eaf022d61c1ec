"""How many orders there are after a client's attempts, by what was lost on the way and which key each attempt had."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="E3",
    level="junior",
    title="How many orders there are after a client's attempts",
    practise=("what-idempotent-means", "idempotency-key-record"),
)
THINGS = ["purchase", "booking", "payment", "transfer", "claim", "parcel", "ticket"]
# What may happen to an attempt: is the work done, does the client hear of it.
FATES = {
    "no connection": (False, False, "the connection is refused"),
    "request lost": (False, False, "the request is lost on its way"),
    "answer lost": (True, False, "the answer is lost on its way back"),
    "slow": (True, False, "the client stops waiting, and the server finishes the work before the next attempt"),
    "503": (False, False, "a proxy answers 503 before the server has seen anything"),
    "answered": (True, True, "the answer arrives"),
}


def build(random: Random) -> Variant:
    """An attempt that was not answered may have worked; whether a repeat is known depends on where its key is made."""
    thing = random.choice(THINGS)
    made = random.choice(["outside", "inside", "inside", "none", "cart", "outside"])
    clicks = random.choice([1, 2, 2])
    while True:
        story = [attempts(random) for _ in range(clicks)]
        works = [FATES[fate][0] for one in story for fate in one]
        if sum(works) >= 2 and len(works) > sum(works):
            break
    per_click = sum(any(FATES[fate][0] for fate in one) for one in story)
    key = {"outside": per_click, "inside": sum(works), "none": sum(works), "cart": 1}[made]
    header = {"none": "{}", "cart": '{"Idempotency-Key": cart.id}'}.get(made, '{"Idempotency-Key": key}')
    code = "\n".join(
        [
            "def place(cart):   # runs once for each click on the button",
            *(["    key = str(uuid4())"] if made == "outside" else []),
            "    for attempt in range(3):",
            *(["        key = str(uuid4())"] if made == "inside" else []),
            "        try:",
            "            answer = client.post(",
            f'                "/{thing}s", json=cart.data, headers={header}',
            "            )",
            "        except httpx.TransportError:",
            "            continue",
            "        if answer.status_code == 201:",
            "            return answer.json()",
            "    raise NotPlaced",
        ]
    )
    lines = []
    for number, one in enumerate(story, start=1):
        told = "; ".join(f"attempt {at}: {FATES[fate][2]}" for at, fate in enumerate(one, start=1))
        lines.append(f"{'Click' if clicks == 1 else f'Click {number}'}, {told}.")
    total = len(works)
    wrong = {
        sum(FATES[one[-1]][1] for one in story): (
            "This counts answers that arrived. An attempt without an answer may have done its work all the same."
        ),
        total: "This counts attempts. Some of them never reached the server.",
        sum(works): "This counts the attempts that reached the server. A key that is known makes no second one.",
        per_click: (
            "This would be so with one key for each click. Here each attempt is a new request for the server."
            if made in {"inside", "none"}
            else "The key is that of the cart, so the second click is a repeat as well."
        ),
    }
    wrong.setdefault(
        1,
        "One would need a key that all attempts share. This code sends none."
        if made == "none"
        else "One would need one key for everything that the server has seen. Look where the key is made.",
    )
    wrong.setdefault(key + 1, "Ask of each attempt whether the server did the work, and whether it knew the key.")
    return Variant(
        prompt=(
            f"A shop's page places a {thing} with this code. The server makes one {thing} for each request that it "
            "gets, unless the request has an `Idempotency-Key` that it has seen: then it sends the first answer again. "
            f"The customer clicks {'once' if clicks == 1 else 'twice, with the same cart'}. {' '.join(lines)} How many "
            f"{thing}s are there in the end?"
        ),
        code=code,
        answer=Number(value=key, unit=f"{thing}s", wrong={n: reason for n, reason in wrong.items() if n != key}),
        why=why(made, thing, key, sum(works), clicks),
        proof=proof(code, thing, story),
    )


def attempts(random: Random) -> list[str]:
    """Return the fates of up to three attempts; only the last may be answered."""
    count = random.randint(1, 3)
    unheard = ["no connection", "request lost", "answer lost", "slow", "503", "answer lost"]
    found = [random.choice(unheard) for _ in range(count - 1)]
    return [*found, "answered"] if count < 3 or random.random() < 0.6 else [*found, random.choice(unheard)]


def why(made: str, thing: str, key: int, worked: int, clicks: int) -> str:
    begin = f"{worked} attempts reached the server; a lost answer or an impatient client undoes nothing. "
    if made == "none":
        return (
            begin
            + f"Without a key the server cannot tell a repeat from a new wish, so each of them is a {thing}: {key}."
        )
    if made == "inside":
        return begin + (
            "The key is made anew in each round of the loop, so the server has never seen it, and each of them is a "
            f"{thing}: {key}. The key belongs to the wish, not to the attempt."
        )
    if made == "cart":
        return begin + (
            "All of them carry the same key, that of the cart, over every attempt and every click. So there is one "
            f"{thing}. The price: whoever wants the same thing twice needs another cart."
        )
    more = "The second click makes another key, so it counts by itself. " if clicks > 1 else ""
    return begin + f"The key is made once before the loop, so repeats of a click are known. {more}That makes {key}."


def proof(code: str, thing: str, story: list[list[str]]) -> str:
    told = [[(FATES[fate][0], FATES[fate][1], fate) for fate in one] for one in story]
    return f"""\
import httpx
from uuid import uuid4

class NotPlaced(Exception):
    pass

class Cart:
    id, data = "cart-7", {{"sku": "tea"}}

made, known = [], {{}}

def server(request):
    key = request.headers.get("Idempotency-Key")
    if key is None or key not in known:
        made.append("{thing}")
        known[key] = httpx.Response(201, json={{"number": len(made)}})
    return httpx.Response(201, json=known[key].json())

def network(request):
    works, heard, fate = fates.pop(0)
    answer = server(request) if works else None
    if fate == "503":
        return httpx.Response(503)
    if not heard:
        raise httpx.ReadTimeout("nobody answers") if works else httpx.ConnectError("refused")
    return answer

client = httpx.Client(transport=httpx.MockTransport(network), base_url="http://shop")
{code}

for fates in {told}:
    try:
        place(Cart)
    except NotPlaced:
        pass
print(len(made))
"""
