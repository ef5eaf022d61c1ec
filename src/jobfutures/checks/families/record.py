"""Reads and writes `proven.json`: which families had every variant's key proven, exactly as their files stand."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from jobfutures.kit.content.faults import Fault, shown
from jobfutures.kit.content.frontmatter import Shape

NAME = "proven.json"
COMMAND = "python3 start.py content verify --write"


class Record(Shape):
    """digest: of the family's file.  seeds: how many variants were run, none where the family cites its source.

    versions: of what the proofs import, by name.
    """

    digest: str
    seeds: int
    versions: dict[str, str]
    ran_on: date


def read(folder: Path, faults: list[Fault]) -> dict[str, Record]:
    """Return the records of one content folder, by the file of the family within it."""
    file = folder / NAME
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {key: Record.model_validate_json(json.dumps(record)) for key, record in found.items()}
    except (ValueError, AttributeError) as error:
        why = str(error.errors()[0]["loc"]) if isinstance(error, ValidationError) else str(error)
        faults.append(Fault(shown(file, folder), 1, "file", f"is no record of proofs ({why}); run `{COMMAND}`"))
        return {}


def write(folder: Path, records: Mapping[str, Record]) -> None:
    facts = {key: records[key].model_dump(mode="json") for key in sorted(records)}
    (folder / NAME).write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
