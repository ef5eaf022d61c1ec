"""`jobfutures doctor`: what works here, what does not, and the exact command that mends it."""

import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict

from jobfutures.config import datafolder
from jobfutures.config.doctor_state import disk, keys, queue, replica, runner_key, server, storage
from jobfutures.config.environment import Environment, WrongSetting
from jobfutures.config.finding import Finding
from jobfutures.config.version import version
from jobfutures.runner.job import Tier
from jobfutures.runner.tier import State

PROBE = "import json; from jobfutures.runner.tier import probe; print(json.dumps(probe().as_facts()))"


def examine(*, role: str = "", as_json: bool) -> int:
    """Print every finding, or those that matter to one role; return 1 where something is broken."""
    findings = [finding for look in (python, settings) for finding in look()]
    if all(finding.state != "broken" for finding in findings):
        findings += asked(role)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        for finding in findings:
            print(f"{finding.state:>8}  {finding.name}: {finding.text}")
            if finding.mend:
                print(f"          mend: {finding.mend}")
    return 1 if any(finding.state == "broken" for finding in findings) else 0


def asked(role: str) -> list[Finding]:
    """Ask the database first: while it is away, what stands in it has nothing to say."""
    looks = LOOKS[role] if role else ALL
    findings: list[Finding] = []
    for look in looks:
        if any(one.name == "database" and one.state == "broken" for one in findings) and look in IN_DATABASE:
            continue
        findings += look()
    return findings


def python() -> list[Finding]:
    text = (
        f"JobFutures {version()} on Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sys.platform}"
    )
    if sqlite3.sqlite_version_info < (3, 37):
        return [Finding("program", "broken", text, "use a Python with SQLite 3.37 or newer")]
    return [Finding("program", "works", text)]


def settings() -> list[Finding]:
    """The environment is read, the data folder can be written, Django starts."""
    try:
        folder = Environment().folder("DATA", "data")
        datafolder.prepare(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
        import django

        django.setup()
    except (WrongSetting, datafolder.FolderRefused) as refusal:
        return [Finding("settings", "broken", str(refusal), "set the variable as the sentence says")]
    return [Finding("settings", "works", f"data in {folder}")]


def database() -> list[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return [Finding("database", "broken", str(error).strip(), "check JOBFUTURES_DATABASE_URL and the server")]
    if plan:
        return [Finding("database", "broken", f"{len(plan)} migrations are missing", "jobfutures migrate")]
    return [Finding("database", "works", f"{connection.vendor}, migrated")]


def if_migrated(look: Callable[[], Finding]) -> list[Finding]:
    from django.db import DatabaseError

    try:
        return [look()]
    except DatabaseError:
        return []


def content() -> list[Finding]:
    from jobfutures.guide.queries import live_facts
    from jobfutures.topics.queries import content_hash

    def look() -> Finding:
        if not content_hash():
            return Finding("content", "broken", "none is loaded", "jobfutures content load")
        facts = ", ".join(f"{number} {name}" for name, number in live_facts().items())
        return Finding("content", "works", facts)

    return if_migrated(look)


def search_index() -> list[Finding]:
    from jobfutures.search.queries import site_index
    from jobfutures.topics.queries import edition_token

    def look() -> Finding:
        if site_index().edition() == edition_token():
            return Finding("search", "works", "the index is up to date")
        text = "the index is behind or missing; search answers from titles until it is remade"
        return Finding("search", "differs", text, "jobfutures worker (or serve) remakes it by itself")

    return if_migrated(look)


def runner() -> list[Finding]:
    """Ask the runners for their walls; where none answers, ask the kernel in a process of its own, for it forks."""
    from django.conf import settings as site

    from jobfutures.runner.client import Client

    states = [state for state in Client(site.RUNNERS, site.RUNNER_KEYS).states().values() if state]
    if not states:
        asked = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False)
        if asked.returncode:
            lost = asked.stderr.strip().splitlines()[-1:]
            return [Finding("runner", "differs", f"none answers, and this machine could not be asked: {lost}")]
        states = [State.from_facts(json.loads(asked.stdout))]
        about = "none answers; this machine would allow the tier"
    else:
        about = f"{len(states)} of {len(site.RUNNERS)} answer; the tier is"
    return [walls(about, max(states, key=lambda one: list(Tier).index(one.tier)))]


def walls(about: str, state: State) -> Finding:
    text = f"{about} {state.tier}"
    if state.tier is Tier.NAMESPACES:
        return Finding("runner", "works", text)
    less = "exercises are not judged" if state.tier is Tier.LANDLOCK else "nothing is run on this machine"
    return Finding("runner", "differs", f"{text}: {less}; {state.reason}", state.fix)


def mail() -> list[Finding]:
    from django.conf import settings as site

    backend = site.MAILERS["delivery"]["BACKEND"]
    if backend.endswith("MailboxBackend"):
        text = f"letters stay in {site.MAILBOX}; the operator reads them at /inbox/"
        return [Finding("mail", "differs", text, "set JOBFUTURES_MAIL_URL=smtp://user:password@host:587 to send them")]
    return [Finding("mail", "works", f"sent by {backend.split('.')[0]}")]


def operator() -> list[Finding]:
    from jobfutures.accounts.models import User

    def look() -> Finding:
        if User.objects.filter(is_operator=True).exists():
            return Finding("operator", "works", "there is one")
        return Finding("operator", "differs", "nobody is the operator yet", "jobfutures serve prints a one-time link")

    return if_migrated(look)


def address() -> list[Finding]:
    from django.conf import settings as site

    if site.HTTPS and not site.TRUSTED_PROXIES:
        text = f"{site.SITE_ADDRESS}, but no proxy is trusted: all visitors count as one, and HSTS is not sent"
        return [Finding("address", "differs", text, "set JOBFUTURES_TRUSTED_PROXIES=1 for one TLS proxy in front")]
    if site.HTTPS:
        return [Finding("address", "works", site.SITE_ADDRESS)]
    text = f"{site.SITE_ADDRESS}: without https, cookies and passwords travel in the clear beyond this machine"
    return [Finding("address", "differs", text, "set JOBFUTURES_ADDRESS=https://your.host behind a TLS proxy")]


Look = Callable[[], list[Finding]]
IN_DATABASE: tuple[Look, ...] = (server, content, search_index, queue, operator, replica)
LOOKS: dict[str, tuple[Look, ...]] = {
    "web": (database, server, replica, content, search_index, runner, storage, keys, disk, operator, address),
    "worker": (database, server, queue, search_index, runner, storage, mail, keys, disk),
    "runner": (runner, runner_key, disk),
    "migrate": (database, server, content, keys, disk),
}
ALL: tuple[Look, ...] = (
    database, server, replica, content, search_index, queue, runner, storage, mail, keys, disk, operator, address,
)  # fmt: skip
