"""Issuer keys: made once, for their owner only; changed without anything losing its meaning."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobfutures.credentials.vc import keyfile, keys
from jobfutures.credentials.vc.claims import GOOD_FOR

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "issuer_keys.json"


def test_keys_are_made_once_and_readable_by_their_owner_only(file: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        found = set(many.map(lambda _: keyfile.read_or_make(file, NOW).signing.kid, range(16)))

    assert len(found) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_new_key_signs_and_the_old_one_stays_published_as_long_as_it_is_needed(file: Path) -> None:
    old = keyfile.read_or_make(file, NOW).signing
    found = keyfile.rotate(file, NOW + DAY)
    last = NOW + DAY + GOOD_FOR

    assert found.signing.kid != old.kid
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [key["kid"] for key in found.published("x", last)["keys"]] == [found.signing.kid, old.kid]
    assert [key["kid"] for key in found.published("x", last + DAY)["keys"]] == [found.signing.kid]
    assert old.kid not in {key.kid for key in keyfile.rotate(file, last + DAY).all}


def test_every_process_sees_a_new_key_at_once(file: Path) -> None:
    before = keyfile.read_or_make(file, NOW)

    assert keyfile.rotate(file, NOW).signing == keyfile.read(file).signing != before.signing


def test_what_is_published_holds_nothing_secret(file: Path) -> None:
    found = keyfile.read_or_make(file, NOW)
    shown = json.dumps(found.published("https://jobs.example.org", NOW))

    assert found.signing.d not in shown
    assert found.signing.d not in repr(found)
    assert set(found.signing.public()) == {"kty", "crv", "x", "y", "kid", "alg", "use"}


def test_the_name_of_a_key_is_its_thumbprint() -> None:
    x, y = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"

    assert keys.thumbprint(x, y) == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"
