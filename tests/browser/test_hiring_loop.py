"""One loop by five people side by side: two apply, one recruits, two interview; one is hired, one hears why not."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.asking import bring_asked
from jobfutures.hiring.models import Application, Asked, Interview
from jobfutures.hiring.tests.made import EVIDENCE, MESSAGE
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from jobfutures.plans.tests.made import plan
from jobfutures.profiles.models import Profile
from tests.access import client_of
from tests.browser.axe import leave_axe
from tests.browser.walking import DESK, PHONE, faults, keep_pictures
from tests.people import NOON, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("ana", "ben", "rita", "ivan", "iris")
NO = "We looked for more work with queues than you told of; everything else you showed us was good."


@contextmanager
def seat(browser: Browser, address: str, who: User, width: int) -> Iterator[Page]:
    """A browser of their own, in which somebody is signed in."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    cookies = client_of(who).cookies.items()
    context.add_cookies([{"name": name, "value": one.value, "url": address} for name, one in cookies])
    leave_axe(context)
    yield context.new_page()
    context.close()


@pytest.fixture
def people(ana: User, ben: User) -> dict[str, User]:
    """Ana and ben look for work, rita recruits, ivan and iris interview."""
    cast = {"ana": ana, "ben": ben, **{name: person(name) for name in NAMES[2:]}}
    for name in ("ana", "ben"):
        Profile.objects.create(owner=cast[name], name=f"{name.capitalize()} Example", phone="+49 30 1", changed_at=NOON)
    return cast


@pytest.fixture
def opening(people: dict[str, User]) -> Job:
    """A job that takes applications here, with a plan of one interview."""
    acme: Company = company(owner=person("olaf"))
    for name in NAMES[2:]:
        member(acme, people[name], "RECRUITER" if name == "rita" else "INTERVIEWER")
    made = job(acme, apply_mode="INTERNAL", apply_url="")
    plan(made)
    return made


def look(page: Page, name: str) -> None:
    keep_pictures(page, name)
    assert faults(page) == []


def apply(page: Page, opening: Job) -> Application:
    """Apply in two screens; return what was sent."""
    page.goto(opening.get_absolute_url())
    page.get_by_role("link", name="Apply", exact=True).first.click()
    page.get_by_label("A few words to them").fill("I keep queues short.")
    page.get_by_role("button", name="Look at what would be sent").click()
    page.get_by_role("button", name="Send exactly this").click()
    expect(page.get_by_text("Sent. Here you see what happens next")).to_be_visible()
    return Application.objects.get(pk=page.url.rstrip("/").split("/")[-1])


def share_on_request(rita: Page, ana: Page, sent: Application) -> None:
    """Rita asks for a phone number, ana gives it, rita reads it."""
    rita.get_by_role("link", name="Ask them to share something").click()
    rita.get_by_label("Phone").check()
    look(rita, "loop-ask")
    rita.get_by_role("button", name="Ask", exact=True).click()
    asked = Asked.objects.get(application=sent)
    bring_asked.call(str(asked.request_id))  # as the worker does
    rita.get_by_role("link", name="Phone").click()
    expect(rita.get_by_text("not shared").first).to_be_visible()
    ana.goto("/sharing/")
    ana.get_by_role("link", name="Look at what you could share").click()
    ana.get_by_label("Phone").check()
    ana.get_by_role("button", name="Show me what they would see").click()
    ana.get_by_role("button", name="Share exactly this").click()
    ana.wait_for_url("**/sharing/*-*/")
    rita.reload()
    expect(rita.get_by_text("+49 30 1")).to_be_visible()


def invite(rita: Page, ana: Page, sent: Application) -> Interview:
    """Rita proposes a time with both interviewers, ana takes it."""
    rita.goto(sent.company_address())
    rita.get_by_role("button", name="Invite to interviews").click()
    rita.get_by_role("link", name="Propose an interview").click()
    rita.get_by_label("Where", exact=True).fill("https://meet.example/room")
    rita.get_by_label("ivan@example.org").check()
    rita.get_by_label("iris@example.org").check()
    rita.get_by_label("Time zone of these times").select_option("Europe/Berlin")
    rita.get_by_label("Day 1").fill((datetime.now(UTC) + timedelta(days=3)).date().isoformat())
    rita.get_by_label("Time 1").fill("10:00")
    rita.get_by_role("button", name="Propose it").click()
    expect(rita.get_by_text("Proposed. The candidate gets a letter")).to_be_visible()
    interview = Interview.objects.get(application=sent)
    ana.goto(sent.get_absolute_url())
    look(ana, "loop-proposed")
    ana.goto(f"/applications/interviews/{interview.pk}/")
    ana.locator("[name=slot]").check()
    ana.get_by_role("button", name="Take this time").click()
    expect(ana.get_by_text("You explain a change of yours.")).to_be_visible()
    return interview


