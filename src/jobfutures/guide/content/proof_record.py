"""Reads `verified.json`: what the run that executed the examples wrote down."""

import hashlib
import json
from pathlib import Path
from typing import Any

NAME = "verified.json"
COMMAND = "python3 start.py content verify --write"


def read(folder: Path) -> dict[Path, dict[str, Any]]:
    """Return the records of one content folder by the example's file; empty where none was written."""
    file = folder / NAME
    records = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {folder / key: record for key, record in records.items()}


def why_unproven(proof: dict[Path, dict[str, Any]], file: Path) -> str | None:
    """Return why a page must not show this example, or None when it was executed exactly as it stands."""
    record = proof.get(file)
    if record is None or not record["tests"]:
        return f"was never executed; run `{COMMAND}`"
    if record["sha256"] != hashlib.sha256(file.read_bytes()).hexdigest():
        return f"changed since it was executed; run `{COMMAND}`"
    return None
