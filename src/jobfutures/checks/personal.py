"""A person's checks: all of it is theirs to take, and goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.checks.commands.attempts import delete_check
from jobfutures.checks.models import Attempt, Description, Question, Taking


def export(person: User) -> dict[str, object]:
    checks = Attempt.objects.visible_to(person).newest_first()
    takings = Taking.objects.visible_to(person).order_by("role")
    said = Description.objects.visible_to(person).first()
    found: dict[str, object] = {
        "checks.json": [check_facts(one) for one in checks],
        "checks_met.json": [
            {"role": one.role_id, "results": one.results, "last_result_at": one.last_result_at, "met": one.met}
            for one in takings
        ],
    }
    if said:
        kinds = ("gender", "age", "background", "english", "said_on")
        found["checks_description.json"] = {kind: getattr(said, kind) for kind in kinds}
    return found


def check_facts(check: Attempt) -> dict[str, object]:
    questions = check.questions.in_order()
    return {
        "role": check.role_id,
        "bank": check.bank_id,
        "pace": check.pace,
        "started_at": check.started_at,
        "finished_at": check.finished_at,
        "ending": check.ending,
        "result": check.outcome,
        "questions": [question_facts(one) for one in questions],
    }


def question_facts(question: Question) -> dict[str, object]:
    return {
        "number": question.number,
        "item": question.item_id,
        "variant": question.variant,
        "is_trial": question.is_pilot,
        "answer": question.answer,
        "score": question.score,
        "seconds": round(question.seconds),
        "answered_at": question.answered_at,
    }


def erase(person: User, at: datetime) -> None:
    for check in Attempt.objects.visible_to(person):
        delete_check(by=person, attempt=check, at=at)
    Taking.objects.filter(owner=person).delete()
    Description.objects.filter(owner=person).delete()
