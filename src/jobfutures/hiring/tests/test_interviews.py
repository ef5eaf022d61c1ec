"""Interviews, from the first proposal to the end, through the pages of both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.scheduling_reminders import remind_before, remind_of_cards
from jobfutures.hiring.forms.scheduling import TimesForm
from jobfutures.hiring.models import Application, Interview, Scorecard
from jobfutures.hiring.queries.interview_sections import for_candidate, for_company
from jobfutures.hiring.rules.interviews import STEPS, Actor
from jobfutures.hiring.tests.made import application, card, interview
from jobfutures.jobs.tests.made import job
from jobfutures.plans.models import InterviewPlan
from jobfutures.plans.tests.made import plan
from jobfutures.profiles.models import Profile
from tests.access import client_of, undone
from tests.people import person

pytestmark = pytest.mark.django_db
WHY = "Our building is closed on that day."


@dataclass(frozen=True)
class Cast:
    """Ana applies to acme. Ben owns it, rita recruits, ivan is on the panel, ida on none; sam is a stranger."""

    acme: Company
    sent: Application
    people: dict[str, User]

    def client(self, name: str) -> Client:
        return client_of(self.people[name])


@pytest.fixture
def cast(ana: User, ben: User) -> Cast:
    acme = company(owner=ben)
    people = {"ana": ana, "ben": ben, **{name: person(name) for name in ("rita", "ivan", "ida", "sam")}}
    member(acme, people["rita"], "RECRUITER")
    for name in ("ivan", "ida"):
        member(acme, people[name], "INTERVIEWER")
    return Cast(acme, application(job(acme), ana, state="INTERVIEWING"), people)


def proposal(cast: Cast, **more: Any) -> dict[str, Any]:
    """Return the form of a proposal: in three days at ten in Berlin, by video, with ivan."""
    kit = InterviewPlan.objects.filter(job=cast.sent.job).newest_first()[0].kits.order_by("position")[0]
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    return {
        "key": str(uuid4()), "kit": str(kit.pk), "setting": "VIDEO", "place": "https://meet.example/room",
        "panel": [str(cast.people["ivan"].pk)], "zone": "Europe/Berlin", "day_1": day, "clock_1": "10:00", **more,
    }  # fmt: skip


def query(said: dict[str, str]) -> QueryDict:
    given = QueryDict(mutable=True)
    given.update(said)
    return given


def propose_at(cast: Cast) -> str:
    return f"/hire/acme/applications/{cast.sent.pk}/interviews/"


def letters_to(name: str) -> list[str]:
    return [one.subject for one in mail.outbox if one.to == [f"{name}@example.org"]]


def test_from_a_proposal_to_cards_and_the_decision(cast: Cast) -> None:
    draft = plan(cast.sent.job, is_frozen=False)
    rita, ana, ivan = (cast.client(name) for name in ("rita", "ana", "ivan"))
    assert "A talk" not in rita.get(propose_at(cast)).text
    form = proposal(cast, day_2=proposal(cast)["day_1"], clock_2="15:30")
    assert rita.post(propose_at(cast), form).status_code == 302
    assert rita.post(propose_at(cast), form).status_code == 302  # sent twice, it is one

    found = Interview.objects.get()
    cast.sent.refresh_from_db()
    draft.refresh_from_db()
    assert (found.state, draft.frozen_at is not None, cast.sent.plan_version) == ("PROPOSED", True, 1)
    assert (cast.sent.turn, cast.sent.stage, cast.sent.first_reply_at is not None) == ("CANDIDATE", 1, True)
    own = f"/applications/interviews/{found.pk}/"
    Profile.objects.create(owner=cast.people["ana"], timezone="America/New_York", changed_at=timezone.now())
    shown = ana.get(own).text
    assert "New York (UTC-05:00)" in shown or "New York (UTC-04:00)" in shown
    assert "Berlin (UTC+" in shown
    assert "You explain a change of yours." not in shown  # told once a time is set
    assert "Tokyo (UTC+09:00)" in ana.get(f"{own}?zone=Asia/Tokyo").text
    slot = found.slots.order_by("starts_at")[1]
    assert ana.post(f"{own}choice/", {"version": "0"}).status_code == 422
    assert ana.post(f"{own}choice/", {"version": "0", "slot": slot.pk}).status_code == 302
    assert ana.post(f"{own}choice/", {"version": "0", "slot": slot.pk}).status_code == 409

    found.refresh_from_db()
    assert (found.state, found.starts_at, found.cards.get().author) == (
        "SCHEDULED", slot.starts_at, cast.people["ivan"],
    )  # fmt: skip
    shown = ana.get(own).text
    assert "You explain a change of yours." in shown
    assert "Names a constraint" not in shown
    assert "Let them speak first." not in shown
    kit = ivan.get(f"/hire/acme/interviews/{found.pk}/").text
    for text in (
        "Names a constraint, and not what it costs.",
        "Let them speak first.",
        "Ana Example",
        "would you undo",
    ):
        assert text in kit
    assert "It was held" not in kit

    Interview.objects.update(starts_at=timezone.now() - timedelta(minutes=50))
    assert "Was it held?" in ivan.get("/hire/acme/interviews/").text
    assert ivan.post(f"/hire/acme/interviews/{found.pk}/completion/", {"version": "1"}).status_code == 302
    assert "Your card is missing." in ivan.get("/hire/acme/interviews/").text
    cast.sent.refresh_from_db()
    assert cast.sent.state == "INTERVIEWING"
    assert {name: len(letters_to(name)) for name in ("ana", "rita", "ivan")} == {"ana": 1, "rita": 1, "ivan": 2}
    assert not any("10:00" in one.body or "Ana" in one.body or "Example" in one.body for one in mail.outbox)


@dataclass(frozen=True)
class Event:
    address: str
    role: str
    form: dict[str, str]


EVENTS = {
    "choose": Event("choice", "own", {}),
    "ask_other": Event("other-times", "own", {"text": "Only after six."}),
    "move": Event("moving", "own", {"text": "I am ill."}),
    "miss_company": Event("absence", "both", {"of": "company"}),
    "miss_candidate": Event("absence", "company", {"of": "candidate"}),
    "complete": Event("completion", "company", {}),
    "cancel": Event("cancellation", "company", {"text": WHY}),
    "repropose": Event(
        "times", "company", {"setting": "PHONE", "place": "+49 30 1", "zone": "UTC", "clock_1": "11:00"}
    ),
}
STATES = ("PROPOSED", "SCHEDULED", "COMPLETED", "CANCELLED", "NO_SHOW_CANDIDATE", "NO_SHOW_COMPANY")
ONE_EACH = ("ana", "rita", "ivan")  # an owner does what a recruiter does, and others find nothing, whatever the state
ACTORS = {"ana": Actor.CANDIDATE, "ben": Actor.RECRUITER, "rita": Actor.RECRUITER, "ivan": Actor.PANEL}
RECRUITERS_ALONE = {"cancel", "repropose"}


def tries(found: Interview) -> Iterator[tuple[str, str, dict[str, str], str]]:
    """Yield (event, address, form, side) for every event from every side that has an address for it."""
    form = {"version": str(found.sequence), "day_1": (timezone.now() + timedelta(days=4)).date().isoformat()}
    slot = found.slots.first()
    form |= {"slot": str(slot.pk)} if slot else {}
    for event, one in EVENTS.items():
        for side, begin in (("own", "/applications/interviews/"), ("company", "/hire/acme/interviews/")):
            if one.role in {side, "both"}:
                yield event, f"{begin}{found.pk}/{one.address}/", {**form, **one.form}, side


def expected(name: str, event: str, state: str, side: str) -> set[int]:
    """Return the status codes that somebody may get."""
    actor = ACTORS.get(name)
    inside = actor in {Actor.RECRUITER, Actor.PANEL}
    if actor is None or inside != (side == "company"):
        return {404}
    if actor is Actor.PANEL and event in RECRUITERS_ALONE:
        return {403}
    step = STEPS.get((state, event))
    return {302} if step and actor in step[1] else {409}


def test_every_event_in_every_state_by_every_role(cast: Cast) -> None:
    plan(cast.sent.job)
    clients = {name: cast.client(name) for name in cast.people}
    wrong = []
    for state in STATES:
        begun = timezone.now() + timedelta(hours=2) if state == "PROPOSED" else timezone.now() - timedelta(hours=1)
        found = interview(cast.sent, cast.people["ivan"], state=state, starts_at=begun)
        for event, address, form, side in tries(found):
            for name, client in clients.items():
                if state != "SCHEDULED" and name not in ONE_EACH:
                    continue
                allowed = expected(name, event, state, side)
                if event == "move" and allowed == {302}:
                    allowed = {409}  # its time has come: a table of states knows no clock
                with undone(client):
                    status = client.post(address, form).status_code
                    after = Interview.objects.get(pk=found.pk).state
                step = STEPS.get((state, event))
                if status not in allowed or after != (step[0] if step and status == 302 else state):
                    wrong.append(f"{event} of {state} by {name} ({side}): {status} and {after}, expected {allowed}")
        found.delete()

    assert not wrong, "\n".join(wrong)


def test_an_interview_is_moved_before_its_time_and_held_or_missed_after_it(cast: Cast) -> None:
    found = interview(cast.sent, cast.people["ivan"])
    ana, rita = cast.client("ana"), cast.client("rita")
    at, own = f"/hire/acme/interviews/{found.pk}/", f"/applications/interviews/{found.pk}/"

    early = [rita.post(f"{at}{one}/", {"version": "0"}) for one in ("completion", "absence")]
    assert [one.status_code for one in early] == [409, 409]
    assert "It has not begun yet." in early[0].text
    moved = ana.post(f"{own}moving/", {"version": "0", "text": "I am ill on that day."})
    assert moved.status_code == 302
    cast.sent.refresh_from_db()
    assert (Interview.objects.get().state, cast.sent.turn) == ("PROPOSED", "COMPANY")
    assert cast.sent.happenings.in_order().last().text == "I am ill on that day."
    assert "It is the company's turn" in ana.get(own).text
    again = rita.post(f"{at}times/", {**proposal(cast), "version": "1"})
    assert again.status_code == 302
    assert ana.post(f"{own}choice/", {"version": "2", "slot": found.slots.get().pk}).status_code == 302
    assert Interview.objects.get().sequence == 3


def test_what_is_typed_wrong_is_told_beside_it_and_kept(cast: Cast) -> None:
    plan(cast.sent.job)
    rita = cast.client("rita")
    soon = timezone.now().astimezone(UTC)
    bad = proposal(
        cast, zone="UTC", place="", panel=[], day_1=soon.date().isoformat(), clock_1=soon.strftime("%H:%M"),
        day_2="9999-01-01", clock_2="10:00", day_3="tomorrow", clock_3="noon", day_4="2027-01-04", clock_4="",
    )  # fmt: skip

    answer = rita.post(propose_at(cast), bad)

    assert answer.status_code == 422
    for sentence in (
        "Say where: a link", "Choose at least one person.", "less than an hour ahead", "more than 60 days ahead",
        "This is no day.", "This is no time.", "Say both, the day and the time.",
    ):  # fmt: skip
        assert sentence in answer.text
    assert 'value="tomorrow"' in answer.text
    nothing = rita.post(propose_at(cast), proposal(cast, day_1="", clock_1=""))
    assert "Offer at least one time." in nothing.text
    assert not Interview.objects.exists()


def test_a_time_that_the_clocks_skip_or_show_twice_is_told() -> None:
    at = datetime(2027, 3, 1, 12, tzinfo=UTC)
    said = {"setting": "PHONE", "place": "+49 30 1", "zone": "Europe/Berlin", "day_1": "2027-03-28", "clock_1": "02:30"}
    skipped = TimesForm(query(said), at=at)
    assert "the clocks of this zone skip it then" in str(skipped.errors)
    twice = TimesForm(query({**said, "day_1": "2027-10-31"}), at=datetime(2027, 10, 1, tzinfo=UTC))
    assert twice.is_valid()
    assert twice.meeting().starts == (datetime(2027, 10, 31, 0, 30, tzinfo=UTC),)
    assert "comes twice on that day: the first of the two is meant" in twice.twice[0]
    same = TimesForm(query({**said, "day_1": "2027-03-27", "day_2": "2027-03-27", "clock_2": "02:30"}), at=at)
    assert "This time stands here twice." in str(same.errors)


def test_whoever_leaves_the_panel_sees_nothing_and_their_card_goes(cast: Cast) -> None:
    found = interview(cast.sent, cast.people["ivan"])
    ivan, ida, rita = (cast.client(name) for name in ("ivan", "ida", "rita"))
    at = f"/hire/acme/interviews/{found.pk}/"
    assert (ivan.get(at).status_code, ida.get(at).status_code) == (200, 404)
    form = {"setting": "PHONE", "place": "+49 30 1", "panel": [str(cast.people["ida"].pk)]}

    assert ivan.post(f"{at}arrangement/", {**form, "version": "0"}).status_code == 403
    assert rita.post(f"{at}arrangement/", {**form, "panel": [str(cast.people["ana"].pk)]}).status_code == 422
    assert rita.post(f"{at}arrangement/", {**form, "version": "0"}).status_code == 302
    stale = rita.post(f"{at}arrangement/", {**form, "version": "0"})

    assert (ivan.get(at).status_code, ida.get(at).status_code) == (404, 200)
    assert [one.author for one in Scorecard.objects.all()] == [cast.people["ida"]]
    assert (stale.status_code, "+49 30 1" in stale.text) == (409, True)
    Membership.objects.filter(person=cast.people["ida"]).update(removed_at=timezone.now())
    assert ida.get(at).status_code == 404
    assert "acts for the company no more" in rita.get(at).text


def test_two_interviews_at_once_are_told_and_not_refused(cast: Cast) -> None:
    other = application(cast.sent.job, cast.people["sam"], state="INTERVIEWING")
    first = interview(cast.sent, cast.people["ivan"])
    second = interview(other, cast.people["ivan"], starts_at=first.starts_at + timedelta(minutes=30))

    shown = cast.client("rita").get(f"/hire/acme/interviews/{second.pk}/").text

    assert "they are in another interview:</p>" not in shown
    assert "in another interview: ivan@example.org" in " ".join(shown.split())


def test_after_the_last_card_or_a_cancelled_rest_it_is_to_be_decided(cast: Cast) -> None:
    plan(cast.sent.job, kits=2)
    kits = list(InterviewPlan.objects.get().kits.order_by("position"))
    held = interview(cast.sent, cast.people["ivan"], state="COMPLETED", kit=kits[0])
    rest = interview(cast.sent, cast.people["ivan"], kit=kits[1])
    card(held, cast.people["ivan"], state="SUBMITTED")

    cast.client("rita").post(f"/hire/acme/interviews/{rest.pk}/cancellation/", {"version": "0", "text": WHY})

    cast.sent.refresh_from_db()
    assert (cast.sent.state, cast.sent.turn) == ("DECIDING", "COMPANY")
    assert not rest.cards.exists()
    assert WHY in [one.text for one in cast.sent.happenings.in_order()]


def test_a_proposal_needs_interviews_and_a_whole_plan(cast: Cast) -> None:
    rita = cast.client("rita")
    assert "no interview that is whole" in rita.get(propose_at(cast)).text
    plan(cast.sent.job)
    Application.objects.update(state="ACKNOWLEDGED")
    refused = rita.post(propose_at(cast), proposal(cast))
    assert (refused.status_code, "and this one is not" in refused.text) == (409, True)
    Application.objects.update(state="INTERVIEWING")
    assert rita.post(propose_at(cast), proposal(cast)).status_code == 302
    twice = rita.post(propose_at(cast), proposal(cast))
    assert (twice.status_code, "proposed already" in twice.text) == (409, True)
    assert cast.client("ivan").post(propose_at(cast), proposal(cast)).status_code == 403
    assert cast.client("sam").post(propose_at(cast), proposal(cast)).status_code == 404


def test_reminders_come_once_the_day_before_and_a_day_after(cast: Cast) -> None:
    now = timezone.now()
    near = interview(cast.sent, cast.people["ivan"], starts_at=now + timedelta(hours=20))
    chosen_late = Interview.objects.filter(pk=near.pk)
    assert remind_before(at=now) == 0  # its time was set within the day
    chosen_late.update(state_at=now - timedelta(days=2))
    assert (remind_before(at=now), remind_before(at=now)) == (1, 0)
    chosen_late.update(state="COMPLETED", state_at=now, reminded_at=None)
    late = now + timedelta(days=1)
    assert (remind_of_cards(at=now), remind_of_cards(at=late), remind_of_cards(at=late)) == (0, 1, 0)
    assert letters_to("ivan") == ["JobFutures: an interview is near", "JobFutures: your card is missing"]
    assert letters_to("ana") == ["JobFutures: an interview is near"]


def test_the_pages_of_an_application_lead_to_its_interviews(cast: Cast) -> None:
    at, people = timezone.now(), cast.people
    assert for_candidate(cast.sent, people["ana"], at) == []
    assert for_company(cast.sent, people["rita"], cast.acme, "RECRUITER", at)[0].context["proposes"] is True
    found = interview(cast.sent, people["ivan"])
    sections = [
        *for_candidate(cast.sent, people["ana"], at),
        *for_company(cast.sent, people["ivan"], cast.acme, "INTERVIEWER", at),
    ]
    assert [[row.pk for row, _time in one.context["interviews"]] for one in sections] == [[found.pk], [found.pk]]
    assert for_company(cast.sent, people["ida"], cast.acme, "INTERVIEWER", at) == []
