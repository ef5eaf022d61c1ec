"""Makes the interview plans of the demo's postings."""

from datetime import datetime, timedelta

from jobfutures.config.demo.said import said
from jobfutures.jobs.models import Job
from jobfutures.plans.models import InterviewPlan, Kit, KitCriterion, KitQuestion


def make_plan(job: Job, at: datetime) -> list[Kit]:
    """Return the kits of a frozen plan, one for each stage of the posting."""
    begun = at - timedelta(days=25)
    plan = InterviewPlan.objects.create(job=job, version=1, frozen_at=begun, made_at=begun, changed_at=begun)
    return [make_kit(plan, job, number) for number in range(1, len(job.stages) + 1)]


def make_kit(plan: InterviewPlan, job: Job, number: int) -> Kit:
    stage = job.stages[number - 1]
    kit = Kit.objects.create(
        plan=plan, position=number, title=stage["name"], minutes=stage["minutes"],
        brief="You tell of one change of yours: what it was for, what could go wrong, how you knew that it worked. "
        "Bring no slides and no code; we ask back.",
        guide="Let them finish. Ask each probe once, in the order below, of everybody.",
    )  # fmt: skip
    topics = list(job.topics.order_by("pk"))
    kit.topics.set(topics)
    criteria = KitCriterion.objects.bulk_create(
        KitCriterion(kit=kit, position=place, key=one.key, name=one.name, topic=topics[0], anchors=said().anchors)
        for place, one in enumerate(said().criterion, 1)
    )
    for place, asked in enumerate(said().question, 1):
        question = KitQuestion.objects.create(kit=kit, position=place, text=asked.text, probes=asked.probes)
        question.criteria.set(criteria)
    return kit
