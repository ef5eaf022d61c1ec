"""An operator hands a person's data over, and erases a person, by command."""

import json
import zipfile
from pathlib import Path

import pytest

from jobfutures.accounts.models import User
from jobfutures.config.command import main

pytestmark = pytest.mark.django_db


def test_export_writes_what_the_persons_own_button_gives_for_its_owner_only(
    ana: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ana.zip"

    assert main(["export", ana.email, "--to", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(file), "size": file.stat().st_size}
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("account.json"))["email"] == ana.email
    assert main(["export", str(ana.pk), "--to", str(file)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["export", "nobody@example.org"]) == 1
    assert "There is no account nobody@example.org" in capsys.readouterr().err


def test_erase_asks_and_never_takes_the_only_operator(
    ana: User, olga: User, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["erase", ana.email]) == 1
    assert "nobody to ask" in capsys.readouterr().err
    assert main(["erase", olga.email, "--yes"]) == 1
    assert "only operator" in capsys.readouterr().err

    assert main(["erase", str(ana.pk), "--yes"]) == 0
    assert not User.objects.filter(pk=ana.pk).exists()
