"""The erasure ledger: what was erased stays erased, whatever backup is restored."""

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jobfutures.accounts import erasures
from jobfutures.accounts.commands import delete_account, replay_erasures
from jobfutures.accounts.models import Erasure, User
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(tmp_path: Path, settings: Settings) -> Path:
    settings.ERASURES = tmp_path / "erasures.jsonl"
    return settings.ERASURES


def erased(who: User, committing: DjangoCaptureOnCommitCallbacks) -> None:
    with committing(execute=True):
        delete_account(by=who, at=NOON)


def restored(backup: dict[str, object]) -> None:
    """Bring an account back as an older backup holds it, and take back what the database knew of its erasure."""
    Erasure.objects.all().delete()
    User.objects.create(**backup)


def test_who_was_erased_is_erased_again_after_a_restore(
    ledger: Path, ana: User, ben: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    backup = {"pk": ana.pk, "email": ana.email, "password": ana.password}
    erased(ana, django_capture_on_commit_callbacks)
    assert ana.email not in ledger.read_text()
    restored(backup)

    assert replay_erasures(at=NOON) == 1
    assert [one.pk for one in User.objects.all()] == [ben.pk]
    assert replay_erasures(at=NOON) == 0


def test_an_erasure_whose_file_was_not_written_is_written_at_the_next_start(ledger: Path, ana: User) -> None:
    delete_account(by=ana, at=NOON)  # as if the process had been killed right after the commit
    assert not ledger.exists()

    assert replay_erasures(at=NOON) == 0
    assert erasures.listed() == {Erasure.objects.get().account}


def test_a_line_that_a_crash_cut_off_is_passed_over(ledger: Path, ben: User) -> None:
    ledger.write_text('{"account": "not a num\n[]\n{"account": ')

    assert replay_erasures(at=NOON) == 0
    assert User.objects.filter(pk=ben.pk).exists()
