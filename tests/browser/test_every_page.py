"""Every page that a person can open, on a phone and on a desk, in light and dark: what axe says, and how it looks."""

import re
from contextlib import closing
from sqlite3 import connect
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.access import Kind, addresses
from tests.browser.postings import draft_of, kit_of
from tests.browser.sharing import shares_of
from tests.browser.walking import OPERATOR, faults, keep_pictures, look, open_letter, open_offer
from tests.made import Site
from tests.people import PASSWORD
from tests.serving import Serving

pytestmark = pytest.mark.browser
MAIN = {
    "web:home", "guide:guides", "guide:guide", "guide:area", "guide:question", "guide:interviewers", "guide:path",
    "guide:interviewers_area", "guide:paths", "guide:sheet", "search:search", "support:help",
    "support:contact", "support:sent", "account_login", "account_signup", "web:operate", "support:inbox",
    "practice:home", "practice:sessions", "practice:session", "practice:plan", "practice:preferences",
    "exercises:exercises", "exercises:exercise", "exercises:attempt", "exercises:runner",
    "predictions:predictions", "predictions:prediction", "predictions:attempt",
    "profiles:overview", "profiles:about", "profiles:wishes", "profiles:items", "profiles:evidence", "profiles:plan",
    "reviews:reviews", "reviews:review", "reviews:attempt",
    "companies:hire", "companies:members", "companies:operate",
    "companies:create", "companies:facts", "companies:proof",
    "companies:review", "companies:companies", "companies:company", "companies:policy", "support:fraud",
    "notices:notices", "notices:choices", "hiring:policy", "hiring:ai",
    "sharing:grants", "sharing:grant",
    "jobs:search", "jobs:saved_searches", "jobs:saved_search",
    "jobs:hire", "jobs:new", "jobs:hire_job", "jobs:preview", "jobs:operate",
    "disclosure:give", "disclosure:answer", "disclosure:company_shares", "disclosure:company_share", "disclosure:ask",
    "checks:checks", "checks:role", "checks:accuracy", "checks:attempt", "checks:description",
    "credentials:credentials", "credentials:verify",
    "plans:plan", "plans:kit", "plans:guide", "hiring:interviews",
    "hiring:applications", "hiring:questions", "webhooks:endpoints", "webhooks:endpoint", "clients:clients",
}  # fmt: skip
DOWNLOADS = {
    "disclosure:receipt",
    "exercises:project_zip",
    "practice:walkthrough",
    "practice:file",
    "practice:anki",
    "profiles:resume_json",
    "profiles:resume_pdf",
    "guide:package",
    "jobs:table",
    "credentials:text",
    "companies:logo",
    "hiring:company_file",
    "plans:markdown",
    "plans:pdf",
    "plans:kit_markdown",
    "plans:kit_pdf",
    "hiring:calendar",
    "hiring:candidate_calendar",
    "hiring:attachment",
}  # nothing of theirs is shown in a browser
NOWHERE = "00000000-0000-7000-8000-000000000000"  # the number of a row that is not there
ATTEMPT = "This attempt, with what you changed"
NOTHING = "none"  # a link that was used, is too old or was never there has a page as well


def first(page: Page, address: str, links: str) -> str:
    """Return where the first of these links on a page leads."""
    page.goto(address)
    return page.locator(links).first.get_attribute("href") or ""


