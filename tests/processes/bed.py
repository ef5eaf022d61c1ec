"""Many machines on this one: each role in a network namespace of its own, on one bridge, with a balancer in front.

Nothing of it touches the network of the machine: bridge and cables are inside namespaces, which know no way out. The
balancer is HAProxy with the configuration that we ship; it listens on 127.0.0.1 here and connects from in there.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import psycopg

from jobfutures.credentials.vc import keyfile
from jobfutures.guide.tests.made import content_folder
from tests.processes.clocks import clocked
from tests.serving import COMMAND, descendants, environment, free_port, is_alive, wait_until

ROOT = Path(__file__).parents[2]
NETWORK = "10.77.0"
EXERCISE = "over-posting"
HUB = 1
POSTGRES, WEBS, WORKERS, RUNNERS = 10, {"web1": 11, "web2": 12}, {"worker1": 21, "worker2": 22}, {
    "runner1": 31, "runner2": 32
}  # fmt: skip
DATABASE_WORDS = ["-c", "max_connections=100", "-c", "shared_buffers=128MB", "-c", "jit=off"]


def why_no_bed() -> str:
    """Return why no bed can be made here, or nothing."""
    if sys.platform != "linux" or os.geteuid():
        return "network namespaces need Linux and root"
    missing = [name for name in ("ip", "nsenter", "setpriv", "haproxy") if not shutil.which(name)]
    if missing or not programs_of_postgresql():
        return f"needs {', '.join(missing) or 'a PostgreSQL server'}: apt install iproute2 haproxy postgresql"
    return ""


def programs_of_postgresql() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    return found[-1] if found else None


def run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, text=True, timeout=120)


@dataclass
class Machine:
    """One role in its namespace. `keeps`: the bed starts it again when it ends, as systemd would."""

    bed: "Bed"
    name: str
    number: int
    words: list[str]
    environment: dict[str, str]
    keeps: bool = True
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    @property
    def space(self) -> str:
        return f"{self.bed.name}-{self.name}"

    @property
    def address(self) -> str:
        return f"{NETWORK}.{self.number}"

    @property
    def log(self) -> Path:
        return self.bed.folder / f"{self.name}.log"

    def connect(self) -> None:
        """Make the namespace, and a cable from it to the bridge."""
        run("ip", "netns", "add", self.space)
        run(
            "ip",
            "-n",
            self.bed.hub,
            "link",
            "add",
            self.name,
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            self.space,
        )
        run("ip", "-n", self.bed.hub, "link", "set", self.name, "master", "bridge", "up")
        run("ip", "-n", self.space, "address", "add", f"{self.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            run("ip", "-n", self.space, "link", "set", device, "up")

    def start(self) -> None:
        with self.log.open("ab") as out:
            words = ["nsenter", f"--net=/run/netns/{self.space}", *self.words]
            self.process = subprocess.Popen(
                words, stdout=out, stderr=out, env=self.environment, cwd=self.bed.folder, start_new_session=True
            )
        self.starts += 1

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """End it and all that it started, as a machine that loses its power."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self, seconds: float = 40) -> int:
        """Ask it to end; return its exit code. It is not started again."""
        self.keeps = False
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def cut(self, *, off: bool) -> None:
        """Pull the cable, or put it back."""
        run("ip", "-n", self.bed.hub, "link", "set", self.name, "down" if off else "up")

    def lose(self, number: int, *, off: bool) -> None:
        """Take away its way to one machine, without a word to either, or give it back."""
        run("ip", "-n", self.space, "route", "add" if off else "delete", "blackhole", f"{NETWORK}.{number}/32")

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


