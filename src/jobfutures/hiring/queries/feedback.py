"""What a candidate learns of a decision; criterion by criterion where the company ticked it."""

from dataclasses import dataclass, field

from django.urls import reverse

from jobfutures.guide.models import Chapter
from jobfutures.hiring.models import Application, Decision, Interview, Outcome, Scorecard
from jobfutures.hiring.queries.cards import criteria_of, said_now
from jobfutures.hiring.rules.scorecards import DONE, IN, LEVELS, Written
from jobfutures.jobs.queries.showing import search_address
from jobfutures.kit.rooms import Onward, onward
from jobfutures.plans.models import KitCriterion
from jobfutures.topics.models import Area


@dataclass(frozen=True, slots=True)
class OnAbility:
    """What was heard on one criterion: (the anchor that it met, what it was). practice: where it is practised."""

    name: str
    topic: str
    heard: list[tuple[str, str]]
    practice: list[Onward] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """One decision, as the candidate reads it. guide, jobs: addresses to go on at after a no, or empty."""

    decision: Decision
    is_no: bool
    practice: list[Onward]
    abilities: list[OnAbility]
    guide: str = ""
    jobs: str = ""


def told(application: Application) -> list[Told]:
    """Return the decisions of an application that the viewer may see, the newest first."""
    rows = Decision.objects.filter(application=application).select_related("topic")
    return [told_of(one) for one in rows.order_by("-at", "-pk")]


def told_of(decision: Decision) -> Told:
    is_no = decision.outcome != Outcome.OFFER
    return Told(
        decision=decision,
        is_no=is_no,
        practice=onward(decision.topic_id) if is_no and decision.topic_id else [],
        abilities=abilities(decision) if decision.gives_feedback else [],
        guide=guide_page(decision.topic) if is_no and decision.topic else "",
        jobs=search_address(topic=decision.topic.slug if decision.topic else "") if is_no else "",
    )


def guide_page(area: Area) -> str:
    """Return the address of the guide's page on an area, or "". One query."""
    chapter = Chapter.objects.filter(area=area, retired=False).order_by("-guide_id").first()
    return reverse("guide:area", args=[chapter.guide_id, area.slug]) if chapter else ""


def abilities(decision: Decision) -> list[OnAbility]:
    """Return every criterion that somebody heard something on, interview by interview; nobody's name stands in it."""
    held = Interview.objects.filter(application=decision.application_id).exclude(cards=None).distinct()
    found = []
    for interview in held.select_related("kit").order_by("made_at", "pk"):
        cards = interview.cards.prefetch_related("ratings", "amendments")
        if any(card.state not in DONE for card in cards):
            continue  # what is sealed stays so
        written = [said_now(card) for card in cards if is_meant(card, decision)]
        found += [ability for one in criteria_of(interview.kit) if (ability := on_ability(one, written)).heard]
    return found


def is_meant(card: Scorecard, decision: Decision) -> bool:
    """Tell whether a card went into a decision: it was in by then."""
    return card.state in IN and card.submitted_at is not None and card.submitted_at <= decision.at


def on_ability(criterion: KitCriterion, written: list[Written]) -> OnAbility:
    """Sort what was heard by its words: in the order of a panel, one could tell who wrote what."""
    said = [one.ratings.get(str(criterion.pk)) for one in written]
    heard = sorted((criterion.anchors[one.level - 1], one.evidence) for one in said if one and one.level in LEVELS)
    topic = criterion.topic.title if criterion.topic else ""
    return OnAbility(criterion.name, topic, heard, onward(criterion.topic_id) if criterion.topic_id and heard else [])
