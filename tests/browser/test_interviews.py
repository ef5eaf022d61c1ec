"""A plan is filled from the guide, an interview proposed by it, a time chosen, and the panel reads what to ask."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from sqlite3 import connect
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.postings import fill
from tests.browser.sharing import add_company, join
from tests.browser.walking import OPERATOR, look, sign_up
from tests.serving import Serving

pytestmark = pytest.mark.browser
SLUG = "rounds"


def plan_from_the_guide(owner: Page) -> str:
    """Write a posting and its plan; return the posting's number."""
    owner.goto(f"/hire/{SLUG}/jobs/new/")
    fill(owner, "Backend engineer, rounds")
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_text("Saved. Nobody but your company sees it.")).to_be_visible()
    job = owner.url.split("/")[-2]
    owner.locator("[name=stage-0-topics]").first.check()
    owner.get_by_role("button", name="Save", exact=True).click()
    owner.get_by_role("link", name="Interview plan").click()
    owner.get_by_role("button", name="Begin a plan").click()
    look(owner, "plan-begun")
    owner.get_by_role("link", name="A first call").click()
    owner.get_by_role("link", name="Take from the guide").click()
    expect(owner.get_by_text("Ticked already")).to_be_visible()
    look(owner, "plan-guide")
    owner.get_by_role("button", name="Take over what is ticked").click()
    owner.get_by_label("For the candidate: what to expect").fill("We talk about a change of yours.\n\n- Bring nothing.")
    look(owner, "plan-kit")
    owner.get_by_role("button", name="Save, and back to the plan").click()
    owner.get_by_role("link", name="Code together").click()
    owner.get_by_role("button", name="Take this interview out").click()
    expect(owner.get_by_text("whole: the next interview goes by it")).to_be_visible()
    look(owner, "plan-whole")
    return job


APPLIED = """
INSERT INTO hiring_application (
    id, job_id, company_id, candidate_id, state, state_at, fields, snapshot, preview, answers, note, stage, turn,
    turn_since, promise_days, begun_at, changed_at, submitted_at
) SELECT
    :id, :job, (SELECT company_id FROM jobs_job WHERE id = :job), id, 'INTERVIEWING', :now, '[]',
    '{"profile.name": [{"title": "Ana Example"}]}', '', '[]', '', 0,
    'COMPANY', :now, 5, :now, :now, :now
FROM accounts_user WHERE email = :email
"""


def apply(site: Serving, job: str, email: str) -> str:
    """Put an application at its interviews into the database; return its number. Applying has a walk of its own."""
    number, now = uuid4(), datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    row = {"id": number.hex, "job": UUID(job).hex, "email": email, "now": now}
    with closing(connect(site.folder / "jobfutures.sqlite3", timeout=30)) as database, database:
        database.execute(APPLIED, row)
    return str(number)


def test_from_a_plan_to_the_panel(visitor: Page, operator: Page, site: Serving) -> None:
    candidate = f"{uuid4().hex[:12]}@example.org"
    sign_up(visitor, operator, candidate)
    add_company(operator, OPERATOR, slug=SLUG)
    join(operator)
    number = apply(site, plan_from_the_guide(operator), candidate)

    operator.goto(f"/hire/{SLUG}/applications/{number}/interviews/")
    operator.get_by_label("Interview", exact=True).select_option(index=0)
    operator.get_by_label("Where", exact=True).fill("https://meet.example/room")
    operator.get_by_label(OPERATOR).check()
    operator.get_by_label("Time zone of these times").select_option("Europe/Berlin")
    operator.get_by_label("Day 1").fill((datetime.now(UTC) + timedelta(days=3)).date().isoformat())
    operator.get_by_label("Time 1").fill("10:00")
    look(operator, "interview-propose")
    operator.get_by_role("button", name="Propose it").click()
    expect(operator.get_by_text("Proposed. The candidate gets a letter")).to_be_visible()
    interview = operator.url.split("/")[-2]

    visitor.goto(f"/applications/interviews/{interview}/?zone=America/New_York")
    expect(visitor.get_by_text("New York (UTC-0")).to_be_visible()
    look(visitor, "interview-times")
    visitor.locator("[name=slot]").check()
    visitor.get_by_role("button", name="Take this time").click()
    expect(visitor.get_by_text("We talk about a change of yours.")).to_be_visible()
    look(visitor, "interview-candidate")
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Put it into your calendar").click()
    assert download.value.suggested_filename == "interview.ics"

    operator.goto(f"/hire/{SLUG}/interviews/")
    look(operator, "interview-list")
    operator.get_by_role("link", name="Ana Example").click()
    expect(operator.get_by_role("heading", name="What is judged")).to_be_visible()
    look(operator, "interview-panel")
