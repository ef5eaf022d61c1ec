"""After which line of a function a test has to let the rival run, so that the race shows."""

from typing import Any

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="J3",
    level="senior",
    title="Where a test has to place the rival, so that a race shows",
    practise=("test-a-race",),
)
NAMES = [("seat", "book"), ("slot", "reserve"), ("bike", "rent"), ("shift", "take"), ("coupon", "redeem")]
BODIES = [
    ["{r} = load(5)", 'if {r}.owner: return "taken"', "charge(user)", "{r}.owner = user", "save({r})", 'return "done"'],
    [
        "{r} = load(5)",
        'if {r}.owner: return "taken"',
        "charge(user)",
        "{r} = load(5)",
        "if {r}.owner: return give_back(user)",
        "{r}.owner = user",
        "save({r})",
        'return "done"',
    ],
    [
        "{r} = load(5)",
        'if {r}.owner: return "taken"',
        "charge(user)",
        'if not take_if_free(5, user): return "too late"',
        'return "done"',
    ],
    [
        "{r} = load(5)",
        "lock.acquire()",
        "{r}.owner = {r}.owner or user",
        "save({r})",
        "lock.release()",
        "charge(user)",
        'return "done" if {r}.owner == user else "taken"',
    ],
    [
        "lock.acquire()",
        "{r} = load(5)",
        "lock.release()",
        'if {r}.owner: return "taken"',
        "{r}.owner = user",
        "save({r})",
        "charge(user)",
        'return "done"',
    ],
    [
        "charge(user)",
        "{r} = load(5)",
        "if {r}.owner: return give_back(user)",
        "{r}.owner = user",
        "save({r})",
        'return "done"',
    ],
    [
        "{r} = load(5)",
        'if {r}.owner: return "taken"',
        "{r} = load(5)",
        "{r}.owner = user",
        "charge(user)",
        "save({r})",
        'return "done"',
    ],
]
FILLERS = ['log("{act}", user)', 'count("{act}")', "check_address(user)"]
ASKED = {"both": 'both callers get `"done"`', "charged": "both callers have been charged in the end"}
RACE = """\
from types import SimpleNamespace

def race(lines, place):
    stored, charged, answers, late = {"owner": ""}, [], {}, []

    def save(row):
        stored["owner"] = row.owner

    def take_if_free(number, user):
        if stored["owner"]:
            return False
        stored["owner"] = user
        return True

    def give_back(user):
        charged.remove(user)
        return "taken"

    class Lock:
        held = False

        def acquire(self):
            self.held = True

        def release(self):
            self.held = False
            if late:
                late.pop()()

    def rival():
        answers["ben"] = work("ben", lambda number: None)

    def pause(number):
        if number == place:
            if lock.held:
                late.append(rival)
            else:
                rival()

    lock = Lock()
    space = {
        "load": lambda number: SimpleNamespace(owner=stored["owner"]), "save": save, "take_if_free": take_if_free,
        "give_back": give_back, "charge": charged.append, "lock": lock, "log": lambda *words: None,
        "count": lambda *words: None, "check_address": lambda *words: None,
    }
    source = ["def work(user, pause):"]
    for number, line in enumerate(lines, start=1):
        source += ["    " + line, f"    pause({number})"]
    exec("\\n".join(source), space)
    work = space["work"]
    answers["ada"] = work("ada", pause)
    return answers, charged
"""
PROOF = """\
import threading
from types import SimpleNamespace
lines = {lines!r}

class Row:
    # a row that two threads share; take() is one statement
    def __init__(self):
        self.owner, self.mutex = "", threading.Lock()
    def take(self, number, user):
        with self.mutex:
            free = not self.owner
            self.owner = self.owner or user
            return free

class Lock:
    def __init__(self):
        self.real, self.released = threading.Lock(), lambda: None
    def acquire(self):
        self.real.acquire(timeout=1)
    def release(self):
        self.real.release()
        self.released()

def two_callers(place):
    row, lock, charged, answers = Row(), Lock(), [], {{}}
    def give_back(user):
        charged.remove(user)
        return "taken"
    def rival():
        lock.released = lambda: None
        ben = threading.Thread(target=lambda: answers.update(ben=space["work"]("ben", lambda number: None)))
        ben.start()
        ben.join()
    def pause(number):
        if number == place and lock.real.locked():
            lock.released = rival
        elif number == place:
            rival()
    space = {{
        "load": lambda number: SimpleNamespace(owner=row.owner), "save": lambda it: setattr(row, "owner", it.owner),
        "take_if_free": row.take, "give_back": give_back, "charge": charged.append, "lock": lock,
        "log": print_nothing, "count": print_nothing, "check_address": print_nothing,
    }}
    source = "\\n    ".join(part for number, line in enumerate(lines, 1) for part in (line, f"pause({{number}})"))
    exec("def work(user, pause):\\n    " + source, space)
    answers["ada"] = space["work"]("ada", pause)
    return answers, charged

def print_nothing(*words): pass

red = []
for place in range(1, len(lines)):
    answers, charged = two_callers(place)
    both = set(answers.values()) == {{"done"}} and len(answers) == 2
    if both if {asked!r} == "both" else {{"ada", "ben"}} <= set(charged):
        red.append(place + 1)  # the line with def comes first
print(red[{index}])
"""
RUNNING: dict[str, Any] = {}
exec(RACE, RUNNING)


