"""Makes the demo's interviews and what was written about them."""

from datetime import datetime, timedelta
from uuid import uuid4

from jobfutures.accounts.models import User
from jobfutures.config.demo.said import said
from jobfutures.config.demo.story import Story
from jobfutures.hiring.models import Interview, Panelist, Rating, Scorecard
from jobfutures.hiring.rules.turns import Side

ROOM = "https://meet.demo.invalid/room"


def propose_interview(story: Story, *, is_chosen: bool, now: datetime) -> None:
    """Propose three times, of which the candidate may have chosen one."""
    first = (now + timedelta(days=3)).replace(hour=9, minute=0, second=0, microsecond=0)
    interview = make_interview(story, "SCHEDULED" if is_chosen else "PROPOSED", starts_at=first if is_chosen else None)
    for day in range(3):
        interview.slots.create(starts_at=first + timedelta(days=day))
    story.line("propose", Side.COMPANY, interview=interview)
    if is_chosen:
        story.line("choose", Side.CANDIDATE, interview=interview)
        for person in panel_of(story):
            make_card(interview, person, story.at, is_in=False)
    Interview.objects.filter(pk=interview.pk).update(state_at=story.at)


def hold_interview(story: Story, *, cards: int) -> None:
    """Hold an interview; so many of the two cards are in."""
    story.line("propose", Side.COMPANY)
    story.line("choose", Side.CANDIDATE)
    story.at += timedelta(days=2)
    interview = make_interview(story, "COMPLETED", starts_at=story.at)
    story.line("complete", Side.COMPANY, days=0.1, interview=interview)
    for number, person in enumerate(panel_of(story)):
        make_card(interview, person, story.at, is_in=number < cards)
    if cards > 1:
        story.line("conclude", Side.NOBODY, days=0.5)


def panel_of(story: Story) -> list[User]:
    return story.staff[2:4]


def make_interview(story: Story, state: str, *, starts_at: datetime | None) -> Interview:
    interview = Interview.objects.create(
        application=story.row, kit=story.kit, state=state, state_at=story.at, setting="VIDEO", place=ROOM,
        zone="Europe/Berlin", minutes=story.kit.minutes, starts_at=starts_at, made_by=story.staff[1],
        made_at=story.at - timedelta(days=3), key=uuid4(),
    )  # fmt: skip
    Panelist.objects.bulk_create(
        Panelist(interview=interview, person=one, added_at=interview.made_at) for one in panel_of(story)
    )
    return interview


def make_card(interview: Interview, author: User, at: datetime, *, is_in: bool) -> None:
    card = Scorecard.objects.create(
        interview=interview, author=author, state="SUBMITTED" if is_in else "ASSIGNED", state_at=at, assigned_at=at,
        changed_at=at, submitted_at=at if is_in else None, recommend="YES" if is_in else "",
        asked=[str(one) for one in interview.kit.questions.order_by("position").values_list("pk", flat=True)],
    )  # fmt: skip
    if is_in:
        number = interview.pk.int + author.pk.int
        Rating.objects.bulk_create(
            Rating(
                card=card, criterion=one, level=2 + (number + place) % 3, evidence=said().heard[(number + place) % 4]
            )
            for place, one in enumerate(interview.kit.criteria.order_by("position"))
        )
