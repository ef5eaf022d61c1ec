"""What the public page on hiring says in numbers: the rules' own, so that page and rules cannot differ."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.models import State
from jobfutures.hiring.rules import applications, interviews, scorecards
from jobfutures.jobs.guards import PROMISE_DAYS
from jobfutures.plans import rules as plans
from jobfutures.sharing import rules as sharing

MEANINGS: dict[str, Promise] = {
    State.DRAFT: _("You are writing it. Nobody but you sees it."),
    State.SUBMITTED: _("The company has it, and nobody there has opened it yet."),
    State.ACKNOWLEDGED: _("Somebody of the company opened it. You are told."),
    State.INTERVIEWING: _("Interviews are proposed, agreed or held."),
    State.DECIDING: _("All interviews are held and every scorecard is in. The company decides."),
    State.OFFERED: _("The company would like to work with you. You accept or you do not."),
    State.HIRED: _("You accepted."),
    State.REFUSED: _("You did not take the offer."),
    State.DECLINED: _("The company said no, with a reason and a message."),
    State.WITHDRAWN: _("You took it back. The company sees nothing of it any more."),
    State.NO_ANSWER: _("The company never answered. It counts against it in public."),
    State.ERASED: _(
        "What it said is gone. That there was an application, and how fast it was answered, stays counted."
    ),
}


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """promise_days: the fewest and the most that a posting may promise.  kept_days: after the end of an application."""

    states: list[tuple[str, str]]
    promise_days: tuple[int, int]
    answering_days: int
    kept_days: int
    draft_days: int
    grants_days: int
    grants_usual_days: int
    grants_most_days: int
    requests: int
    message_letters: int
    files: int
    file_mib: int
    questions: int
    kits: int
    minutes: int
    slots: int
    late_minutes: int
    anchors: int
    evidence_letters: int
    waived_days: int


def policy_facts() -> PolicyFacts:
    return PolicyFacts(
        states=[(str(state.label), str(MEANINGS[state])) for state in State],
        promise_days=(min(PROMISE_DAYS), max(PROMISE_DAYS)),
        answering_days=applications.AFTER_CLOSING.days,
        kept_days=applications.KEPT.days,
        draft_days=applications.DRAFT_KEPT.days,
        grants_days=applications.GRANTS_KEPT.days,
        grants_usual_days=sharing.USUAL_DAYS,
        grants_most_days=sharing.MOST_DAYS,
        requests=sharing.MOST_REQUESTS,
        message_letters=applications.SHORTEST_MESSAGE,
        files=applications.MOST_FILES,
        file_mib=applications.MOST_FILE_BYTES // 2**20,
        questions=applications.MOST_QUESTIONS,
        kits=plans.MOST_KITS,
        minutes=plans.MOST_MINUTES,
        slots=interviews.MOST_SLOTS,
        late_minutes=int(interviews.LATE.total_seconds() // 60),
        anchors=plans.ANCHORS,
        evidence_letters=scorecards.SHORTEST_EVIDENCE,
        waived_days=scorecards.WAIVED_AFTER.days,
    )
