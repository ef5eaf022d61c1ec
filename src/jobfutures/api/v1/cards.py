"""Scorecards: one's own while it is written, those of others once all are in. Programs have no part in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field

from jobfutures.api import problems
from jobfutures.api.acting import reader_of
from jobfutures.api.kinds import Asked, Shown, Whole
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.problems import Refusal
from jobfutures.disclosure.reading import Reader
from jobfutures.hiring.commands import cards as commands
from jobfutures.hiring.forms.cards import SENTENCES
from jobfutures.hiring.models import CardState, Interview, Recommend, Scorecard
from jobfutures.hiring.queries.cards import cards_page, criteria_of, interview_seen, said_now, written_in
from jobfutures.hiring.rules.scorecards import MOST_EVIDENCE, MOST_REASON, SHORTEST_REASON, Said, Written
from jobfutures.ledger.transitions import IllegalTransition

room = Room("hiring: scorecards", _("Scorecards of interviews, sealed until all of a panel are in. For people alone"))
INTERVIEW = "/companies/{slug:company}/interviews/{uuid:interview_id}"
ACTS = (commands.CannotWrite, IllegalTransition)


class CriterionShown(Shown):
    id: UUID
    name: str = Field(examples=["Weighs two ways"])
    anchors: list[str] = Field(description="What is heard at the levels 1 to 4.")


class KitQuestionLine(Shown):
    id: UUID
    text: str = Field(examples=["Which change of yours would you undo today?"])


class RatingShown(Shown):
    criterion_id: UUID
    level: int | None = Field(description="1 to 4, 0 for not observed, null where nothing is chosen yet.")
    evidence: str


class OwnCardShown(Shown):
    id: UUID
    state: CardState
    ratings: list[RatingShown]
    asked: list[UUID] = Field(description="Ids of the questions that were asked.")
    recommend: str = Field(examples=["YES"])
    criteria: list[CriterionShown]
    questions: list[KitQuestionLine]
    changed_at: datetime


class RatingAsked(Asked):
    criterion_id: UUID
    level: Whole | None = Field(None, ge=0, le=4)
    evidence: str = Field("", max_length=MOST_EVIDENCE)


class CardAsked(Asked):
    ratings: list[RatingAsked] = Field(max_length=20)
    asked: list[UUID] = Field([], max_length=50)
    recommend: Recommend | None = None

    def written(self) -> Written:
        said = {str(one.criterion_id): Said(one.level, one.evidence) for one in self.ratings}
        return Written(said, tuple(str(one) for one in self.asked), self.recommend or "")


class AmendmentAsked(CardAsked):
    reason: str = Field(min_length=SHORTEST_REASON, max_length=MOST_REASON)


class CardLine(Shown):
    card_id: UUID
    author: str = Field(examples=["ben@example.org"])
    is_own: bool
    is_waited_for: bool


class HeardShown(Shown):
    author: str = Field(examples=["ben@example.org"])
    said: str
    evidence: str
    was: str = Field(description="What the card said before it was amended; else empty.")
    was_evidence: str


class HeardOnCriterion(Shown):
    name: str
    heard: list[HeardShown]


class RecommendShown(Shown):
    author: str = Field(examples=["ben@example.org"])
    word: str
    was: str


class CardsShown(Shown):
    is_sealed: bool = Field(description="Whether somebody's card is still waited for: nobody reads those of others.")
    cards: list[CardLine]
    criteria: list[HeardOnCriterion] = Field(description="What is open to you, criterion by criterion.")
    recommends: list[RecommendShown]


def seen(request: ApiRequest, company: str, interview_id: UUID) -> tuple[Reader, Interview]:
    reader = reader_of(request, company)
    found = interview_seen(reader, interview_id)
    if found is None:
        raise Http404
    return reader, found


def own_card(request: ApiRequest, company: str, interview_id: UUID) -> Scorecard:
    _reader, interview = seen(request, company, interview_id)
    found = Scorecard.objects.visible_to(request.person).filter(interview=interview).first()
    if found is None:
        raise Http404
    found.interview = interview
    return found


def shown(card: Scorecard) -> dict[str, Any]:
    written = said_now(card) if card.state == CardState.AMENDED else written_in(card)
    return {
        "id": card.pk, "state": card.state, "changed_at": card.changed_at, "recommend": written.recommend,
        "asked": list(written.asked), "criteria": criteria_of(card.interview.kit),
        "questions": list(card.interview.kit.questions.order_by("position")),
        "ratings": [
            {"criterion_id": key, "level": said.level, "evidence": said.evidence}
            for key, said in sorted(written.ratings.items())
        ],
    }  # fmt: skip


def written(request: ApiRequest, company: str, interview_id: UUID, act: Callable[..., object], **said: Any) -> Answer:
    found = own_card(request, company, interview_id)
    names = {str(one.pk): f"ratings.{one.name}" for one in criteria_of(found.interview.kit)}
    try:
        act(by=request.person, card=found, version=found.changed_at.isoformat(), at=timezone.now(), **said)
    except commands.CannotWrite as refusal:
        if not refusal.faults:
            raise
        missing = [
            {"field": names.get(of, "recommend"), "message": str(SENTENCES[what][1])} for of, what in refusal.faults
        ]
        raise Refusal(problems.INVALID, refusal, errors=missing) from None
    return shown(own_card(request, company, interview_id))


@room.get(f"{INTERVIEW}/cards", shows=CardsShown, scope="read:decisions")
def get_cards(request: ApiRequest, company: str, interview_id: UUID) -> Answer:
    """Who has written, and what is open to you. Cards of others open once all are in; a look before is on the site."""
    page = cards_page(*seen(request, company, interview_id))
    return {
        "is_sealed": page.is_sealed,
        "cards": [
            {"card_id": one.card.pk, "author": one.author, "is_own": one.is_own, "is_waited_for": one.is_waited_for}
            for one in page.lines
        ],
        "criteria": page.opened.criteria,
        "recommends": [{"author": who, "word": word, "was": was} for who, word, was in page.opened.recommends],
    }  # fmt: skip


@room.get(f"{INTERVIEW}/card", shows=OwnCardShown, scope="read:decisions")
def get_own_card(request: ApiRequest, company: str, interview_id: UUID) -> Answer:
    """Your own card."""
    return shown(own_card(request, company, interview_id))


@room.put(f"{INTERVIEW}/card", shows=OwnCardShown, scope="write:decisions", state_of=get_own_card, refuses=ACTS)
def put_own_card(request: ApiRequest, company: str, interview_id: UUID, body: CardAsked) -> Answer:
    """Keep your card as a draft. Nobody but you reads it."""
    return written(request, company, interview_id, commands.save_card, written=body.written())


@room.put(
    f"{INTERVIEW}/card/submission", shows=OwnCardShown, scope="write:decisions", state_of=get_own_card, refuses=ACTS
)
def put_own_card_submission(request: ApiRequest, company: str, interview_id: UUID, body: CardAsked) -> Answer:
    """Hand your card in. From then on it stays as it is."""
    return written(request, company, interview_id, commands.submit_card, written=body.written())


@room.put(
    f"{INTERVIEW}/card/amendment", shows=OwnCardShown, scope="write:decisions", state_of=get_own_card, refuses=ACTS
)
def put_own_card_amendment(request: ApiRequest, company: str, interview_id: UUID, body: AmendmentAsked) -> Answer:
    """Say beside a card that is in what you would say differently now, and why."""
    return written(request, company, interview_id, commands.amend_card, written=body.written(), reason=body.reason)
