"""A clock that can be set for each machine of the bed: its programs read how far it is off from a file."""

from pathlib import Path

CLOCK = """
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from django.utils import timezone

real, file = time.time, Path({file!r})

def off():
    return int(file.read_text())

time.time = lambda: real() + off()
timezone.now = lambda: datetime.now(UTC) + timedelta(seconds=off())
"""


def clocked(folder: Path, name: str) -> dict[str, str]:
    """Return variables with which a machine reads its clock through a file, so that it can be set; see `set_clock`."""
    set_clock(folder, name, 0)
    own = folder / f"clock-{name}"
    own.mkdir()
    (own / "sitecustomize.py").write_text(CLOCK.format(file=str(folder / f"{name}.clock")))
    return {"PYTHONPATH": f"{own}:{folder}/checkout/src"}


def set_clock(folder: Path, name: str, seconds: int) -> None:
    waiting = folder / f"{name}.clock-new"
    waiting.write_text(str(seconds))
    waiting.replace(folder / f"{name}.clock")  # whole, for whoever reads it meanwhile