@dataclass
class Bed:
    """All machines. `ports`: where 127.0.0.1 of this machine leads: the site, each web, the database, the balancer."""

    folder: Path
    name: str = field(default_factory=lambda: f"jf{secrets.token_hex(3)}")
    ports: dict[str, int] = field(default_factory=dict)
    machines: dict[str, Machine] = field(default_factory=dict)
    balancer: subprocess.Popen[bytes] | None = None
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def hub(self) -> str:
        return f"{self.name}-hub"

    @property
    def site(self) -> str:
        return f"http://localhost:{self.ports['site']}"

    @property
    def database_url(self) -> str:
        return f"postgres://postgres@{NETWORK}.{POSTGRES}:5432/site"

    def address_of(self, name: str) -> str:
        return f"http://localhost:{self.ports[name]}"

    def host_folder(self, name: str) -> Path:
        """Return the data folder: a web and the worker of the same number stand on one host, as the index wants it."""
        return self.folder / ("host" + name[-1] if name[:-1] in ("web", "worker") else name)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        place = f"host=127.0.0.1 port={self.ports['database']} user=postgres dbname=site connect_timeout=5"
        with psycopg.connect(place, autocommit=True) as database:
            return database.execute(sql, values).fetchall()

    def variables(self, name: str) -> dict[str, str]:
        runners = [f"http://{NETWORK}.{number}:8700" for number in RUNNERS.values()]
        return environment(
            DATA=str(self.host_folder(name)),
            ADDRESS=self.site,
            DATABASE_URL=self.database_url,
            SECRET_KEY="only for the bed",
            ISSUER_KEYS=str(self.folder / "issuer_keys.json"),
            ERASURES=str(self.folder / "erasures.jsonl"),
            STATIC=str(self.folder / "static"),
            TRUSTED_PROXIES="1",
            POST_LIMITS_FACTOR="1000",
            WEB_WORKERS="1",
            LOG_FORMAT="json",
            RUNNERS=",".join(runners),
            RUNNER_KEYS=",".join(f"{one}={'ab' * 32}" for one in runners),
            RUNNER_KEY="ab" * 32,
        ) | {"PYTHONPATH": str(self.folder / "checkout/src")}

    def add(self, name: str, number: int, words: list[str], **variables: str) -> Machine:
        self.machines[name] = Machine(self, name, number, words, self.variables(name) | variables)
        self.machines[name].connect()
        return self.machines[name]

    def watch(self) -> None:
        """Start again what ended, a second later, as systemd does with `Restart=always`."""
        while not self.over.wait(0.5):
            for machine in list(self.machines.values()):
                if machine.keeps and machine.process and machine.process.poll() is not None:
                    if self.over.wait(1.0):
                        return
                    machine.start()

    def is_ready(self, name: str = "site") -> bool:
        words = ["curl", "-s", "-o", "/dev/null", "-m", "5", "-w", "%{http_code}", f"{self.address_of(name)}/readyz"]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout == "200"

    def said(self) -> str:
        """Return the last words of every machine, for a failure."""
        return "\n".join(f"== {one.name}\n{one.said()[-1500:]}" for one in self.machines.values())


def postgres_words(folder: Path) -> list[str]:
    """Make an empty cluster; return what serves it."""
    programs = programs_of_postgresql()
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    folder.mkdir()
    shutil.chown(folder, "postgres", "postgres")
    run(*user, f"{programs}/initdb", "-D", f"{folder}/db", "-A", "trust", "-U", "postgres", "--no-sync")
    with (folder / "db/pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {NETWORK}.0/24 trust\n")
    words = [*user, f"{programs}/postgres", "-D", f"{folder}/db", "-k", str(folder), *DATABASE_WORDS]
    return [*words, "-c", f"listen_addresses={NETWORK}.{POSTGRES}"]


def start_balancer(bed: Bed) -> None:
    """Start HAProxy with the configuration that we ship, and ways to single machines beside it."""
    ways = {"web1": (WEBS["web1"], 8000), "web2": (WEBS["web2"], 8000), "database": (POSTGRES, 5432)}
    bed.ports |= {name: free_port() for name in ("site", *ways)}
    lines = []
    for name, (number, port) in ways.items():
        mode = "tcp" if name == "database" else "http\n    option forwardfor"
        lines += [f"listen {name}", f"    mode {mode}", f"    bind 127.0.0.1:{bed.ports[name]}"]
        lines += ["    timeout client 1h", "    timeout server 1h"] if name == "database" else []
        lines += [f"    server one {NETWORK}.{number}:{port} namespace {bed.hub}"]
    lines += ["global", f"    stats socket {bed.folder}/haproxy.sock level admin"]
    (bed.folder / "ways.cfg").write_text("\n".join(lines) + "\n")
    known = os.environ | {"SITE_BIND": f"127.0.0.1:{bed.ports['site']}"}
    known |= {f"SITE_WEB_{name[-1]}": f"{NETWORK}.{number}:8000 namespace {bed.hub}" for name, number in WEBS.items()}
    words = ["haproxy", "-db", "-f", str(ROOT / "deploy/haproxy.cfg"), "-f", str(bed.folder / "ways.cfg")]
    with (bed.folder / "balancer.log").open("ab") as out:
        bed.balancer = subprocess.Popen(words, stdout=out, stderr=out, env=known)


def make_checkout(folder: Path, *, whole: bool) -> None:
    """Lay out what the roles run from: our code, and beside it all content, or so little that a release takes
    seconds."""
    (folder / "src").mkdir(parents=True)
    (folder / "src/jobfutures").symlink_to(ROOT / "src/jobfutures")
    if whole:
        (folder / "content").symlink_to(ROOT / "content")
        return
    exercise = content_folder(folder) / "exercises" / EXERCISE
    shutil.copytree(ROOT / "content/exercises" / EXERCISE, exercise)
    written = exercise / "exercise.toml"
    written.write_text(re.sub(r"^areas = .*$", 'areas = ["A1"]', written.read_text(), flags=re.MULTILINE))


