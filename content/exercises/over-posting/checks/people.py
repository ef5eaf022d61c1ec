"""Members as the checks make them up."""

from typing import Any

from grading import Answer, Run

STAFF = {"X-Staff-Key": "front-desk"}


def person(run: Run, **changes: Any) -> dict[str, Any]:
    number = run.random.randrange(10**9)
    return {
        "email": f"m{number}@example.org",
        "name": f"Member {number}",
        "password": f"correct horse {number}",
    } | changes


def address(run: Run, **changes: Any) -> dict[str, Any]:
    return {
        "street": f"Mill Lane {run.random.randrange(1, 99)}",
        "postcode": str(run.random.randrange(10000, 99999)),
        "city": "Harlow",
    } | changes


def signed_up(run: Run, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was sent and the member that came back."""
    sent = person(run, **changes)
    answer = run.http().post("/members", json_body=sent)
    run.same(answer.status, 201, "Status of POST /members with a correct body")
    return sent, answer.json()


def seen_by_staff(run: Run, member: dict[str, Any]) -> Any:
    return run.http().get(f"/staff/members/{member['id']}", headers=STAFF).json()


def refused(run: Run, answer: Answer, field: str, what: str) -> None:
    run.same(answer.status, 422, f"Status of {what}")
    run.expect(field in answer.text, f"The answer to {what} does not name the field: {answer.text[:120]}.")
