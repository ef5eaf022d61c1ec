"""The rules file for Prometheus: it parses, asks for metrics that exist, and each alert says what to do."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django_ox.metrics import METRIC_NAMES
from prometheus_client.parser import text_string_to_metric_families

from jobfutures.telemetry import metrics
from jobfutures.telemetry.exposition import exposition

ROOT = Path(__file__).parents[4]
FILE = ROOT / "deploy/alerts.yaml"
WORDS = {"sum", "rate", "increase", "max", "min", "by", "and", "or", "on", "histogram_quantile", "le", "job", "up"}
WORDS |= {"route", "method", "status", "queue", "runner", "room", "verdict", "outcome"}


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(FILE.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def known() -> set[str]:
    """Return the names of all series: counted ones with the endings of their kind, and what is read."""
    names = {family.name for family in text_string_to_metric_families(exposition().decode())} | set(METRIC_NAMES)
    for family in metrics.REGISTRY.collect():
        names |= {f"{family.name}{end}" for end in ("_total", "_bucket", "_sum", "_count")}
    return names


@pytest.mark.django_db
def test_every_alert_asks_for_what_is_measured_and_says_what_to_do() -> None:
    named, runbook = known(), (ROOT / "docs/operating/alerts.md").read_text()
    faults = []
    for rule in rules():
        words = set(re.findall(r"[a-zA-Z_]\w{1,}", re.sub(r'"[^"]*"|\[\w+\]', "", rule["expr"]))) - WORDS
        faults += [f"{rule['alert']}: no metric {word}" for word in words - named]
        if rule["labels"]["severity"] not in ("page", "ticket") or not rule["annotations"]["summary"]:
            faults.append(f"{rule['alert']}: severity or summary")
        if f"| {rule['alert']} | {rule['labels']['severity']} |" not in runbook:
            faults.append(f"{rule['alert']}: no line in the runbook")
        if rule["annotations"]["runbook"] != f"docs/operating/alerts.md#{rule['alert'].lower()}":
            faults.append(f"{rule['alert']}: its link")

    assert faults == []
    written = re.findall(r"^\| ([A-Z]\w+) \| (?:page|ticket) \|", runbook, re.MULTILINE)
    assert written == [rule["alert"] for rule in rules()]


@pytest.mark.django_db
def test_a_metric_that_is_not_there_would_be_found() -> None:
    assert "jobfutures_http_requests_total" in known()
    assert "jobfutures_nothing" not in known()


def test_promtool_takes_the_file_where_the_machine_has_it() -> None:
    program = shutil.which("promtool")
    for rule in rules():
        assert rule["expr"].count("(") == rule["expr"].count(")")
        assert re.fullmatch(r"\d+[mh]", rule.get("for", "0m"))
    if program:
        subprocess.run([program, "check", "rules", str(FILE)], check=True, capture_output=True)