def make_hub(bed: Bed) -> None:
    run("ip", "netns", "add", bed.hub)
    run("ip", "-n", bed.hub, "link", "add", "bridge", "type", "bridge")
    run("ip", "-n", bed.hub, "address", "add", f"{NETWORK}.{HUB}/24", "dev", "bridge")
    for device in ("lo", "bridge"):
        run("ip", "-n", bed.hub, "link", "set", device, "up")


def command(bed: Bed, *given: str) -> None:
    """Run a command on the first host, as an operator does; `migrate` once per release."""
    words = ["nsenter", f"--net=/run/netns/{bed.machines['worker1'].space}", *COMMAND, *given]
    done = subprocess.run(
        words, env=bed.machines["worker1"].environment, cwd=bed.folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"{given[0]} ended with {done.returncode}:\n{done.stderr[-3000:]}")


def descend(pid: int) -> list[int]:
    return list(descendants(pid))


def start_all(bed: Bed, *, clocks: bool, disks: Mapping[str, str], whole: bool) -> None:
    """Start PostgreSQL, migrate, then every role. `clocks`: the second host's clock can be set; `disks`: sizes of the
    disks of some hosts."""
    make_checkout(bed.folder / "checkout", whole=whole)
    make_hub(bed)
    start_balancer(bed)
    keyfile.rotate(bed.folder / "issuer_keys.json", datetime.now(UTC))  # every web host signs with the same
    bed.add("postgres", POSTGRES, postgres_words(bed.folder / "postgres")).start()
    roles = {"web": WEBS, "worker": WORKERS, "runner": RUNNERS}
    for role, numbers in roles.items():
        for name, number in numbers.items():
            make_disk(bed.host_folder(name), disks)
            words = {
                "web": ["web", "--host", f"{NETWORK}.{number}"],
                "worker": ["worker"],
                "runner": ["runner", "--listen", f"{NETWORK}.{number}:8700"],
            }[role]
            apart = clocked(bed.folder, name) if clocks and name in ("web2", "worker2") else {}
            bed.add(name, number, [*COMMAND, *words], **apart)
    for name in RUNNERS:  # they need no database, and get ready meanwhile
        bed.machines[name].start()
    wait_until(lambda: answers_database(bed), "the database")
    command(bed, "migrate")
    for name in (*WEBS, *WORKERS):
        bed.machines[name].start()
    threading.Thread(target=bed.watch, daemon=True, name="watch").start()
    for name in WEBS:
        wait_until(lambda name=name: bed.is_ready(name), f"{name} to be ready")


def make_disk(folder: Path, disks: Mapping[str, str]) -> None:
    """Make the folder of a host, on a small disk where that was asked for."""
    if folder.exists():
        return
    folder.mkdir()
    if size := disks.get(folder.name):
        run("mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "disk", str(folder))


def answers_database(bed: Bed) -> bool:
    place = f"host=127.0.0.1 port={bed.ports['database']} user=postgres dbname=postgres connect_timeout=2"
    try:
        with psycopg.connect(place, autocommit=True) as database:
            database.execute("CREATE DATABASE site")
    except psycopg.errors.DuplicateDatabase:
        return True
    except psycopg.OperationalError:
        return False
    return True


def end_all(bed: Bed) -> None:
    bed.over.set()
    for machine in bed.machines.values():
        machine.keeps = False
        if machine.name != "postgres":
            machine.kill()
    if database := bed.machines.get("postgres"):
        database.stop(5)
    if bed.balancer:
        bed.balancer.terminate()
        bed.balancer.wait(10)
    for space in [bed.hub, *(machine.space for machine in bed.machines.values())]:
        with suppress(subprocess.CalledProcessError):  # it was not made yet
            run("ip", "netns", "delete", space)
    for disk in bed.folder.iterdir():
        if disk.is_mount():
            run("umount", "-l", str(disk))


@contextmanager
def beside(
    *, clocks: bool = False, disks: Mapping[str, str] = MappingProxyType({}), whole: bool = False
) -> Iterator[Bed]:
    """Make a bed, and take all of it away at the end; its folder stays when something failed."""
    bed = Bed(Path(tempfile.mkdtemp(prefix="jobfutures-bed-")))
    bed.folder.chmod(0o711)  # PostgreSQL has a user of its own
    try:
        start_all(bed, clocks=clocks, disks=disks, whole=whole)
        yield bed
    finally:
        end_all(bed)
        left = [one.name for one in bed.machines.values() if one.process and is_alive(one.process.pid)]
        if left:
            raise AssertionError(f"still running: {', '.join(left)}")
    shutil.rmtree(bed.folder, ignore_errors=True)


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until a condition holds; tell whether it did in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
