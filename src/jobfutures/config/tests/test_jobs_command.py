"""`jobfutures import-jobs`: what it says, writes and refuses, and with which exit code."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from jobfutures.companies.tests.made import company
from jobfutures.config.command import main
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.reading import FILES, SYSTEMS, sample
from jobfutures.ledger.models import Entry

pytestmark = pytest.mark.django_db
HERE = ("--company", "acme")


@pytest.fixture(autouse=True)
def acme() -> None:
    company()


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_dry_run_tells_and_writes_nothing_and_a_real_one_makes_drafts(
    system: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = 1 if system == "personio" else 0  # one of its entries has a number that is taken
    words = ["import-jobs", str(FILES[system]), "--board", system, *HERE]

    assert main([*words, "--dry-run"]) == code
    assert capsys.readouterr().out.startswith("Would be: ")
    assert (Job.objects.count(), Entry.objects.count()) == (0, 0)

    assert main(words) == code
    said = capsys.readouterr().out
    assert said.startswith("Imported: ")
    assert "What has no place here" in said
    assert set(Job.objects.values_list("state", flat=True)) == {"DRAFT"}
    assert Entry.objects.get().actor is None


def test_a_script_gets_every_loss_with_its_pointer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-jobs", str(FILES["greenhouse"]), "--board", "greenhouse", *HERE, "--json", "--dry-run"]) == 0

    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["written"] is False
    assert found["counts"]["added"] == 3
    assert {"pointer": "/jobs/0/ai_disclaimer", "key": "ai_disclaimer", "why": "unknown", "times": 1} in found["losses"]
    assert found["skipped"] == [{"pointer": "/jobs/2", "why": "prospect", "title": "Future openings"}]
    assert {"ask": "period", "value": ""} in found["postings"][0]["asks"]


def test_standard_input_does_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sample("lever"))))

    assert main(["import-jobs", "-", "--board", "lever", *HERE]) == 0
    assert Job.objects.count() == 4


@pytest.mark.parametrize(("name", "content", "company_slug", "sentence"), [
    ("missing", None, "acme", "cannot be read: No such file or directory."),
    ("board", b"{}", "acme", "A list of postings has to stand here."),
    ("board", b"[]", "nobody", "There is no company nobody."),
    ("board", b"[]", "new", "Only a verified company imports postings."),
])  # fmt: skip
def test_what_cannot_be_imported_is_refused_with_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    name: str,
    content: bytes | None,
    company_slug: str,
    sentence: str,
) -> None:
    company("new", state="DRAFT")
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert main(["import-jobs", str(tmp_path / name), "--board", "lever", "--company", company_slug]) == 1

    said = capsys.readouterr().err
    assert said.startswith("jobfutures: ")
    assert sentence in said


def test_an_address_without_encryption_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-jobs", "http://a.example/x", "--board", "lever", *HERE]) == 1

    assert "starts with https://" in capsys.readouterr().err