def outcome(lines: list[str], place: int) -> tuple[dict[str, str], list[str]]:
    found: tuple[dict[str, str], list[str]] = RUNNING["race"](lines, place)
    return found


def is_red(found: tuple[dict[str, str], list[str]], asked: str) -> bool:
    answers, charged = found
    return list(answers.values()) == ["done", "done"] if asked == "both" else len(set(charged)) == 2


def build(random: Random) -> Variant:
    """What is read where, what is checked again, and what a lock covers differ."""
    row, act = random.choice(NAMES)
    while True:
        lines = [line.format(r=row) for line in random.choice(BODIES)]
        for filler in random.sample(FILLERS, max(8 - len(lines), 0)):
            lines.insert(random.randint(0, len(lines) - 1), filler.format(act=act))
        asked, last = random.choice(list(ASKED)), random.random() < 0.6
        found = {place: outcome(lines, place) for place in range(1, 8)}
        red = [place for place, one in found.items() if is_red(one, asked)]
        if len(lines) == 8 and red and len(red) < 6:
            break
    number = red[-1] if last else red[0]
    code = f"def {act}(user):\n" + "\n".join(f"    {line}" for line in lines)
    wrong = {
        place + 1: told(found[place], red=place in red, earlier=place < number)
        for place in range(1, 8)
        if place != number
    }
    return Variant(
        prompt=(
            "`load` returns a copy of the row as it is stored, `save` stores it whole, `take_if_free` changes it in "
            "one statement if it has no owner, `give_back` undoes the charge and returns `taken`. A test calls this "
            "function for Ada, and after one line lets a rival, Ben, run through the whole function; if Ada holds "
            f"the lock there, Ben begins as soon as she has released it. The test is red if {ASKED[asked]}. After "
            f"which line does Ben have to run? If there are several, choose the {'last' if last else 'first'} of them."
        ),
        code=code,
        answer=Line(number=number + 1, wrong=wrong),
        why=(
            f"The test is red with Ben after line{'s' * (len(red) > 1)} {', '.join(str(one + 1) for one in red)}. A "
            "race shows only if the rival runs between what is read and what is done with it, without a look in "
            "between. A second look, a condition in the statement itself or a lock that covers both closes the gap, "
            "and whatever stands outside it, such as a charge, may still be open."
        ),
        proof=PROOF.format(lines=lines, asked=asked, index=-1 if last else 0),
    )


def told(found: tuple[dict[str, str], list[str]], *, red: bool, earlier: bool) -> str:
    answers, charged = found
    paid = " and ".join(one.capitalize() for one in sorted(set(charged))) or "nobody"
    end = f"Then Ada gets `{answers['ada']}` and Ben `{answers.get('ben', '')}`; charged in the end: {paid}"
    if not red:
        return f"{end}. The test is green."
    return f"{end}. It is red as well, but there is {'a later' if earlier else 'an earlier'} line."