def hold(rita: Page, interview: Interview) -> None:
    """Let the hour of an interview have passed, and say that it was held."""
    began = datetime.now(UTC) - timedelta(hours=2)
    Interview.objects.filter(pk=interview.pk).update(starts_at=began)
    rita.goto(f"/hire/acme/interviews/{interview.pk}/")
    rita.get_by_role("button", name="It was held").click()


def write(page: Page, interview: Interview, recommend: str) -> None:
    page.goto(f"/hire/acme/interviews/{interview.pk}/card/")
    for section in page.locator("section.criterion").all():
        section.get_by_role("radio").nth(2).check()
        section.get_by_role("textbox").fill(EVIDENCE)
    page.get_by_label(recommend, exact=True).check()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Your card is in.")).to_be_visible()


def decide(rita: Page, sent: Application) -> None:
    rita.goto(f"/hire/acme/applications/{sent.pk}/decision/")
    rita.get_by_label("Offer", exact=True).check()
    rita.get_by_label("What the candidate reads").fill(MESSAGE)
    for one in rita.get_by_role("group", name="Which cards does this rest on?").get_by_role("checkbox").all():
        one.check()
    rita.get_by_label("Tell them criterion by criterion what was heard").check()
    rita.get_by_role("button", name="Decide, and tell the candidate").click()
    expect(rita.get_by_text("Decided. The candidate gets a letter")).to_be_visible()


def decline(rita: Page, sent: Application) -> None:
    rita.goto(sent.company_address())
    rita.get_by_label("The position is filled").check()
    rita.get_by_label("What they read").fill(NO)
    rita.get_by_role("button", name="Decline and tell them").click()
    expect(rita.get_by_text(NO).first).to_be_visible()


def test_from_two_applications_to_one_hired_one_answered_and_the_job_closed(
    browser: Browser, live_server: Any, people: dict[str, User], opening: Job
) -> None:
    with ExitStack() as seats:
        widths = {"ana": PHONE, "ivan": PHONE}
        ana, ben, rita, ivan, iris = (
            seats.enter_context(seat(browser, live_server.url, people[name], widths.get(name, DESK))) for name in NAMES
        )
        anas, bens = apply(ana, opening), apply(ben, opening)
        rita.goto("/hire/acme/applications/")
        expect(rita.locator("main .rows li")).to_have_count(2)
        look(rita, "loop-received")
        rita.get_by_role("link", name="Ana Example").click()
        look(rita, "loop-application")
        share_on_request(rita, ana, anas)
        interview = invite(rita, ana, anas)

        rita.goto(f"/hire/acme/jobs/{opening.pk}/")
        rita.get_by_label("Somebody was hired").check()
        rita.get_by_role("button", name="Close the posting").click()
        expect(rita.get_by_text("have no answer yet").first).to_be_visible()  # nobody is left without one

        hold(rita, interview)
        write(ivan, interview, "Yes")
        iris.goto(f"/hire/acme/interviews/{interview.pk}/cards/")
        expect(iris.get_by_text("stay sealed until every card is in")).to_be_visible()
        write(iris, interview, "Not sure")
        decide(rita, anas)
        decline(rita, bens)

        ana.goto(anas.get_absolute_url())
        look(ana, "loop-offered")
        ana.get_by_label("I take the offer").check()
        ana.get_by_role("button", name="Answer").click()
        ben.goto(bens.get_absolute_url())
        expect(ben.get_by_text(NO).first).to_be_visible()
        look(ben, "loop-declined")

        rita.goto(f"/hire/acme/jobs/{opening.pk}/")
        rita.get_by_label("Somebody was hired").check()
        rita.get_by_role("button", name="Close the posting").click()
        expect(rita.get_by_text("Closed. It is in no list and no feed any more.")).to_be_visible()
    states = set(Application.objects.values_list("candidate__email", "state"))
    assert states == {("ana@example.org", "HIRED"), ("ben@example.org", "DECLINED")}
