"""Each thing without which no visitor can be served makes `/readyz` say no, and `/healthz` asks for none of them."""

from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from jobfutures.topics.models import Edition
from jobfutures.web import readiness
from tests.people import NOON


@pytest.mark.django_db
def test_each_cause_is_looked_at_and_named(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path

    def answer() -> tuple[int, str]:
        got = client.get("/readyz")
        return got.status_code, got.text.strip()

    assert answer() == (503, "no content is loaded: jobfutures content load")
    Edition.objects.create(content_hash="c0ffee", reason="of the test", at=NOON)
    assert answer() == (200, "ready")
    MigrationRecorder.Migration.objects.create(app="topics", name="0999_of_a_newer_version")
    assert answer() == (200, "ready"), "a newer version migrates first, and this one goes on until it is replaced"
    last = MigrationRecorder.Migration.objects.filter(app="topics").order_by("name")[0]
    last.delete()
    assert answer() == (503, "1 migrations are missing: jobfutures migrate")
    (tmp_path / readiness.DRAINING).touch()
    assert answer() == (503, "draining: this host is being stopped")
    (tmp_path / readiness.DRAINING).unlink()

    def away() -> str:
        raise OperationalError("could not connect to canary@database.example")

    monkeypatch.setattr(readiness, "migrations_missing", away)
    assert answer() == (503, "the database does not answer, or was never migrated")


@pytest.mark.django_db
def test_a_process_that_lives_says_so_without_asking_anybody(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
