"""What a counter holds after one thread was interrupted in the middle of a booking and another one booked."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="C1",
    level="middle",
    title="What is left after a thread was interrupted in mid-booking",
    practise=("what-the-gil-does-not-protect",),
)
PLACES = ["hall", "tour", "ferry", "course", "camp", "garage", "clinic", "kitchen"]
# The lines of a booking, a word for each; what stands in a block begins with a dot, in a block of a block with two.
SHAPES = {
    "plain": "read check .no write yes",
    "whole": "lock .read .check ..no .write yes",
    "write": "read check .no lock .write yes",
    "parts": "lock .read check .no lock .write yes",
    "added": "read check .no lock .add yes",
    "again": "read check .no lock .read .check ..no .write yes",
}
Steps = list[tuple[str, int]]


def build(random: Random) -> Variant:
    """Where the lock begins, what stands inside, and before which line the thread is stopped decide the result."""
    shape = random.choice(list(SHAPES))
    place = random.choice(PLACES)
    mine, other = random.sample(range(2, 7), 2)
    start = random.randint(10, 40)
    room = mine + other + random.randint(0, 3) if random.random() < 0.5 else max(mine, other) + random.randint(0, 1)
    steps = [(word.strip("."), word.count(".")) for word in SHAPES[shape].split()]
    stops = [number for number, (step, _) in enumerate(steps, start=2) if step not in {"no", "lock"}]
    stop = random.choice(stops[1:] if random.random() < 0.8 else stops)
    words = {
        "lock": "with lock:",
        "read": f'taken = {place}["taken"]',
        "check": f'if taken + wanted > {place}["places"]:',
        "no": "return False",
        "write": f'{place}["taken"] = taken + wanted',
        "add": f'{place}["taken"] += wanted',
        "yes": "return True",
    }
    code = "\n".join(["def book(wanted):", *("    " * (1 + deep) + words[step] for step, deep in steps)])
    state = {"taken": start, "room": start + room}
    results = interrupted(steps, state, mine, other, stop - 2)
    key = state["taken"]
    lock = ", and `lock` is one `threading.Lock` for all threads" if "lock" in code else ""
    after = ", and B after it" if "lock" in code else ""
    wait = " or has to wait for A's lock" if "lock" in code else ""
    both = all(results)
    wrong = {
        start + mine + other: (
            "Both calls return `True`, but the later write puts back a sum made from a number that was read too early."
            if both
            else "There is no room for both. One call finds that out in its check and returns `False`."
        ),
    }
    for number in (mine, other):
        wrong[start + number] = one_left_out(added=key == start + mine + other, both=both)
    wrong[start] = "Nobody takes the first booking back: what one call has written is kept or replaced by the other."
    return Variant(
        prompt=(
            f'`{place}` is `{{"taken": {start}, "places": {start + room}}}`{lock}. Thread A calls `book({mine})` '
            f"and is interrupted right before it runs line {stop} for the first time. Then thread B calls "
            f"`book({other})` and runs until it has returned{wait}. Then A runs to its end{after}. "
            f'What does `{place}["taken"]` hold in the end?'
        ),
        code=code,
        answer=Number(value=key, unit="places taken", wrong={n: why for n, why in wrong.items() if n != key}),
        why=f"{WHY[shape]} {here(key, start, mine + other, both=both, room=room)}",
        proof=proof(code, place, (start, start + room), (mine, other), stop),
    )


def one_left_out(*, added: bool, both: bool) -> str:
    """Say why the result of this booking alone is not what counts."""
    if added:
        return "This leaves out the other booking. Here it is neither refused nor overwritten."
    if both:
        return "This is what the earlier write left. The later write replaces it, and does not know of it."
    return "This booking is the one that is refused: its check sees the other booking, which has been written."


def here(key: int, start: int, wanted: int, *, both: bool, room: int) -> str:
    """Say what that means for these two calls."""
    if not both:
        return f"Here the later check sees the other booking, finds too little room and refuses: {key}."
    if key < start + wanted:
        return f"Here both calls have read {start}, and the later write leaves {key}."
    beyond = "and together they exceed the room" if wanted > room else "and there was room for both"
    return f"Here neither booking overwrites the other, {beyond}: {key}."


def interrupted(steps: Steps, state: dict[str, int], mine: int, other: int, stop: int) -> list[bool]:
    """Play both calls on a counter, and return what they return."""
    first = Call(steps, state, mine)
    second = Call(steps, state, other)
    while first.at < stop:
        first.step()
    held = first.holds()
    while not second.ended and not (second.wants_lock() and held):
        second.step()
    while not first.ended:
        first.step()
    while not second.ended:
        second.step()
    return [bool(first.result), bool(second.result)]


class Call:
    """One call of the booking, line by line."""

    def __init__(self, steps: Steps, state: dict[str, int], wanted: int) -> None:
        self.steps, self.state, self.wanted = steps, state, wanted
        self.at, self.taken, self.ended, self.result = 0, 0, False, False

    def wants_lock(self) -> bool:
        return self.steps[self.at][0] == "lock"

    def holds(self) -> bool:
        """Say whether the next line stands inside a lock: some line above it with less before it is the lock's."""
        deep = self.steps[self.at][1]
        for step, before in reversed(self.steps[: self.at]):
            if before < deep:
                if step == "lock":
                    return True
                deep = before
        return False

    def step(self) -> None:
        step, state = self.steps[self.at][0], self.state
        self.at += 1
        if step == "read":
            self.taken = state["taken"]
        elif step == "check" and self.taken + self.wanted <= state["room"]:
            self.at += 1
        elif step == "write":
            state["taken"] = self.taken + self.wanted
        elif step == "add":
            state["taken"] += self.wanted
        elif step in {"no", "yes"}:
            self.ended, self.result = True, step == "yes"


