"""Which test of a permission rule turns red when one of its conditions is lost or changed."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="F3",
    level="senior",
    title="Which test notices that a condition of a permission rule is gone",
    practise=("permission-matrix-tests", "role-or-attribute-rules"),
)
RULES = [
    {
        "name": "may_refund",
        "what": "an order",
        "role": "support",
        "other": "packer",
        "state": "paid",
        "late": "open",
        "amount": "cents",
        "limit": 5000,
        "owner": "owner",
    },
    {
        "name": "may_approve",
        "what": "an expense claim",
        "role": "manager",
        "other": "clerk",
        "state": "filed",
        "late": "draft",
        "amount": "cents",
        "limit": 20000,
        "owner": "author",
    },
    {
        "name": "may_cancel",
        "what": "a booking",
        "role": "desk",
        "other": "kitchen",
        "state": "booked",
        "late": "arrived",
        "amount": "nights",
        "limit": 7,
        "owner": "guest",
    },
    {
        "name": "may_write_off",
        "what": "a damaged delivery",
        "role": "depot",
        "other": "office",
        "state": "reported",
        "late": "settled",
        "amount": "parcels",
        "limit": 12,
        "owner": "driver",
    },
]
CONDITIONS = ["role", "state", "limit", "owner"]
PROOF = """
def rule_of(source):
    scope = {}
    exec(source, scope)
    return scope[NAME]
before, after = rule_of(CODE), rule_of(CHANGED)
class Thing:
    def __init__(self, **values):
        self.__dict__.update(values)
red = []
for text, (role, state, amount, is_own) in CASES.items():
    user = Thing(name="kim", role=role)
    thing = Thing(state=state, **{AMOUNT: amount, OWNER: "kim" if is_own else "lee"})
    expected = text.rpartition(": ")[2] == "allowed"
    assert before(user, thing) is expected
    if after(user, thing) is not expected:
        red.append(text)
print("\\n".join(red))
"""


def source_of(rule: dict, lines: dict[str, str]) -> str:
    return f"def {rule['name']}(user, it):\n    return (\n        " + "\n        and ".join(lines.values()) + "\n    )"


def build(random: Random) -> Variant:
    """A case notices a lost condition only if all other conditions hold and this one alone refuses, or just allows."""
    rule = random.choice(RULES)
    limit, amount, deed = rule["limit"], rule["amount"], rule["name"].removeprefix("may_").replace("_", " ")
    order = random.sample(CONDITIONS, len(CONDITIONS))
    texts = {
        "role": f'user.role == "{rule["role"]}"',
        "state": f'it.state == "{rule["state"]}"',
        "limit": f"it.{amount} <= {limit}",
        "owner": f"it.{rule['owner']} != user.name",
    }
    lines = {one: texts[one] for one in order}
    hit = random.choice([*CONDITIONS, "boundary"])
    small, large = random.choice([limit // 2, limit // 3]), limit + random.choice([1, limit // 4 + 1])
    fine = {"role": True, "state": True, "limit": True, "owner": True}

    def case(*broken: str, value: int = 0) -> tuple[str, tuple]:
        holds = fine | dict.fromkeys(broken, False)
        role = rule["role"] if holds["role"] else rule["other"]
        state = rule["state"] if holds["state"] else rule["late"]
        number = value or (small if holds["limit"] else large)
        whose = f"{rule['owner']} is somebody else" if holds["owner"] else f"{rule['owner']} is the caller"
        result = "allowed" if all(holds.values()) else "refused"
        text = f"role {role}, state {state}, {number} {amount}, {whose}: {result}"
        return text, (role, state, number, not holds["owner"])

    others = [one for one in CONDITIONS if one not in (hit, "limit" if hit == "boundary" else "")]
    a, b, c = random.sample(others, 3)
    if hit == "boundary":
        changed = {one: text.replace("<=", "<") for one, text in lines.items()}
        told = f"`<= {limit}` became `< {limit}`"
        right = case(value=limit)
        cases = [case(), case("limit"), case(a, value=limit), case(b, "limit")]
        alone = f"exactly {limit} is the only value on which `<=` and `<` disagree, and all else must be right"
    else:
        changed = {one: text for one, text in lines.items() if one != hit}
        told = f"`{lines[hit]}` was lost"
        right = case(hit)
        cases = [case(), case(hit, a), case(b), case(hit, c)]
        alone = "the lost condition must be the only one that refuses; all others must hold"
    entries = dict([right, *cases])
    if len(entries) < len(cases) + 1:
        return build(random)
    wrong = {}
    for text, (role, state, number, is_own) in entries.items():
        broken = [
            name
            for name, is_broken in (
                ("role", role != rule["role"]),
                ("state", state != rule["state"]),
                ("limit", number > limit),
                ("owner", is_own),
            )
            if is_broken and name in changed
        ]
        if text == right[0]:
            continue
        if broken:
            wrong[text] = f"It is still refused by `{changed[broken[0]]}`, so it stays green."
        else:
            wrong[text] = "It is allowed before and after the change, so it stays green."
    code, after = source_of(rule, lines), source_of(rule, changed)
    texts_of_cases = dict(random.sample(sorted(entries.items()), len(entries)))
    return Variant(
        prompt=(
            f"This rule says who may {deed} {rule['what']}. A suite has one test for each case below, all "
            f"green. In a refactoring, {told}; nothing else changed. Which test turns red?"
        ),
        code=code,
        answer=OneOf(right=right[0], wrong=wrong),
        why=(
            f"A test notices a change only where the old and the new rule differ. Here {alone}. A case with a second "
            "reason for refusal stays refused, and hides the loss. So a suite for a rule needs, beside one allowed "
            "case, one case for each condition in which this condition alone says no, and the values at each limit."
        ),
        proof=(
            f"NAME, AMOUNT, OWNER = {rule['name']!r}, {amount!r}, {rule['owner']!r}\n"
            f"CODE = {code!r}\nCHANGED = {after!r}\nCASES = {texts_of_cases!r}\n{PROOF}"
        ),
    )
