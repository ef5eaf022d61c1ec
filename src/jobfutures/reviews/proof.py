"""Runs the proof of a review, in a process of its own: every finding shows, every suspicion about a decoy does not."""

import os
import subprocess
import sys
from pathlib import Path

LIMIT_S = 60  # for a whole proof on a busy machine; each is to take less than 4
WORDS = [
    *("-W", "error::DeprecationWarning", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull),
    *("-p", "no:randomly", "-p", "no:hypothesispytest"),  # whoever develops the site has them: slow, and not asked for
    *("--rootdir", ".", "--confcutdir", ".", "proof"),
]
OURS = ("DJANGO_", "JOBFUTURES_", "PYTEST_")  # variables of this program, which are none of a review's business


def why_not_proved(folder: Path) -> str:
    """Run the proof in a review's folder; return what it printed where it failed, or an empty text."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    try:
        ended = subprocess.run(
            [sys.executable, *WORDS],
            check=False,
            cwd=folder,
            env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=LIMIT_S,
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {LIMIT_S} s"
    return ended.stdout if ended.returncode else ""