def proof(code: str, place: str, filled: tuple[int, int], wanted: tuple[int, int], stop: int) -> str:
    return f"""\
import sys
import threading

moved, stopped, resume = threading.Event(), threading.Event(), threading.Event()

class Lock:
    def __init__(self):
        self.lock = threading.Lock()
    def __enter__(self):
        if not self.lock.acquire(blocking=False):
            moved.set()
            threads[0].join()
            self.lock.acquire()
    def __exit__(self, *_):
        self.lock.release()

CODE = '''{code}'''
lock, {place} = Lock(), {{"taken": {filled[0]}, "places": {filled[1]}}}
exec(compile(CODE, "booking", "exec"), globals())

def watch(frame, event, _):
    if frame.f_code.co_filename != "booking":
        return None
    if event == "line" and frame.f_lineno == {stop} and not stopped.is_set():
        stopped.set()
        resume.wait()
    return watch

def first():
    sys.settrace(watch)
    book({wanted[0]})
    sys.settrace(None)

def second():
    book({wanted[1]})
    moved.set()

threads = [threading.Thread(target=first), threading.Thread(target=second)]
threads[0].start()
stopped.wait()
threads[1].start()
moved.wait()
resume.set()
for thread in threads:
    thread.join()
print({place}["taken"])
"""


WHY = {
    "plain": (
        "Without a lock a thread may be interrupted between any two lines. If it has read a number by then and not "
        "written yet, the number is old afterwards: a check of it proves nothing, and a sum made of it overwrites what "
        "the other thread wrote."
    ),
    "whole": (
        "The lock is held from reading to writing. Whoever comes second waits, then reads what the first has written, "
        "and checks that. So no booking is lost and nothing is booked beyond the room, wherever a thread is "
        "interrupted."
    ),
    "write": (
        "The lock guards the write alone. The number is read before, outside, so both calls may read the same one. "
        "Then the lock makes the two writes come one after the other, and the second one still replaces the first."
    ),
    "parts": (
        "Reading and writing are guarded, each by itself. Between the two blocks the lock is free. If another thread "
        "books there, the sum that is written afterwards was made of an old number."
    ),
    "added": (
        "The addition starts from what is there, so no booking is lost. But the check used a number read outside the "
        "lock: if another thread books after it, the room may be exceeded. A check belongs into the block of its write."
    ),
    "again": (
        "The first check only saves time. What counts is the second one: it reads, checks and writes under one lock, "
        "so it sees every booking made before, whatever happened since the first look."
    ),
}
