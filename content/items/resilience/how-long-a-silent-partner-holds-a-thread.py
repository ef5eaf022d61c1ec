"""How many seconds a retrying call takes when the other side accepts connections and never answers."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="K4",
    level="junior",
    title="How long a silent partner holds a thread with retries",
    practise=("why-set-a-timeout", "backoff-and-jitter"),
)
PARTNERS = [
    ("rate", "currency", "rates"),
    ("stock", "sku", "stock"),
    ("route", "parcel", "routes"),
    ("score", "buyer", "scores"),
]


def build(random: Random) -> Variant:
    """The number of attempts, a wait after the last one, and what a deadline is compared with decide."""
    name, noun, path = random.choice(PARTNERS)
    timeout, attempts = random.choice([2, 3, 4, 5]), random.choice([2, 3, 4])
    waits = random.choice(["2 ** attempt", "1", "attempt + 1", "2"])
    kind = random.choice(["plain", "no last wait", "checked", "cut", "inner"])
    most = random.choice([6, 8, 10, 12])
    call = f'client.get(f"/{path}/{{{noun}}}", timeout={timeout})'
    head = [f"def {name}({noun}):"]
    if kind in ("checked", "cut"):
        head += ["    began = clock()"]
    head += [f"    for attempt in range({attempts}):"]
    if kind == "checked":
        head += [f"        if clock() - began > {most}:", "            break"]
    if kind == "cut":
        call = f'client.get(f"/{path}/{{{noun}}}", timeout=min({timeout}, left))'
        head += [f"        left = {most} - (clock() - began)", "        if left <= 0:", "            break"]
    body = ["        try:", f"            return {call}", "        except Timeout:"]
    if kind == "no last wait":
        body += [f"            if attempt < {attempts - 1}:", f"                sleep({waits})"]
    else:
        body += [f"            sleep({waits})"]
    code = "\n".join([*head, *body, "    return None"])
    inner = random.choice([1, 2]) if kind == "inner" else 0
    value, spent = played(kind, (timeout, attempts, waits, most, inner))
    pauses = sum(eval(waits, {"attempt": attempt}) for attempt in range(attempts))
    last = eval(waits, {"attempt": attempts - 1})
    bare, calls = timeout * attempts, timeout * attempts * (1 + inner)
    unused = f"All {attempts} attempts are over before the deadline, so it changes nothing here."
    reasons = {
        "plain": [
            (
                bare + pauses - last,
                "Nothing skips the wait after the last attempt: the loop sleeps and only then ends.",
            ),
            (bare + pauses + timeout, f"`range({attempts})` makes {attempts} attempts, not one more."),
        ],
        "no last wait": [
            (bare + pauses, "The condition leaves out the wait after the last attempt."),
            (bare + pauses + timeout, f"`range({attempts})` makes {attempts} attempts, not one more."),
        ],
        "checked": [
            (
                most,
                "The deadline is looked at before an attempt only; an attempt or a wait that has begun is finished."
                if value > most
                else unused,
            ),
            (bare + pauses, "The deadline breaks the loop before all attempts are made."),
        ],
        "cut": [
            (
                most,
                "The deadline shortens attempts, but the wait after one of them is not shortened."
                if value > most
                else unused,
            ),
            (bare + pauses, "The deadline shortens an attempt or breaks the loop before all are made."),
        ],
        "inner": [
            (bare + pauses, "The client repeats each call by itself before the loop hears of the timeout."),
            (calls, "The loop also waits after each attempt."),
            (
                calls + pauses - last,
                "Nothing skips the wait after the last attempt: the loop sleeps and only then ends.",
            ),
        ],
    }[kind]
    reasons += [
        (timeout, "That is the first request alone; after it the loop sleeps and may try again."),
        (bare, f"{attempts} times {timeout} is time without any sleep; each sleep holds the thread too."),
        (pauses, "Those are sleeps alone; each request that waits in vain takes its time as well."),
    ]
    wrong: dict[int, str] = {}
    for number, reason in reasons:
        if number != value:
            wrong.setdefault(number, reason)
    times = {1: "once", 2: "twice"}
    also = (
        f" After a timeout the client repeats the call {times[inner]} by itself, at once and with the same timeout, "
        "before it raises."
        if inner
        else ""
    )
    ticks = " `clock()` counts seconds." if kind in ("checked", "cut") else ""
    return Variant(
        prompt=(
            "The partner accepts every connection and never sends a byte. `client.get` gives up after exactly "
            "`timeout` "
            f"seconds and raises `Timeout`.{also}{ticks} Nothing else takes time. After how many seconds does "
            f"`{name}` return?"
        ),
        code=code,
        answer=Number(value=value, unit="seconds", wrong=wrong),
        why=(
            f"In order: {spent}; together {value}. A timeout limits one attempt. What a thread is held for is the "
            "sum of "
            "attempts, hidden repetitions and waits, unless a deadline for the whole is checked before each of them "
            "and "
            "cuts what is left."
        ),
        proof=f"""\
class Timeout(Exception):
    pass
now = 100.0
def clock():
    return now
def sleep(seconds):
    global now
    now += seconds
class client:
    def get(path, timeout):
        for _ in range(1 + {inner}):
            sleep(timeout)
        raise Timeout
{code}
{name}("x")
print(round(now - 100))
""",
    )


def played(kind: str, numbers: tuple[int, int, str, int, int]) -> tuple[int, str]:
    """Return the seconds, and in words what they were spent on."""
    timeout, attempts, waits, most, inner = numbers
    now, words = 0, []
    for attempt in range(attempts):
        if (kind == "checked" and now > most) or (kind == "cut" and now >= most):
            break
        taken = min(timeout, most - now) if kind == "cut" else timeout * (1 + inner)
        now += taken
        words.append(f"{taken} for attempt {attempt + 1}")
        if kind != "no last wait" or attempt < attempts - 1:
            pause = eval(waits, {"attempt": attempt})
            now += pause
            words.append(f"{pause} of waiting")
    return now, ", ".join(words)
