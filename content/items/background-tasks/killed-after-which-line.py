"""After which line of a worker a kill leads to an act that is lost, repeated or not noted."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="I2",
    level="middle",
    title="After which line a kill loses or repeats the work of a worker",
    practise=("at-least-once-delivery", "enqueue-and-commit"),
)
NAMES = [("order", "charge"), ("booking", "charge"), ("invoice", "collect"), ("refund", "pay_out"), ("parcel", "ship")]
LINES = {
    "take": "job = queue.take()  # hidden from other workers for 60 s",
    "load": "{thing} = load(job.{thing}_id)",
    "done?": "if {thing}.done: return queue.remove(job)",
    "act": "provider.{act}({thing}.id)",
    "act once": 'provider.{act}({thing}.id, idempotency_key=f"{thing}-{{{thing}.id}}")',
    "mark": "mark_done({thing})  # commits",
    "remove": "queue.remove(job)",
    "log": 'log.info("job %s", job.id)',
    "count": 'metrics.count("{act}")',
}
WORKERS = [
    ["take", "load", "done?", "act", "mark", "remove"],
    ["take", "load", "remove", "act", "mark"],
    ["take", "remove", "load", "act", "mark"],
    ["take", "load", "done?", "mark", "act", "remove"],
    ["take", "load", "done?", "act", "remove", "mark"],
    ["take", "load", "done?", "act once", "remove", "mark"],
    ["take", "load", "remove", "mark", "act"],
    ["take", "load", "done?", "remove", "act once", "mark"],
]
ENDS = {
    "twice": "the provider carries out `{act}` twice",
    "never": "the provider never carries out `{act}`",
    "not noted": "`{act}` has been carried out, but the {thing} is never marked as done",
    "only marked": "the {thing} is marked as done, but the provider never carries out `{act}`",
}
PROOF = """\
from types import SimpleNamespace
class Killed(BaseException): pass
class Queue:
    def __init__(self):
        self.jobs = {{1: SimpleNamespace(id=1, {thing}_id=17)}}
    def take(self):
        return self.jobs[1]
    def remove(self, job):
        self.jobs.pop(job.id, None)
class Provider:
    def __init__(self):
        self.acts, self.keys = 0, set()
    def {act}(self, id, idempotency_key=None):
        if idempotency_key is None or idempotency_key not in self.keys:
            self.acts += 1
        self.keys.add(idempotency_key)
log = SimpleNamespace(info=lambda *args: None)
metrics = SimpleNamespace(count=lambda *args: None)
LINES = {lines!r}
def killed_after(last):
    def kill(number):
        if number == last and not killed:
            killed.append(number)
            raise Killed
    def mark_done(row):
        row.done = True
    row, queue, provider, killed = SimpleNamespace(id=17, done=False), Queue(), Provider(), []
    source = ["def work():"]
    for number, line in enumerate(LINES, start=1):
        source += ["    " + line, f"    kill({{number}})"]
    space = {{**globals(), "kill": kill, "queue": queue, "provider": provider, "mark_done": mark_done,
             "load": lambda id: row}}
    exec("\\n".join(source), space)
    while queue.jobs:
        try:
            space["work"]()
        except Killed:
            pass
    return provider.acts, row.done
TESTS = {{
    "twice": lambda acts, done: acts > 1,
    "never": lambda acts, done: acts == 0,
    "not noted": lambda acts, done: acts > 0 and not done,
    "only marked": lambda acts, done: done and acts == 0,
}}
print(*[number for number in range(1, len(LINES) + 1) if TESTS[{end!r}](*killed_after(number))])
"""


def outcome(labels: list[str], last: int) -> tuple[int, bool, bool]:
    """Return how often the act is carried out, whether it is marked, and whether a second worker got the message."""
    waiting, done, acts, keyed, second = True, False, 0, False, False
    for run in (1, 2):
        second = run == 2 and waiting
        for number, label in enumerate(labels if waiting else [], start=1):
            if label == "done?" and done:
                break
            if label == "act" or (label == "act once" and not keyed):
                acts, keyed = acts + 1, label == "act once"
            done = done or label == "mark"
            waiting = waiting and label != "remove"
            if run == 1 and number == last:
                break
    return acts, done, second


def lines_of(labels: list[str], end: str) -> list[int]:
    """Return after which lines a kill leads to this end."""
    found = []
    for last in range(1, len(labels) + 1):
        acts, done, _ = outcome(labels, last)
        is_so = {"twice": acts > 1, "never": acts == 0, "not noted": acts > 0 and not done}
        if is_so.get(end, done and acts == 0):
            found.append(last)
    return found


def build(random: Random) -> Variant:
    """The order of the lines, and whether a second run is noticed, differ; so does what is asked for."""
    thing, act = random.choice(NAMES)
    while True:
        labels, end = list(random.choice(WORKERS)), random.choice(list(ENDS))
        for label in random.sample(["log", "count"], 7 - len(labels)):
            labels.insert(random.randint(2, len(labels)), label)
        found = lines_of(labels, end)
        if len(found) == 1 and found[0] > 1:
            break
    number = found[0]
    lines = [LINES[label].format(thing=thing, act=act) for label in labels]
    return Variant(
        prompt=(
            "A worker runs these lines for each job. A job that was taken and not removed can be taken again after "
            "60 s. `provider` answers at once and acts at each call, except with an idempotency key that it has seen. "
            "Once, the process is killed directly after one of these lines has run, and before the next; "
            "later another worker works without trouble. After which line does the kill mean that "
            f"{ENDS[end].format(thing=thing, act=act)}?"
        ),
        code="\n".join(lines),
        language="text",
        answer=Line(
            number=number,
            wrong={line: told(labels, line, thing, act) for line in range(1, 8) if line != number},
        ),
        why=(
            f"Killed after line {number}: {told(labels, number, thing, act)[14:]} The order of act, mark and removal "
            "decides what a gap between two of them costs: removed first, work is lost; removed last, it is "
            "repeated, unless the mark or an idempotency key stops the second time."
        ),
        proof=PROOF.format(thing=thing, act=act, lines=lines, end=end),
    )


def told(labels: list[str], line: int, thing: str, act: str) -> str:
    acts, done, second = outcome(labels, line)
    times = ["has never been carried out", "has been carried out once", "has been carried out twice"][acts]
    again = "the job is taken again by another worker" if second else "no job is left to be taken again"
    mark = "marked" if done else "not marked"
    return f"Killed there, {again}; in the end `{act}` {times}, and the {thing} is {mark} as done."
