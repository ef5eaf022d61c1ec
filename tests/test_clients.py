"""The clients that others make of our document: both are made, both type-check, and each drives a whole loop."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from jobfutures.accounts.models import User
from jobfutures.clients.tests.made import client as a_program
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company
from jobfutures.hiring.models import Application
from jobfutures.jobs.tests.made import REMOTE, job
from jobfutures.plans.tests.made import plan
from jobfutures.profiles.models import Profile
from tests.api import token_of
from tools import clients as tool

pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.django_db(transaction=True)]
PATIENCE_S = 300
STRICT = ["--strict", "--follow-imports=silent", "--no-incremental", "--config-file=", "--cache-dir", os.devnull]


@pytest.fixture
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """The server, begun after the test database: only then does it share the connection to one in memory."""
    return live_server


@pytest.fixture
def acme(ben: User, ana: User) -> Company:
    Profile.objects.create(owner=ana, name="Ana Example", changed_at=timezone.now())
    return company(owner=ben)


def given(live_server: LiveServer, acme: Company, ana: User, ben: User, title: str) -> dict[str, str]:
    """Return what a loop needs to know: where the site is, what to apply to, and the tokens of three callers."""
    posting = job(acme, title=title, apply_mode="INTERNAL", apply_url="", **REMOTE)
    plan(posting)
    made, secret = a_program(acme, ben, name=title)
    return {
        "site": live_server.url, "title": title, "person": token_of(ana), "owner": token_of(ben),
        "client": str(made.oidc_id), "secret": secret,
    }  # fmt: skip


def ran(words: list[str], folder: Path, said: dict[str, str] | None = None) -> str:
    known = {"GIVEN": json.dumps(said), "PYTHONPATH": str(folder), "MYPYPATH": str(folder)}
    environment = {**os.environ, **known}
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


def packages() -> Path:
    """Return a folder beside the other caches where the packages of the lock file are installed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jobfutures"
    mark = hashlib.sha256((tool.SOURCE / "package-lock.json").read_bytes()).hexdigest()[:16]
    home = cache / f"clients-{mark}"
    if not home.is_dir():
        building = home.with_name(f"{home.name}-{os.getpid()}")
        building.mkdir(parents=True)
        tool.install(building)
        building.rename(home)
    return home


def test_the_python_client_is_made_checks_and_drives_a_loop(
    live_server: LiveServer, acme: Company, ana: User, ben: User, tmp_path: Path
) -> None:
    tool.make_python(tmp_path)
    loop = shutil.copy(tool.SOURCE / "loop.py", tmp_path)
    said = given(live_server, acme, ana, ben, "Backend engineer, bookings by Python")

    number = ran([sys.executable, str(loop)], tmp_path, said)
    ran([sys.executable, "-m", "mypy", *STRICT, str(loop)], tmp_path)

    assert Application.objects.get(pk=number).state == "DECLINED"


def test_the_typescript_client_is_made_checks_and_drives_a_loop(
    live_server: LiveServer, acme: Company, ana: User, ben: User, tmp_path: Path
) -> None:
    (tmp_path / "node_modules").symlink_to(packages() / "node_modules")
    for name in ("package.json", "tsconfig.json", "loop.ts"):
        shutil.copy(tool.SOURCE / name, tmp_path)
    tool.make_typescript(tmp_path)
    ran([str(tmp_path / "node_modules/.bin/tsc"), "-p", "."], tmp_path)
    said = given(live_server, acme, ana, ben, "Backend engineer, bookings by TypeScript")

    number = ran([str(shutil.which("node")), "loop.js"], tmp_path, said)

    assert Application.objects.get(pk=number).state == "DECLINED"
