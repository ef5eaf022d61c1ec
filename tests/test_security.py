"""The tools that look after the security of the checkout, and the list of what is kept by what."""

import json
import re
from pathlib import Path

from tools import security

ROOT = Path(__file__).parent.parent
LIST = (ROOT / "docs/operating/security.md").read_text()
# Numbers of ASVS 4.0.3 up to level 2, by section: how many, and which of them are of level 3 or were taken out.
SECTIONS = {
    "1.1": 7, "1.2": 4, "1.4": 5, "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1, "1.11": 2, "1.12": 2,
    "1.14": 6, "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4,
    "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1, "4.1": 5, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 8,
    "5.3": 10, "5.4": 3, "5.5": 4, "6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2, "7.1": 4, "7.2": 2, "7.3": 4, "7.4": 3,
    "8.1": 4, "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2, "10.3": 3, "11.1": 8, "12.1": 3, "12.2": 1, "12.3": 6,
    "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 5, "13.2": 6, "13.3": 2, "13.4": 2, "14.1": 4, "14.2": 6, "14.3": 3,
    "14.4": 7, "14.5": 4,
}  # fmt: skip
TAKEN_OUT = {"1.4.2", "1.4.3", "1.12.1", "4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"}


def test_every_number_of_level_2_is_in_the_list_once() -> None:
    wanted = [f"{section}.{last}" for section, number in SECTIONS.items() for last in range(1, number + 1)]
    listed = re.findall(r"^\| (\d+\.\d+\.\d+) \|", LIST, re.MULTILINE)

    assert listed == [one for one in wanted if one not in TAKEN_OUT]
    assert len(listed) == 259


def test_every_test_that_keeps_something_exists_and_everything_else_has_a_reason() -> None:
    for number, kept in re.findall(r"^\| (\d\S+) \| [^|]+ \| (.+) \|$", LIST, re.MULTILINE):
        if found := re.fullmatch(r"`([\w/]+\.py)(?:::(\w+))?`", kept):
            file = ROOT / found[1]
            assert file.exists(), number
            assert not found[2] or f"def {found[2]}(" in file.read_text(), number
        else:
            assert len(kept) >= 10, number


def test_something_like_a_secret_is_found_and_words_are_not() -> None:
    """Put together here, so that this file holds none."""
    real = [
        "-----BEGIN " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1B2" * 9,
        'token = "' + "q7Zx1Lw9Tb4Vn2Kd8Rp5" + '"',
        "smtp://post:" + "q7Zx1Lw9Tb4V" + "@mail.example.org",
    ]
    words = [
        'LOGIN_FORM_TOKEN = "jobfutures.accounts.forms.ResetPasswordKey"',
        'password = "a long enough password"',
        "postgres://user:password@host:5432/name",
        'secret_key = "only for the checks of this project"',
    ]

    assert [bool(list(security.secrets_in(line))) for line in real] == [True] * len(real)
    assert [line for line in words if list(security.secrets_in(line))] == []


def test_a_pin_that_an_advisory_names_is_a_fault() -> None:
    snapshot = json.loads(security.SNAPSHOT.read_text())

    assert security.advised(security.pins(), snapshot) == []
    assert len(security.advised({"starlette": "0.24.0", "urllib3": "2.0.6"}, snapshot)) == 3
    assert security.advised({"django": "5.0.9"}, snapshot) == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", snapshot["day"])


def test_a_finding_needs_a_reason_and_a_reason_a_finding() -> None:
    reasons = {"right": [{"test": "B102", "files": ["a.py", "b.py"], "reason": "It is content of the operator."}]}

    said = security.unexplained([("B102", "a.py", "line 1: exec"), ("B608", "a.py", "line 2: SQL")], reasons)

    assert said == ["a.py: B608: line 2: SQL", "security_reasons.toml: B102 of b.py: nothing needs it"]
