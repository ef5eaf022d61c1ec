"""A storm over many machines: kills, cuts, a full disk, a clock that jumps, while people go on.

    python bench/chaos.py [--minutes 20] [--seed N]    needs root, iproute2, haproxy, PostgreSQL

Two webs, two workers, two runners, PostgreSQL and a balancer, each in a network namespace of its own. People send
messages (each twice, as by a double click), submit exercises, end what they shared, and read what was shared, and keep
their own record of what was accepted. Nobody helps: what ends is started again by itself, as systemd does.

Goals: nothing accepted is lost, nothing is there twice, what was ended is never shown again, all recovers.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from mailbox import Maildir
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from chaos_people import MAKE, Person, Reader, Revoker, Storm, Submitter, Writer

from tests.processes.bed import POSTGRES, Bed, Machine, beside, descend, run, wait_for, why_no_bed
from tests.processes.clocks import set_clock
from tests.serving import environment

PEOPLE, WRITERS, SUBMITTERS, GRANTS = 12, 4, 6, 480
ROLES = ("web1", "web2", "worker1", "worker2", "runner1", "runner2")
CALM_S, RECOVERY_S = 3.0, 90.0
SMALL_DISKS = {"runner1": "48m", "host2": "192m"}


@dataclass
class Record:
    """What was done to the machines, and how long it took until the site answered again."""

    faults: Counter[str] = field(default_factory=Counter)
    recoveries: list[tuple[float, str]] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


class Faults:
    """Everything that happens to machines. Each does it, waits, and puts back what no machine could put back itself."""

    def __init__(self, bed: Bed, dice: random.Random) -> None:
        self.bed, self.dice = bed, dice

    def machine(self, *names: str) -> Machine:
        return self.bed.machines[self.dice.choice(names or ROLES)]

    def kill(self) -> str:
        machine = self.machine()
        machine.kill()
        return f"kill -9 of {machine.name[:-1]}"

    def kill_child(self) -> str:
        """One process below a role: Granian's worker, a zygote."""
        machine = self.machine("web1", "web2", "runner1", "runner2")
        below = descend(machine.process.pid) if machine.process else []
        if below:
            with suppress(ProcessLookupError):
                os.kill(self.dice.choice(below), signal.SIGKILL)
        return f"kill -9 of a child of {machine.name[:-1]}"

    def kill_database(self) -> str:
        self.bed.machines["postgres"].kill()
        return "kill -9 of PostgreSQL"

    def restart_database(self) -> str:
        process = self.bed.machines["postgres"].process
        if process:
            process.send_signal(signal.SIGINT)
        return "fast restart of PostgreSQL"

    def cut(self) -> str:
        machine = self.machine(*ROLES, "postgres")
        machine.cut(off=True)
        time.sleep(self.dice.uniform(2, 12))
        machine.cut(off=False)
        return f"cable of {machine.name.rstrip('12')} pulled"

    def cut_from_database(self) -> str:
        """The machine is there, and answers, but its database is out of reach: no permission may be guessed."""
        machine = self.machine("web1", "web2", "worker1", "worker2")
        machine.lose(POSTGRES, off=True)
        time.sleep(self.dice.uniform(5, 15))
        machine.lose(POSTGRES, off=False)
        return f"{machine.name[:-1]} cut off from the database"

    def freeze(self) -> str:
        machine = self.machine("web1", "web2", "worker1", "worker2", "runner1", "runner2")
        pids = [machine.process.pid, *descend(machine.process.pid)] if machine.process else []
        send_all(pids, signal.SIGSTOP)
        time.sleep(self.dice.choice([3, 8, 35]))
        send_all(pids, signal.SIGCONT)
        return f"{machine.name[:-1]} stood still"

    def fill_disk(self) -> str:
        name = self.dice.choice(list(SMALL_DISKS))
        file = self.bed.folder / name / "filler"
        with suppress(OSError), file.open("wb", buffering=0) as out:
            while out.write(b"\0" * (1 << 20)) == 1 << 20:
                pass
        time.sleep(self.dice.uniform(5, 10))
        file.unlink(missing_ok=True)
        return f"disk full on a host of {'a runner' if name.startswith('runner') else 'web and worker'}"

    def jump(self) -> str:
        name = self.dice.choice(["web2", "worker2"])
        set_clock(self.bed.folder, name, self.dice.choice([-600, -90, 90, 600]))
        time.sleep(self.dice.uniform(5, 12))
        set_clock(self.bed.folder, name, 0)
        return f"clock of {name[:-1]} jumped"

    def all(self) -> list[Callable[[], str]]:
        found = [self.kill] * 3 + [self.kill_child, self.kill_database, self.restart_database, self.cut, self.cut]
        found += [self.cut_from_database, self.freeze, self.fill_disk]
        return [*found, self.jump]


