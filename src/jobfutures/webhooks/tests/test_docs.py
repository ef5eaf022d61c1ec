"""What docs/api/webhooks.md tells receivers to do works on what is sent: the code stands there, and runs here."""

import json
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company
from jobfutures.webhooks.rules import KINDS, TEST, secret_text
from jobfutures.webhooks.tests.made import Program, delivery, endpoint

PAGE = Path(__file__).parents[4] / "docs/api/webhooks.md"
ASKS = """
const cases = JSON.parse(process.env.CASES);
console.log(JSON.stringify(cases.map(([secret, headers, body]) => isGenuine(secret, headers, Buffer.from(body)))));
"""


def code(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def cases(db: None, ben: User) -> list[tuple[str, dict[str, str], str]]:
    """A message as it is sent, and three that are not genuine: another body, another secret, an old time."""
    told = endpoint(company(owner=ben))
    delivery(told)
    program = Program(now=timezone.now())
    program.listen(told)
    body, headers = program.heard[0]
    secret, text = secret_text(told.secret()), body.decode()
    old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 3600)}
    return [
        (secret, headers, text),
        (secret, headers, text + " "),
        (secret_text(b"x" * 32), headers, text),
        (secret, old, text),
    ]


def test_the_python_of_the_page_tells_genuine_messages_from_others(cases: list[Any], tmp_path: Path) -> None:
    script = tmp_path / "verify.py"
    script.write_text(code("python"))
    known = runpy.run_path(str(script))

    assert [known["is_genuine"](secret, headers, body.encode()) for secret, headers, body in cases] == [
        True, False, False, False,
    ]  # fmt: skip


@pytest.mark.node
def test_the_typescript_of_the_page_does_so_too(cases: list[Any], tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node, "There is no Node here."
    plain = re.sub(r": (string|boolean|Uint8Array|Record<string, string>)(?=[,)\s{])", "", code("typescript"))
    script = tmp_path / "verify.mjs"
    script.write_text(plain + ASKS)
    ran = subprocess.run(
        [node, str(script)], env={"CASES": json.dumps(cases)}, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == [True, False, False, False]


def test_the_page_names_every_kind() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for kind in (*KINDS, TEST):
        family, _dot, name = kind.partition(".")
        assert f"`{kind}`" in text or (f"`{family}." in text and f"`.{name}`" in text), kind
