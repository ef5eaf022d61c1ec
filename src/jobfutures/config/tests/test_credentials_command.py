"""`jobfutures verify` needs no site and no network; `jobfutures credentials rotate` changes the key."""

import json
from pathlib import Path
from typing import Any

import pytest

from jobfutures.config.command import main
from jobfutures.credentials.tests.forging import AUDIENCE, JWKS, NONCE, Vector
from jobfutures.credentials.tests.vectors_bad import BAD
from jobfutures.credentials.tests.vectors_good import GOOD

ASKED = ("--audience", AUDIENCE, "--nonce", NONCE)


def named(name: str) -> Vector:
    return next(vector for vector in [*GOOD, *BAD] if vector.name == name)


def verified(folder: Path, name: str, *words: str, status: bool = True) -> int:
    """Verify a vector with the files of its issuer; return the exit code."""
    vector = named(name)
    for file, content in (("it", vector.text), ("jwks.json", json.dumps(JWKS)), ("list", vector.status or "")):
        (folder / file).write_text(content)
    listed = ("--status", str(folder / "list")) if status else ()
    return main(["verify", str(folder / "it"), "--jwks", str(folder / "jwks.json"), *listed, *words])


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_holds_exits_with_0_and_prints_exactly_what_was_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(tmp_path, "the role alone", *ASKED) == 0

    text = capsys.readouterr().out
    assert "It holds. Issued by https://jobs.example.org" in text
    assert "Role: Backend developer" in text
    assert "Level" not in text
    assert "no decision" in text


def test_a_script_gets_the_reason_and_the_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(tmp_path, "withdrawn", *ASKED, "--json") == 1

    assert said(capsys) == {"holds": False, "reason": "revoked", "kind": "SD_JWT", "issuer": None, "issued_on": None,
                            "expires_on": None, "made_at": None, "shown": {}}  # fmt: skip


def test_without_the_list_it_fails_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(tmp_path, "the role alone", *ASKED, "--json", status=False) == 1
    assert said(capsys)["reason"] == "status_unreachable"


def test_a_badge_needs_no_audience(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(tmp_path, "a badge", "--json") == 0
    assert said(capsys)["shown"]["attempts"] == 2


def test_an_audience_without_a_nonce_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(tmp_path, "the role alone", "--audience", AUDIENCE) == 2
    assert "belong together" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe", b"x" * 1_000_001, b"[]", b'{"keys": []}', b'{"issuer": 7, "keys": []}']
)
def test_a_file_of_keys_that_is_none_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "keys").write_bytes(content)
    (tmp_path / "it").write_text("a.b.c")

    assert main(["verify", str(tmp_path / "it"), "--jwks", str(tmp_path / "keys")]) == 1
    assert capsys.readouterr().err.startswith("jobfutures: ")
