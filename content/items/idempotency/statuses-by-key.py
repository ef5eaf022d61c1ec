"""Which statuses four requests get from a server that remembers keys, by what it stores and what it compares."""

from dataclasses import dataclass, replace

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="E3",
    level="middle",
    title="Which statuses four requests with idempotency keys get",
    practise=("idempotency-key-record",),
)
FIELDS = [("sku", "tea", "quantity"), ("room", "12", "guests"), ("route", "N7", "seats"), ("iban", "DE02", "cents")]
LIMIT = 9
COMPARED = {
    "parsed": "The parsed bodies are compared: the order of the fields does not matter, another value does.",
    "raw": "The texts are compared as they came, so another order of the fields is another request.",
    "nothing": "Nothing is compared here: a key that is known gets the stored answer, whatever the body says.",
}


@dataclass(frozen=True)
class Server:
    """by_client: a key belongs to its client.  compares: what of a body.  stores: refusals as well."""

    by_client: bool
    compares: str
    stores: bool

    def answers(self, story: list[tuple[str, str, str]], count: str) -> str:
        """Return what is printed."""
        seen: dict[tuple[str, str], tuple[str, int]] = {}
        lines = []
        for client, key, body in story:
            slot = (client if self.by_client else "", key)
            mark = {"parsed": str(sorted(body.strip("{}").split(", "))), "raw": body, "nothing": ""}[self.compares]
            if slot in seen:
                known, answer = seen[slot]
                lines.append(f"{answer} again" if known == mark else "422")
                continue
            answer = 409 if int(body.split(f'"{count}": ')[1].split(",")[0].strip("}")) > LIMIT else 201
            lines.append(str(answer))
            if answer == 201 or self.stores:
                seen[slot] = (mark, answer)
        return "\n".join(lines)


def build(random: Random) -> Variant:
    """The slot of a key, what is compared and which answers are stored differ, so the same requests end otherwise."""
    server = Server(
        by_client=random.random() < 0.5,
        compares=random.choice(["parsed", "raw", "nothing"]),
        stores=random.random() < 0.5,
    )
    name, value, count = random.choice(FIELDS)
    few, more = random.sample(range(2, 6), 2)
    one = f'{{"{name}": "{value}", "{count}": {few}}}'
    turned = f'{{"{count}": {few}, "{name}": "{value}"}}'
    other = f'{{"{name}": "{value}", "{count}": {more}}}'
    much = f'{{"{name}": "{value}", "{count}": {LIMIT + more}}}'
    pool = [("ada", "k1", one), ("ada", "k1", turned), ("ada", "k1", other), ("ben", "k1", one), ("ben", "k1", other)]
    refused = random.random() < 0.6
    if refused:
        last = ("ada", "k3", random.choice([much, much, one]))
        story = [("ada", "k3", much), ("ada", "k1", one), random.choice(pool), last]
    else:
        story = [("ada", "k1", one), *random.sample(pool, 2), ("ada", random.choice(["k1", "k2"]), turned)]
    key = server.answers(story, count)
    return Variant(
        prompt=(
            "This is a sketch of a server that remembers idempotency keys. `201 again` stands for the stored answer, "
            "sent once more without doing the work. What do these four requests print?"
        ),
        code=written(server, story, count),
        answer=Output(text=key, wrong=wrongs(server, story, count, key)),
        why=why(server, refused=refused),
        proof="import json\n" + written(server, story, count),
    )


def written(server: Server, story: list[tuple[str, str, str]], count: str) -> str:
    slot = "(client, key)" if server.by_client else "key"
    mark = {"parsed": "json.loads(body)", "raw": "body", "nothing": '""'}[server.compares]
    refusal = [f'    answer = 409 if json.loads(body)["{count}"] > {LIMIT} else 201']
    if not server.stores:
        refusal = [f'    if json.loads(body)["{count}"] > {LIMIT}:', "        return 409", "    answer = 201"]
    return "\n".join(
        [
            "seen = {}",
            "",
            "def post(client, key, body):",
            f"    slot, mark = {slot}, {mark}",
            "    if slot in seen:",
            "        known, answer = seen[slot]",
            '        return f"{answer} again" if known == mark else 422',
            *refusal,
            "    seen[slot] = (mark, answer)",
            "    return answer",
            "",
            *(f'print(post("{client}", "{key}", \'{body}\'))' for client, key, body in story),
        ]
    )


def wrongs(server: Server, story: list[tuple[str, str, str]], count: str, key: str) -> dict[str, str]:
    """Return what another server would have answered, and what somebody answers who forgets the keys."""
    found = {
        replace(server, by_client=not server.by_client).answers(story, count): (
            "The slot holds the client as well here, so equal keys of two clients do not meet."
            if server.by_client
            else "The slot is the key alone, so two clients who use the same one meet in it."
        ),
        replace(server, stores=not server.stores).answers(story, count): (
            "A refusal is stored like any other answer here, and its key is taken from then on."
            if server.stores
            else "A refused request returns before anything is stored, so its key is still free."
        ),
    }
    for way in ("nothing", "raw", "parsed"):
        found.setdefault(replace(server, compares=way).answers(story, count), COMPARED[server.compares])
    fresh = "\n".join(Server(by_client=True, compares="raw", stores=True).answers([one], count) for one in story)
    found.setdefault(fresh, "This forgets that keys are remembered: a slot that is known decides before any work.")
    first = story[0][2]
    same = replace(server, compares="nothing").answers([(*one[:2], first) for one in story], count)
    if story[0][1] == "k1":
        found.setdefault(same, "The bodies are not all equal, and whether that counts is decided by the mark.")
    return {text: reason for text, reason in found.items() if text != key}


def why(server: Server, *, refused: bool) -> str:
    slot = (
        "A slot belongs to a client and a key, so two clients may use the same key. "
        if server.by_client
        else "A slot belongs to a key alone: two clients who invent the same one get each other's answers. "
        if server.compares == "nothing"
        else "A slot belongs to a key alone: two clients who invent the same one get each other's answers or a 422. "
    )
    stored = ""
    if refused:
        stored = (
            " The refusal is stored too, so its key is taken, also for a corrected request."
            if server.stores
            else " The refusal is not stored, so its key is free, and the next request with it is judged anew."
        )
    return f"{slot}{COMPARED[server.compares]}{stored}"