def rows_of(operator: Page, site: Serving) -> Site:
    """Write a message, and return what the addresses of the served site name."""
    operator.goto("/help/report/")
    operator.get_by_label("Which question or page?").fill("The page on `copying`")
    operator.get_by_label("What is wrong with them?").fill("A picture of every page needs a message.")
    operator.get_by_role("button", name="Send").click()
    open_letter(operator, OPERATOR)
    letter = operator.url.split("/")[-2]
    guide = first(operator, "/guides/", "main .rows a, main h2 a").split("/")[2]
    area = first(operator, f"/guides/{guide}/", "main h3 a").split("/")[3]
    question = first(operator, f"/guides/{guide}/{area}/", "main .rows a.title").split("/")[4]
    role = first(operator, f"/guides/{guide}/paths/", "main a.title").split("/")[4]
    message = first(operator, "/operate/inbox/", "main .rows a.title").split("/")[3]
    with closing(connect(f"file:{site.folder}/jobfutures.sqlite3?mode=ro", uri=True)) as database:
        (session,) = database.execute("SELECT id FROM usersessions_usersession").fetchone()
        (person,) = database.execute("SELECT id FROM accounts_user WHERE is_operator").fetchone()
    exercise = first(operator, "/exercises/", "main .rows a.title").split("/")[2]
    operator.goto(f"/exercises/{exercise}/")
    operator.get_by_role("button", name="Submit", exact=True).click()
    attempt = (operator.get_by_role("link", name=ATTEMPT).get_attribute("href") or "").split("/")[-2]
    prediction = first(operator, "/practice/predict/", "main .rows a.title").split("/")[3]
    operator.goto(f"/practice/predict/{prediction}/")
    operator.locator("[name=answer]").first.check()
    operator.get_by_role("button", name="That is my answer").click()
    expect(operator.locator("#result")).to_be_visible()
    answer = first(operator, f"/practice/predict/{prediction}/", "main .rows a.title").split("/")[-2]
    review = first(operator, "/practice/reviews/", "main .rows a.title").split("/")[3]
    operator.goto(f"/practice/reviews/{review}/")
    operator.get_by_label("Approve").check()
    operator.get_by_role("button", name="Submit the review").click()
    operator.wait_for_url("**/attempts/**")
    review_attempt = operator.url.split("/")[-2]
    operator.goto("/practice/session/")
    operator.get_by_role("button", name="15 minutes").click()
    operator.wait_for_url("**/practice/session/*/")
    sitting = operator.url.split("/")[-2]
    operator.goto("/practice/projects/")
    operator.get_by_label("Name of the project").fill("A shop")
    operator.get_by_role("button", name="Begin").click()
    operator.wait_for_url("**/practice/projects/*-*/")
    walkthrough = operator.url.split("/")[-2]
    block, profile_item = profile_of(operator)
    check, checked = checks_of(operator)
    check_bank = first(operator, "/operate/checks/", "main tbody a").split("/")[4]
    shared = shares_of(operator, OPERATOR, "A shop (in detail)")
    my_job = draft_of(operator, shared.company)
    my_kit = kit_of(operator, shared.company, my_job)
    saved_search = saved_by(operator)
    check_item = first(operator, "/operate/checks/items/", "main .rows a.title").split("/")[4]
    return Site(
        block=block, profile_item=profile_item,
        check=check, checked=checked, check_bank=check_bank, check_item=check_item,
        exercise=exercise, attempt=attempt, prediction=prediction, answer=answer,
        review=review, review_attempt=review_attempt, sitting=sitting, walkthrough=walkthrough, card=NOTHING,
        guide=guide, area=area, question=question, role=role, message=message, letter=letter, session=str(session),
        grant=shared.grant, share_request=shared.request, received=shared.received, my_company=shared.company,
        my_company_share=shared.grant, my_membership=shared.membership, my_invitation=NOTHING,
        my_endpoint=webhook_of(operator, shared.company), my_delivery="1", my_client=NOWHERE,
        received_application=NOWHERE, received_file=NOWHERE, my_bulk_close=NOWHERE,
        passkey="1", confirmation_key=NOTHING, reset_uid=NOTHING, reset_key=NOTHING, setup_token=NOTHING,
        my_kit=my_kit, own_interview=NOTHING, company_application=NOTHING,
        job=NOTHING, my_job=my_job, saved_search=saved_search, alerts_token=NOTHING,
        internal_job=NOTHING, my_draft=NOTHING, my_application=NOTHING, my_file=NOTHING,
        notice=NOTHING, letters_token=NOTHING, person=str(UUID(person)), opening=NOWHERE, waiting_letter=NOWHERE,
        dead_task=NOWHERE, access_token=NOWHERE,
        credential=NOTHING, status_list="1", issuer_key=NOTHING,
        panel_interview=NOTHING, panel_card=NOTHING, deciding_application=NOTHING,
    )  # fmt: skip


