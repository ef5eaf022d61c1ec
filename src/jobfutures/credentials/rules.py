"""What a check's result becomes in a credential. Pure; knows no database and no clock."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jobfutures.credentials.vc.claims import Facts

NO_DECISION = "An estimate of the check, and no decision about anybody."


def area_name(part: str) -> str:
    """Return the name of the claim about one part of a check."""
    return f"area_{part.replace('-', '_')}"


def format_of(outcome: Mapping[str, Any]) -> str:
    """Return how a check was taken, in words."""
    tasks = int(outcome["tasks"])
    with_task = f" and {counted(tasks, 'code task')}" if tasks else ""
    return f"adaptive, {counted(int(outcome['questions']), 'question')}{with_task}, online"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def stated(
    *, role: str, told: str, taken_on: date, attempts: int, bank: str, evidence_url: str,
    outcome: Mapping[str, Any], parts: Sequence[Mapping[str, Any]],
) -> Facts:  # fmt: skip
    """Return everything that a credential about a result may state.

    told: the statement that the candidate was given.  attempts: results for this role so far, deleted ones too.
    No point of the scale is among it, but for the band inside of the statement.
    """
    found: dict[str, str | int] = {
        "role": role,
        "taken_on": taken_on.isoformat(),
        "level": f"{told} {NO_DECISION}",
        "attempts": attempts,
        "format": format_of(outcome),
        "proctoring": "none",
        "bank_version": bank,
        "evidence_url": evidence_url,
    }
    marks = outcome["marks"]
    return found | {area_name(part["id"]): str(marks[part["id"]]).lower() for part in parts if part["id"] in marks}
