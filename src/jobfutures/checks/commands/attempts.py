"""What a person does with a check: begin, answer, pause, go on, end, delete.

No act here is written to the ledger: that somebody took a check is known to them alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import randbelow
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.commands.asking import answered, ask, finish, with_state
from jobfutures.checks.models import Attempt, Bank, Ending, Exposure, Item, Question, Taking
from jobfutures.checks.queries import recheck_of
from jobfutures.checks.rules import LEAST_PAUSE_S, may_begin_at, still_known
from jobfutures.checks.scoring import score_of
from jobfutures.exercises.models import Work
from jobfutures.kit.rooms import modules
from jobfutures.topics.models import Role

SEEDS = 1 << 53
ANSWERED = _("That question was answered already, in another window perhaps; the first answer counts.")


class CannotBegin(Exception):
    """The check was not begun; the sentence is for the candidate."""


class CannotAnswer(Exception):
    """The answer was not taken; the sentence is for the candidate."""


@transaction.atomic
def begin_check(*, by: User, role: Role, pace: str, wants_task: bool, key: UUID, at: datetime) -> Attempt:
    """Begin a check and ask its first question. An open one of this role, or of the same form, is given back.

    Raises CannotBegin where there is no bank yet, or the last result is too young.
    """
    mine = Attempt.objects.visible_to(by).filter(role=role)
    before = mine.filter(key=key).first() or mine.open().first()
    if before:
        return before
    bank = Bank.objects.filter(role=role).released().first()
    if bank is None:
        raise CannotBegin(_("This check is being prepared. Please come back in a few minutes."))
    taking, _created = Taking.objects.get_or_create(owner=by, role=role)
    again = recheck_of(by, role)
    if again is None:
        refuse_too_early(taking, at)
    seed = randbelow(SEEDS)
    found = Attempt(
        owner=by, role=role, bank=bank, key=key, pace=pace, wants_task=wants_task, seed=seed, started_at=at,
        posterior=engine.begun(), candidates=candidates_of(bank, taking, seed, at), recheck_of=again,
    )  # fmt: skip
    try:
        with transaction.atomic():
            found.save(force_insert=True)
    except IntegrityError:  # another tab was first
        return mine.open().get()
    if ask(found, [], at) is None:
        raise CannotBegin(_("You have met every question of this check within a year. Please come back later."))
    return found


def refuse_too_early(taking: Taking, at: datetime) -> None:
    wait = may_begin_at(taking.results, taking.last_result_at)
    if wait and wait > at:
        sentence = _("Your last result is too young: you can take this check again from %(day)s.")
        raise CannotBegin(sentence % {"day": date_format(wait.date())})


def candidates_of(bank: Bank, taking: Taking, seed: int, at: datetime) -> list[int]:
    """Return the places in the bank that this check may ask."""
    exposure = Exposure.objects.filter(role=bank.role_id).first()
    usable = set(Item.objects.usable().values_list("pk", flat=True))
    known = still_known(taking.met, at.date())
    counts = exposure.counts if exposure else {}
    return engine.eligible(engine.prepared(bank.pk), counts, known, usable, seed)


@transaction.atomic
def give_answer(*, by: User, question: Question, variant: Mapping[str, Any], answer: Any, at: datetime) -> Attempt:
    """Take the answer to the open question of a check, and ask the next one or end the check.

    variant, answer: as `scoring.score_of` takes them. Raises CannotAnswer where the question is answered already.
    """
    attempt = own(by, question)
    score = score_of(variant, answer)
    if not answered(attempt, question, answer=answer, score=score, at=at):
        raise CannotAnswer(ANSWERED)
    go_on(attempt, at)
    return attempt


def own(by: User, question: Question) -> Attempt:
    if question.attempt.owner_id != by.pk:
        raise PermissionDenied
    return question.attempt


def go_on(attempt: Attempt, at: datetime) -> None:
    """Ask the next question, or end the check where a rule says so or nothing is left."""
    state = with_state(attempt)
    ending = engine.ends(state.progress(stopped=False))
    if ending:
        finish(attempt, state, ending, at)
    elif ask(attempt, state.past, at) is None:
        finish(attempt, state, Ending.LENGTH, at)


def keep_draft(*, by: User, question: Question, fields: Mapping[str, Sequence[str]]) -> None:
    """Keep what is typed so far, as it stands in the form. Raises CannotAnswer where the question is answered."""
    own(by, question)
    kept = {name: list(values) for name, values in fields.items()}
    if not Question.objects.unanswered().filter(pk=question.pk).update(draft=kept):
        raise CannotAnswer(ANSWERED)


@transaction.atomic
def pause_check(*, by: User, attempt: Attempt, at: datetime) -> None:
    """Stop the clock; nothing is lost, and nothing is asked until the candidate goes on."""
    found = Attempt.objects.visible_to(by).select_for_update().get(pk=attempt.pk)
    if found.is_open and found.paused_at is None:
        count_time(found, at)
        Attempt.objects.filter(pk=found.pk).update(paused_at=at)


@transaction.atomic
def resume_check(*, by: User, attempt: Attempt, at: datetime) -> None:
    found = Attempt.objects.visible_to(by).select_for_update().get(pk=attempt.pk)
    if found.is_open and found.paused_at is not None:
        found.questions.unanswered().update(shown_at=at)
        Attempt.objects.filter(pk=found.pk).update(paused_at=None)


def count_time(attempt: Attempt, at: datetime) -> None:
    for question in attempt.questions.unanswered():
        spent = min((at - question.shown_at).total_seconds(), LEAST_PAUSE_S)
        Question.objects.filter(pk=question.pk).update(seconds=question.seconds + spent, shown_at=at)


@transaction.atomic
def end_check(*, by: User, attempt: Attempt, at: datetime) -> Attempt:
    """End a check on the candidate's own wish; it has a result where enough was asked. Safe to repeat."""
    found = Attempt.objects.visible_to(by).select_for_update().get(pk=attempt.pk)
    if found.is_open:
        found.questions.unanswered().delete()
        finish(found, with_state(found), Ending.CANDIDATE, at)
    return found


@transaction.atomic
def delete_check(*, by: User, attempt: Attempt, at: datetime) -> None:
    """Delete a check for good, with every answer, what was handed in for its task, and what rests on its result."""
    found = Attempt.objects.visible_to(by).select_for_update().filter(pk=attempt.pk).first()
    if found is None:
        return
    for _room, above in modules("following"):
        above.check_goes(by=by, attempt=found, at=at)
    for question in found.questions.filter(item__exercise__isnull=False).select_related("item", "task"):
        Work.objects.visible_to(by).filter(exercise=question.item.exercise_id).delete()
        if question.task:
            question.task.delete()
    found.delete()
