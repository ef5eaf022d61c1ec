"""The file of keys that sign credentials: given, or in the data folder; a wrong one stops the start."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobfutures.config.environment import Environment, WrongSetting
from jobfutures.config.issuer import issuer_keys
from jobfutures.credentials.vc import keyfile, keys

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "issuer_keys.json"


WRONG = ["", "[]", '{"keys": []}', '{"keys": [{}]}', '{"keys": [7]}', "[" * 5000, "\0"]


@pytest.mark.parametrize("text", WRONG)
def test_a_file_that_is_something_else_stops_the_start_with_a_sentence(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(WrongSetting, match=r"JOBFUTURES_ISSUER_KEYS is .* but it must be the path of a file"):
        issuer_keys(Environment({"JOBFUTURES_ISSUER_KEYS": str(file)}), file.parent)


def test_a_file_that_is_not_there_or_has_two_signing_keys_is_refused_too(file: Path) -> None:
    given = Environment({"JOBFUTURES_ISSUER_KEYS": str(file)})
    with pytest.raises(WrongSetting, match="cannot be read"):
        issuer_keys(given, file.parent)
    file.write_text(keys.Keys((keys.made(NOW), keys.made(NOW))).text())
    with pytest.raises(WrongSetting, match="its first key, and no other"):
        issuer_keys(given, file.parent)


def test_given_keys_are_used_and_otherwise_those_of_the_data_folder(file: Path, tmp_path: Path) -> None:
    keyfile.read_or_make(file, NOW)

    assert issuer_keys(Environment({"JOBFUTURES_ISSUER_KEYS": str(file)}), tmp_path / "data") == file
    assert issuer_keys(Environment({}), tmp_path / "data") == tmp_path / "data/issuer_keys.json"
