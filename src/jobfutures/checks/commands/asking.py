"""The steps that every act of a check is made of: ask, take an answer, end. Called inside the transaction of an act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from django.db.models import Subquery

from jobfutures.checks import engine
from jobfutures.checks.families.reading import SEEDS as VARIANTS
from jobfutures.checks.models import Attempt, Bank, Exposure, Item, Question, Taking
from jobfutures.checks.rules import LEAST_PAUSE_S

if TYPE_CHECKING:
    from jobfutures.psychometrics.stopping import Progress


@dataclass(frozen=True)
class State:
    """Where a check stands: what was answered, and what is believed."""

    attempt: Attempt
    past: "list[engine.Given]"

    @property
    def ready(self) -> "engine.Prepared":
        return engine.prepared(self.attempt.bank_id)

    def progress(self, *, stopped: bool) -> "Progress":
        attempt = self.attempt
        task = attempt.wants_task and engine.has_task(self.ready, attempt.candidates)
        return engine.progress(
            self.ready, bytes(attempt.posterior), attempt.candidates, self.past, stopped=stopped, task=task
        )


def with_state(attempt: Attempt) -> State:
    """Return a check with all its answers. One query."""
    rows = attempt.questions.answered().in_order().values_list("place", "score", "is_pilot")
    return State(attempt, [engine.Given(place, score or 0, is_pilot) for place, score, is_pilot in rows])


def ask(attempt: Attempt, past: "Sequence[engine.Given]", at: datetime) -> Question | None:
    """Ask the next question, and return it; None where no item is left."""
    ready = engine.prepared(attempt.bank_id)
    choice = engine.next_choice(
        ready, bytes(attempt.posterior), attempt.candidates, past, seed=attempt.seed, wants_task=attempt.wants_task
    )
    if choice is None:
        return None
    item = ready.entries[choice.place].item
    wording = Subquery(Item.objects.filter(pk=item).values("wording"))  # of today; the question keeps it
    random = Random(f"{attempt.seed}:{len(past)}:variant")
    return Question.objects.create(
        attempt=attempt, number=len(past) + 1, item_id=item, wording_id=wording, place=choice.place,
        variant=random.randrange(VARIANTS), is_pilot=choice.is_pilot, shown_at=at,
    )  # fmt: skip


def answered(attempt: Attempt, question: Question, *, answer: Any, score: int, at: datetime) -> bool:
    """Write an answer, and what is believed after it; return False where the question has one already.

    Whoever writes the answer owns the check until the next question is there, so nothing is counted twice. A pilot's
    score is written and moves nothing.
    """
    spent = 0.0 if attempt.paused_at else min((at - question.shown_at).total_seconds(), LEAST_PAUSE_S)
    written = (
        Question.objects.unanswered()
        .filter(pk=question.pk)
        .update(answer=answer, score=score, answered_at=at, seconds=question.seconds + spent, draft={})
    )
    if not written:
        return False
    if not question.is_pilot:
        ready = engine.prepared(attempt.bank_id)
        attempt.posterior = engine.after(ready, bytes(attempt.posterior), question.place, score)
    attempt.paused_at = None
    attempt.save(update_fields=["posterior", "paused_at"])
    return True


def finish(attempt: Attempt, state: State, ending: str, at: datetime) -> None:
    """End a check: work out its result where enough was asked, and note what was met."""
    bank = Bank.objects.only("parts", "accuracy").get(pk=attempt.bank_id)
    attempt.finished_at, attempt.ending = at, ending
    if engine.has_result(state.progress(stopped=True)):
        attempt.outcome = engine.outcome(state.ready, bytes(attempt.posterior), state.past, bank.parts)
        cuts = (bank.accuracy or {}).get("fit_cuts", {})
        attempt.is_flagged = engine.is_misfit(state.ready, state.past, attempt.outcome["ability"], cuts)
    attempt.save(update_fields=["finished_at", "ending", "outcome", "is_flagged"])
    note_met(attempt, at)
    note_exposure(attempt, state, at)


def note_met(attempt: Attempt, at: datetime) -> None:
    taking = Taking.objects.select_for_update().get(owner=attempt.owner_id, role=attempt.role_id)
    day = at.date().isoformat()
    taking.met |= dict.fromkeys(attempt.questions.values_list("item_id", flat=True), day)
    if attempt.outcome is not None:
        taking.results, taking.last_result_at = taking.results + 1, at
    taking.save(update_fields=["met", "results", "last_result_at"])


def note_exposure(attempt: Attempt, state: State, at: datetime) -> None:
    """Count each item that this check might have asked, and each that it did."""
    row, _created = Exposure.objects.select_for_update().get_or_create(
        role_id=attempt.role_id, defaults={"decayed_on": at.date()}
    )
    given = {one.place for one in state.past}
    for place in {*attempt.candidates, *given}:
        slug = state.ready.entries[place].item
        eligible, asked = row.counts.get(slug, (0, 0))
        row.counts[slug] = [eligible + 1, asked + (place in given)]
    row.save(update_fields=["counts"])
