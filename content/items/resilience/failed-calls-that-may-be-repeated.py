"""Which failed calls a client repeats by itself: those that may succeed later and do no harm twice."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="K4",
    level="middle",
    title="Which failed calls a client may repeat by itself",
    practise=("backoff-and-jitter", "why-set-a-timeout"),
)
# the call, what happened, how the server treats it: (method, has a key, fault); and why
RIGHT = [
    (
        "`GET /orders/{n}`:",
        "answered 503",
        ("GET", False, "503"),
        "A read changes nothing, and 503 says that it may work soon.",
    ),
    (
        "`GET /stock/{n}`:",
        "timed out",
        ("GET", False, "lost"),
        "A read may be done twice, whether or not the first one arrived.",
    ),
    (
        "`POST /payments` with an idempotency key:",
        "timed out",
        ("POST", True, "lost"),
        "If it arrived, the server knows the key and books nothing a second time.",
    ),
    (
        "`POST /payments` without a key:",
        "the connection was refused",
        ("POST", False, "refused"),
        "Nobody accepted the connection, so nothing was sent and nothing can have been booked.",
    ),
    (
        "`PUT /orders/{n}/address`:",
        "timed out",
        ("PUT", False, "lost"),
        "It sets the same address again: the second time changes nothing.",
    ),
    (
        "`DELETE /baskets/{n}`:",
        "broke off after sending",
        ("DELETE", False, "lost"),
        "If the first one arrived, the second finds nothing left to delete, and the basket is gone either way.",
    ),
    (
        "`GET /rates`:",
        "answered 429 with Retry-After: 1",
        ("GET", False, "429 1"),
        "The server names a moment that lies within what the request has left.",
    ),
    (
        "`POST /refunds` with an idempotency key:",
        "answered 503",
        ("POST", True, "503"),
        "The fault passes, and the key keeps the refund from being made twice.",
    ),
]
WRONG = [
    (
        "`POST /payments` without a key:",
        "timed out",
        ("POST", False, "lost"),
        "It may have been booked, and without a key the server takes a second one for another payment.",
    ),
    (
        "`POST /mails` without a key:",
        "broke off after sending",
        ("POST", False, "lost"),
        "The mail may be under way already; a repetition would send another one.",
    ),
    (
        "`POST /orders` with an idempotency key:",
        "422, the quantity is missing",
        ("POST", True, "422"),
        "The key makes it harmless, but the same body lacks the same field: it will fail again.",
    ),
    (
        "`GET /orders/{n}`:",
        "answered 404",
        ("GET", False, "404"),
        "That is an answer: asked again, the same order is still unknown.",
    ),
    (
        "`GET /rates`:",
        "answered 429 with Retry-After: 60",
        ("GET", False, "429 60"),
        "Before that minute is over it would be refused again, and the request has only seconds left.",
    ),
    (
        "`PATCH /stock/{n}` with the change minus 1:",
        "timed out",
        ("PATCH", False, "lost"),
        "If the first one arrived, one more piece would be taken off.",
    ),
    (
        "`PUT /orders/{n}` with If-Match:",
        "answered 412",
        ("PUT", False, "412"),
        "Somebody else changed the order; the same old version is refused again until it is read anew.",
    ),
    (
        "`GET /invoices/{n}`:",
        "answered 403",
        ("GET", False, "403"),
        "The right is missing now and will be missing in a second; repeating only adds load.",
    ),
]


def build(random: Random) -> Variant:
    """The same call may be right with one fault and wrong with another; so may the same fault."""
    count = random.choice([2, 3, 3, 4])
    left, number = random.choice([4, 5, 8]), random.randint(11, 98)
    chosen = random.sample(RIGHT, count) + random.sample(WRONG, 6 - count)
    chosen = random.sample(chosen, 6)
    texts = {f"{call.format(n=number)} {what}": (how, why) for call, what, how, why in chosen}
    good = {call + what for call, what, _, _ in RIGHT}
    right = {f"{call.format(n=number)} {what}": why for call, what, _, why in chosen if call + what in good}
    return Variant(
        prompt=(
            f"A client waits a moment (after a Retry-After: that long) and sends the same call again, unchanged, "
            f"within the {left} seconds that its "
            "request "
            "has left. The partner's server follows HTTP and remembers idempotency keys for a day. A call that timed "
            "out "
            "or broke off may or may not have been carried out. Which of these failed calls should the client repeat "
            "by "
            "itself?"
        ),
        answer=SomeOf(right=right, wrong={text: why for text, (_, why) in texts.items() if text not in right}),
        why=(
            "Two questions for each: can the same call succeed within the time that is left, and does it do no harm "
            "if the "
            "first one was carried out? Reads, PUT, DELETE and calls with a key may be done twice. A refusal such "
            "as 404 or 422 comes again; a 429 ends after its wait."
        ),
        proof=f"""\
CALLS = { ({text: how for text, (how, _) in texts.items()})!r}
LEFT = {left}
class Server:
    def __init__(self):
        self.address, self.basket, self.booked, self.keys = "old", True, 0, set()
    def do(self, method, key):
        if method == "PUT":
            self.address = "new"
        elif method == "DELETE":
            self.basket = False
        elif method != "GET" and not (key and key in self.keys):
            self.booked += 1
            self.keys |= {{key}}
    def state(self):
        return self.address, self.basket, self.booked
def repeated(method, has_key, fault, arrived):
    # the state after the fault and one repetition, and whether that one succeeds
    server, key = Server(), "k1" if has_key else None
    if fault == "lost" and arrived:
        server.do(method, key)
    wait = int(fault.split()[1]) if fault.startswith("429") else 1
    works = wait < LEFT and fault[:3] in ("los", "ref", "503", "429")
    if works:
        server.do(method, key)
    return works, server.state()
for text, (method, has_key, fault) in sorted(CALLS.items()):
    once = Server()
    once.do(method, "k1")
    if all(repeated(method, has_key, fault, arrived) == (True, once.state()) for arrived in (True, False)):
        print(text)
""",
    )