def send_all(pids: list[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def make_people(bed: Bed, people: int = PEOPLE) -> dict[str, object]:
    url = f"postgres://postgres@127.0.0.1:{bed.ports['database']}/site"
    known = environment(DATA=str(bed.folder / "making"), DATABASE_URL=url, SECRET_KEY="only for the bed")
    known |= {"DJANGO_SETTINGS_MODULE": "jobfutures.config.settings", "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    words = [sys.executable, "-c", MAKE, str(people), str(max(people, GRANTS))]
    made = subprocess.run(words, capture_output=True, text=True, env=known, cwd=ROOT, check=False)
    if made.returncode:
        raise SystemExit(made.stderr[-2000:])
    found: dict[str, object] = json.loads(made.stdout)
    return found


def begin(bed: Bed, made: dict[str, object], dice: random.Random, minutes: float) -> tuple[Storm, list[Person]]:
    storm = Storm({name: bed.address_of(name) for name in ("site", "web1", "web2")})
    owners, grants = list(made["owners"]), [(str(pk), int(number)) for pk, number in made["grants"]]
    dice.shuffle(grants)
    people: list[Person] = [Writer(storm) for _ in range(WRITERS)]
    people += [Submitter(storm, session) for session in owners[:SUBMITTERS]]
    for number, session in enumerate(owners):
        own = [pk for pk, owner in grants if owner == number]
        own = own[: len(own) // 2]  # the other half stays open, and is shown to the end
        people.append(Revoker(storm, session, own, pause_s=minutes * 60 / len(own)))
    people += [Reader(storm, site, str(made["reader"]), grants) for site in ("site", "web1", "web2")]
    for person in people:
        person.start()
    return storm, people


def blow(bed: Bed, minutes: float, dice: random.Random) -> Record:
    """Let one thing after the other happen; after each, wait until every web answers again."""
    faults, record = Faults(bed, dice), Record()
    deadline = time.monotonic() + minutes * 60
    waiting: list[Callable[[], str]] = []
    while time.monotonic() < deadline:
        if not waiting:
            waiting = faults.all()
            dice.shuffle(waiting)
        what = waiting.pop()()
        record.faults[what] += 1
        over = time.monotonic()
        if wait_for(lambda: all(bed.is_ready(name) for name in ("site", "web1", "web2")), RECOVERY_S):
            record.recoveries.append((time.monotonic() - over, what))
            print(f"{what}: answers again after {record.recoveries[-1][0]:.1f} s", flush=True)
        else:
            record.never.append(what)
            print(f"{what}: NO ANSWER within {RECOVERY_S:.0f} s", flush=True)
        time.sleep(CALM_S)
    return record


def letters(bed: Bed) -> Counter[str]:
    found: Counter[str] = Counter()
    for number in (1, 2):
        box = bed.folder / f"host{number}" / "mailbox"
        found += Counter(str(letter["To"]) for letter in Maildir(box, create=False)) if box.exists() else Counter()
    return found


def judged(bed: Bed) -> tuple[dict[str, tuple[str, str]], int]:
    rows = bed.rows("SELECT id, state, verdict FROM exercises_attempt")
    return {str(pk): (str(state), str(verdict)) for pk, state, verdict in rows}, len(rows)


def unjudged(bed: Bed, attempts: set[str]) -> None:
    """Print what is known of attempts that have no verdict."""
    for pk, state, tries, held, later, reason in bed.rows(
        "SELECT id, state, tries, taken_until, not_before, reason FROM exercises_attempt WHERE state <> 'DONE'"
    ):
        if str(pk) in attempts:
            print(f"no verdict: {state}, {tries} tries, held until {held}, not before {later}: {reason}")


def tell(bed: Bed, storm: Storm, people: list[Person], record: Record) -> int:
    """Compare what was accepted with what is there; return how many things are wrong."""
    messages = set().union(*(one.accepted for one in people if isinstance(one, Writer)))
    attempts = set().union(*(one.accepted for one in people if isinstance(one, Submitter)))
    ended = {grant: at for one in people if isinstance(one, Revoker) for grant, at in one.ended.items()}
    shown = [pair for one in people if isinstance(one, Reader) for pair in one.shown]
    stored = Counter(str(email) for (email,) in bed.rows("SELECT email FROM support_message"))
    wait_for(lambda: messages <= set(letters(bed)), 180)
    wait_for(lambda: all(judged(bed)[0].get(one, ("", ""))[0] in ("DONE", "FAULT") for one in attempts), 300)
    sent, (verdicts, _) = letters(bed), judged(bed)
    revoked = {str(pk) for (pk,) in bed.rows("SELECT id FROM sharing_grant WHERE revoked_at IS NOT NULL")}
    unjudged(bed, attempts)
    wrong = {
        "accepted messages that are not there": len(messages - stored.keys()),
        "messages that are there twice": sum(number > 1 for number in stored.values()),
        "accepted messages without an acknowledgement": len(messages - sent.keys()),
        "accepted attempts that are not there": len(attempts - verdicts.keys()),
        "attempts without their verdict": sum(verdicts.get(one, ("", ""))[0] != "DONE" for one in attempts),
        "attempts with another verdict than the starter's": sum(
            verdicts.get(one, ("", ""))[1] not in ("ok", "") for one in attempts
        ),
        "ended shares that are not ended": len(ended.keys() - revoked),
        "ended shares that were shown after their end": sum(asked > ended.get(grant, asked) for grant, asked in shown),
        "open shares that were never shown": int(not shown),
        "answers that were no answer (500)": sum(n for what, n in storm.counts.items() if what.endswith(" 500")),
        "faults after which the site did not come back": len(record.never),
    }
    print(f"\naccepted: {len(messages)} messages, {len(attempts)} attempts, {len(ended)} revocations; ", end="")
    print(f"shown {len(shown)} times; letters sent twice (at least once is the promise): ", end="")
    print(sum(sent[one] > 1 for one in messages))
    print("faults:", ", ".join(f"{number} x {what}" for what, number in sorted(record.faults.items())))
    times = sorted(seconds for seconds, _ in record.recoveries)
    if times:
        slow = max(record.recoveries)
        print(f"answers again: median {times[len(times) // 2]:.1f} s, at most {slow[0]:.1f} s ({slow[1]})")
    print("answers:", ", ".join(f"{number} {what}" for what, number in sorted(storm.counts.items())))
    print("started again:", ", ".join(f"{one.name} {one.starts - 1}" for one in bed.machines.values()))
    for what, number in wrong.items():
        print(f"{number:>6}  {what}")
    return sum(wrong.values())


def main() -> int:
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--minutes", type=float, default=20)
    known.add_argument("--seed", type=int, default=None)
    known.add_argument("--keep", action="store_true", help="keep the folder with every log")
    asked = known.parse_args()
    if missing := why_no_bed():
        raise SystemExit(missing)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    dice = random.Random(seed)
    print(f"seed {seed}, {asked.minutes:g} minutes", flush=True)
    with beside(clocks=True, disks=SMALL_DISKS) as bed:
        storm, people = begin(bed, make_people(bed), dice, asked.minutes)
        record = blow(bed, asked.minutes, dice)
        storm.over.set()
        for person in people:
            person.join(30)
        wrong = tell(bed, storm, people, record)
        if asked.keep or wrong:
            kept = shutil.copytree(
                bed.folder,
                f"{bed.folder}-kept",
                ignore=shutil.ignore_patterns("db", "static", "filler", "*.sock", ".s.*"),
            )
            run("chmod", "-R", "go-rwx", str(kept))
            print(f"logs: {kept}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
