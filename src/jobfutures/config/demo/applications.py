"""Makes the demo's applications: for every state people who came that far, each with the days that led there."""

from datetime import datetime, timedelta
from itertools import cycle

from jobfutures.accounts.models import User
from jobfutures.config.demo.companies import staff_of
from jobfutures.config.demo.interviews import hold_interview, propose_interview
from jobfutures.config.demo.said import said
from jobfutures.config.demo.story import Story
from jobfutures.disclosure.payload import digest_of, values_of
from jobfutures.hiring.models import Application, Decision, Happening, Interview, Scorecard
from jobfutures.hiring.rules.applications import ENDED, KEPT
from jobfutures.hiring.rules.turns import Side, turn
from jobfutures.jobs.models import Job
from jobfutures.plans.models import Kit

# How far somebody came: the state, and what happened to interviews on the way there.
WAYS = (
    ("DRAFT", ""), ("SUBMITTED", ""), ("SUBMITTED", ""), ("ACKNOWLEDGED", ""), ("INTERVIEWING", ""),
    ("INTERVIEWING", "proposed"), ("INTERVIEWING", "scheduled"), ("INTERVIEWING", "one card"), ("DECIDING", "cards"),
    ("OFFERED", "cards"), ("HIRED", "cards"), ("REFUSED", "cards"), ("DECLINED", "cards"), ("DECLINED", ""),
    ("WITHDRAWN", ""), ("NO_ANSWER", ""), ("ERASED", ""),
)  # fmt: skip
# The last step into an end that no decision makes: what it is, and whose.
LAST = {
    "HIRED": ("accept", Side.CANDIDATE),
    "REFUSED": ("refuse", Side.CANDIDATE),
    "WITHDRAWN": ("withdraw", Side.CANDIDATE),
    "NO_ANSWER": ("no_answer", Side.NOBODY),
    "ERASED": ("erase", Side.NOBODY),
}
FIELDS = ["profile.name", "profile.email", "profile.work", "profile.location"]


def make_applications(jobs: list[Job], plans: dict[Job, list[Kit]], people: list[User], at: datetime) -> int:
    """Let everybody apply to several jobs, so that every state is there more than once; return how many did."""
    ways, notes = cycle(WAYS), cycle(said().notes)
    staff = {job.company_id: staff_of(job.company) for job in jobs}
    number = 0
    for place, job in enumerate(jobs):
        applicants = [people[(place * 5 + offset) % len(people)] for offset in range(8)]
        for person in applicants:
            state, way = next(ways)
            begun = at - timedelta(days=13, hours=5)
            row = begin(job, person, begun, next(notes))
            story = Story(row, staff[job.company_id], plans[job][-1], begun)
            live_through(story, state, way, at)
            number += 1
    return number


def begin(job: Job, person: User, begun: datetime, note: str) -> Application:
    return Application.objects.create(
        job=job, company=job.company, candidate=person, state="DRAFT", state_at=begun, fields=FIELDS, note=note,
        turn_since=begun,
        promise_days=job.response_promise_days, begun_at=begun, changed_at=begun,
    )  # fmt: skip


def live_through(story: Story, state: str, way: str, now: datetime) -> None:
    """Let an application come to a state, as late as it has to be for what came before."""
    if state == "DRAFT":
        return
    if state == "SUBMITTED":
        story.at = now - timedelta(days=2)
    send(story)
    if state not in {"SUBMITTED", "NO_ANSWER", "WITHDRAWN"}:
        story.line("open", Side.COMPANY)
        story.row.first_view_at = story.at
    if state == "INTERVIEWING" or way:
        story.line("advance", Side.COMPANY, text="We would like to talk with you.")
        story.row.first_reply_at = story.at
        story.row.stage, story.row.plan_version = story.kit.position, 1
    if way in {"proposed", "scheduled"}:
        propose_interview(story, is_chosen=way == "scheduled", now=now)
    elif way:
        hold_interview(story, cards=1 if way == "one card" else 2)
    finish(story, state)


def send(story: Story) -> None:
    row = story.row
    values = values_of(row.candidate, FIELDS) if row.candidate else {}
    row.snapshot, row.preview = values, digest_of(values)
    story.line("submit", Side.CANDIDATE, days=0)
    row.submitted_at = story.at


def finish(story: Story, state: str) -> None:
    """Write the last steps, and the row as it is then."""
    row = story.row
    if state in {"OFFERED", "HIRED", "REFUSED"}:
        decide(story, "OFFER", text=said().offered)
    if state == "DECLINED":
        no = said().declined[row.job.pk.int % len(said().declined)]
        decide(story, "DECLINE", reason=no.reason, text=no.message)
        row.first_reply_at = row.first_reply_at or story.at
    if state in LAST:
        story.line(*LAST[state])
    row.state, row.state_at, row.changed_at = state, story.at, story.at
    if state in ENDED:
        row.ended_at, row.retention_until = story.at, story.at + KEPT
    if state == "ERASED":
        row.candidate, row.snapshot, row.note, row.ended_at = None, None, "", story.at
        Happening.objects.filter(application=row).update(by=None, text="")
    take_turn(row, story.at)
    row.save()


def take_turn(row: Application, at: datetime) -> None:
    interviews = [one.held() for one in Interview.objects.filter(application=row)]
    found = turn(row.state, acted_at=at, promise_days=row.promise_days, interviews=interviews)
    row.turn, row.turn_since, row.due_at = found.side, found.since, found.due_at


def decide(story: Story, outcome: str, *, text: str, reason: str = "") -> None:
    story.line("offer" if outcome == "OFFER" else "decline", Side.COMPANY, text=text)
    cards = Scorecard.objects.filter(interview__application=story.row)
    decision = Decision.objects.create(
        application=story.row, outcome=outcome, by=story.staff[0], reason=reason, message=text,
        plan_version=story.row.plan_version, gives_feedback=cards.exists(), at=story.at,
    )  # fmt: skip
    decision.cites.set(cards)
