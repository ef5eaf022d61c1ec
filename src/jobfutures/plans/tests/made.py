"""Interview plans for tests: frozen, one kit with one question and two criteria, unless something else is said."""

from datetime import datetime, timedelta

from django.utils import timezone

from jobfutures.jobs.models import Job
from jobfutures.plans.models import InterviewPlan, Kit, KitCriterion, KitQuestion

ANCHORS = [
    "Names no constraint and hopes for the best.",
    "Names a constraint, and not what it costs.",
    "Weighs two ways and says what each costs.",
    "Measures both, and says when to change back.",
]


def plan(
    of: Job, *, version: int = 1, is_frozen: bool = True, at: datetime | None = None, kits: int = 1
) -> InterviewPlan:
    at = at or timezone.now() - timedelta(hours=20)
    made = InterviewPlan.objects.create(
        job=of, version=version, frozen_at=at if is_frozen else None, made_at=at, changed_at=at
    )
    for position in range(1, kits + 1):
        kit(made, position)
    return made


def kit(of: InterviewPlan, position: int = 1) -> Kit:
    made = Kit.objects.create(
        plan=of, position=position, title=f"Round {position}", minutes=45, brief="You explain a change of yours.",
        guide="Let them speak first.",
    )  # fmt: skip
    topics = list(of.job.topics.order_by("pk"))
    made.topics.set(topics)
    topic = topics[0] if topics else None
    criteria = [
        KitCriterion.objects.create(kit=made, position=number, key=key, name=name, topic=topic, anchors=ANCHORS)
        for number, (key, name) in enumerate((("weighs", "Weighs two ways"), ("explains", "Explains a choice")), 1)
    ]
    asked = KitQuestion.objects.create(
        kit=made, position=1, text="Which change of yours would you undo today?", probes=["What would it cost?"]
    )
    asked.criteria.set(criteria)
    return made
