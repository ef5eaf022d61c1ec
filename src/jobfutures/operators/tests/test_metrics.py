"""What Prometheus reads: its names, its labels, who may read it, and several processes that count together."""

import os
import re
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.exercises.runners import Shown
from jobfutures.telemetry import metrics
from jobfutures.telemetry.exposition import exposition, prepare

KNOWN = {
    "method": r"GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|OTHER",
    "status": r"[1-5]\d\d|ready|running|failed|successful|lost|discarded|waiting",
    "route": r"static|unmatched|[a-z_0-9]+(:[a-z_0-9]+){0,2}|\w+(\.\w+)+",  # a name, or where a nameless view stands
    "queue": r"default|mail",
    "outcome": r"successful|failed|ready|lost",
    "verdict": r"ok|failed|time|cpu|memory|output|crashed|put_back",
    "try": r"first|again",
    "task": r"jobfutures(\.[a-z_]+)+",
    "state": r"open|ended",
    "runner": r"\d",
    "room": r"[a-z]+",
    "le": r"[\d.]+|\+Inf",
    "version": r"[\w.+]+", "python": r"[\d.]+", "django": r"[\w.]+", "database": r"sqlite|postgresql",
}  # fmt: skip
TWO_PROCESSES = """
import os, sys
from jobfutures.telemetry import metrics
from jobfutures.telemetry.exposition import counted

def ask():
    metrics.count_request(route="web:home", method="GET", status=200, seconds=0.01, queries=2, query_seconds=0.001)

ask()
for _ in range(2):
    child = os.fork()
    if not child:
        ask()
        os._exit(0)
    os.waitpid(child, 0)
labels = {"route": "web:home", "method": "GET", "status": "200"}
print(counted().get_sample_value("jobfutures_http_requests_total", labels))
print(counted().get_sample_value("jobfutures_http_request_queries_sum", {"route": "web:home"}))
print([name for name in sys.modules if name.startswith("opentelemetry")])
"""


def test_no_label_has_values_without_end_and_names_follow_the_conventions(
    client: Client, olga: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RUNNERS = []
    monkeypatch.setattr("jobfutures.exercises.gauges.ask", lambda host: Shown("unix:/secret/place", None))
    client.post("/account/login/", {"login": olga.email, "password": "no"})
    client.get("/search/", {"q": "canary"})
    client.get("/nothing/at/all/canary/")
    metrics.count_task(task="jobfutures.accounts.commands.prune_hits", outcome="successful", seconds=0.1)
    metrics.count_run(verdict="ok", tries=2, waited_s=1.0)
    said = exposition().decode()
    families = list(text_string_to_metric_families(said))
    wrong = [
        f"{sample.name}: {label}={value}"
        for family in families for sample in family.samples for label, value in sample.labels.items()
        if not re.fullmatch(KNOWN[label], value)
    ]  # fmt: skip

    assert wrong == []
    assert "canary" not in said
    assert olga.email not in said
    names = {family.name for family in families}
    assert {name for name in names if not re.fullmatch(r"(jobfutures|django_ox)_[a-z_]+", name)} == set()
    assert all(family.documentation.endswith((".", ".)")) for family in families if family.name.startswith("jobf"))
    assert {"jobfutures_build_info", "jobfutures_mail_waiting", "jobfutures_checks"} <= names
    failed = {sample.labels["room"]: sample.value for f in families if f.name == "jobfutures_gauges_failed"
              for sample in f.samples}  # fmt: skip
    assert set(failed.values()) == {0.0}


def test_a_room_that_cannot_tell_is_named_and_the_rest_stands(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> object:
        raise OSError("the disk is away")

    monkeypatch.setattr("jobfutures.operators.gauges.gauges", away)
    said = exposition().decode()

    assert 'jobfutures_gauges_failed{room="operators"} 1.0' in said
    assert "jobfutures_mail_waiting 0.0" in said


def test_nobody_but_operators_reads_it_unless_a_setting_says_so(
    client: Client, ana: User, olga: User, settings: Settings
) -> None:
    def answers(**headers: str) -> int:
        return Client().get("/metrics", **headers).status_code

    assert answers() == 404
    assert answers(HTTP_AUTHORIZATION="Bearer ") == 404, "no token is set: an empty one opens nothing"
    settings.METRICS_TOKEN = "a token of the tests"
    assert answers(HTTP_AUTHORIZATION="Bearer a token of the tests") == 200
    assert answers(HTTP_AUTHORIZATION="Bearer another") == 404
    settings.METRICS_FROM = [ip_network("192.0.2.0/24"), ip_network("fd00::/8")]
    assert answers(REMOTE_ADDR="192.0.2.9") == 200
    assert answers(REMOTE_ADDR="fd00::9") == 200
    assert answers(REMOTE_ADDR="198.51.100.9") == 404
    assert answers(REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR="203.0.113.5") == 404, "the proxy's own address"
    assert answers(REMOTE_ADDR="") == 404
    client.force_login(ana)
    assert client.get("/metrics").status_code == 404


def test_processes_of_one_host_count_together_and_no_trace_library_is_loaded(tmp_path: Path) -> None:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", TWO_PROCESSES], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:3] == ["3.0", "6.0", "[]"]

    (tmp_path / f"counter_{os.getpid()}.db").touch()
    prepare(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [f"counter_{os.getpid()}.db"], "only those who live stay"
