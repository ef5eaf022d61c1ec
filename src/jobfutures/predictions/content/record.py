"""Reads and writes `predicted.json`: what the programs of predictions did when they last ran."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from jobfutures.kit.content.faults import Fault, shown
from jobfutures.predictions.content.schema import Record

NAME = "predicted.json"
COMMAND = "python3 start.py content verify --write"


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def read(folder: Path, faults: list[Fault]) -> dict[str, Record]:
    """Return the records of one content folder, by the file of the prediction within it."""
    file = folder / NAME
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {key: Record.model_validate_json(json.dumps(record)) for key, record in found.items()}
    except (ValueError, AttributeError) as error:
        why = str(error.errors()[0]["loc"]) if isinstance(error, ValidationError) else str(error)
        faults.append(Fault(shown(file, folder), 1, "file", f"is no record of runs ({why}); run `{COMMAND}`"))
        return {}


def write(folder: Path, records: Mapping[str, Record]) -> None:
    facts = {key: records[key].model_dump(mode="json", exclude_defaults=True) for key in sorted(records)}
    (folder / NAME).write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def why_unproven(record: Record | None, program: str, fixed: str | None) -> str:
    """Return why a prediction has no truth, or an empty text where its programs ran exactly as they stand."""
    if record is None:
        return f"was never run; run `{COMMAND}`"
    if record.program.sha256 != digest(program):
        return f"the program changed since it ran; run `{COMMAND}`"
    if (record.fixed.sha256 if record.fixed else None) != (None if fixed is None else digest(fixed)):
        return f"the fixed program changed since it ran; run `{COMMAND}`"
    return ""