def webhook_of(operator: Page, company: str) -> str:
    """Add a webhook, and send it a test."""
    operator.goto(f"/hire/{company}/webhooks/")
    operator.get_by_label("Address").fill("https://hooks.acme.example/in")
    operator.get_by_role("button", name="Add").click()
    expect(operator.get_by_role("heading", name="The secret of this webhook")).to_be_visible()
    operator.get_by_role("link", name="I have it").click()
    operator.get_by_role("button", name="Send a test").click()
    return operator.url.split("/")[-2]


def profile_of(operator: Page) -> tuple[str, str]:
    """Return a block rule and a place of work; leave a file waiting."""
    operator.goto("/profile/blocks/")
    operator.get_by_label("Its name").fill("hidden.example")
    operator.get_by_role("button", name="Hide from them").click()
    action = operator.locator(".movable form").first.get_attribute("action") or ""
    operator.goto("/profile/import/")
    operator.get_by_label("Or its text").fill('{"basics": {"name": "Olga"}}')
    operator.get_by_role("button", name="Show what it would do").click()
    operator.goto("/profile/work/")
    operator.get_by_label("Company", exact=True).fill("A till")
    operator.get_by_role("button", name="Add").click()
    item = first(operator, "/profile/work/", "main .movable a.title").split("/")[3]
    return action.split("/")[3], item


def checks_of(operator: Page) -> tuple[str, str]:
    """Return a check that is open, and one that has ended."""
    found = []
    for role in ("fastapi", "django"):
        open_offer(operator, role)
        operator.get_by_label("No: questions only").check()
        operator.get_by_role("button", name="Begin the check").click()
        operator.wait_for_url("**/checks/attempts/*/")
        found.append(operator.url.split("/")[-2])
    operator.get_by_role("link", name="End the check").click()
    operator.get_by_role("button", name="End it").click()
    return found[0], found[1]


def saved_by(operator: Page) -> str:
    """Save a search for jobs."""
    operator.goto("/jobs/?q=python")
    operator.get_by_label("Name of this search").fill("Python")
    operator.get_by_role("button", name="Save").click()
    operator.wait_for_url("**/jobs/saved/")
    return first(operator, "/jobs/saved/", "main .rows a.button").split("/")[3]


def prove_it_is_you(page: Page) -> None:
    page.goto("/account/deletion/")
    if page.get_by_role("heading", name="Is it you?").count():
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Delete the account")).to_be_visible()


def test_every_page_is_open_to_everybody_in_both_themes(visitor: Page, operator: Page, site: Serving) -> None:
    rows = rows_of(operator, site)
    prove_it_is_you(operator)
    wrong: list[str] = []
    seen: set[str] = set()
    for one in addresses(rows):
        page = visitor if one.kind is Kind.PUBLIC else operator
        if one.kind is Kind.MACHINE or one.name in {"openid_connect_login", *DOWNLOADS}:
            continue
        answer = page.goto(one.path)
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        where = re.sub(r"\?.*", "", page.url)
        if where in seen:
            continue
        seen.add(where)
        wrong += faults(page)
        if one.name in MAIN:
            keep_pictures(page, one.name.replace(":", "-"))

    assert len(seen) > 40
    assert not wrong, "\n".join(wrong)


def test_what_went_wrong_is_said_on_a_page_that_everybody_can_read(visitor: Page) -> None:
    visitor.goto("/nothing/")
    expect(visitor.get_by_role("heading", name="There is no such page")).to_be_visible()
    look(visitor, "not-found")

    visitor.goto("/help/report/")
    visitor.context.clear_cookies()
    visitor.get_by_label("Which question or page?").fill("Home")
    visitor.get_by_label("What is wrong with them?").fill("Nothing, really.")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading", name="This form was open for too long")).to_be_visible()
    look(visitor, "stale-form")
