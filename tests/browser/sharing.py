"""Somebody shares with a company and with one person, through the pages, as the walks need it."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.people import PASSWORD


@dataclass(frozen=True)
class Shares:
    """What addresses name."""

    company: str
    grant: str
    received: str
    request: str
    membership: str


def add_company(operator: Page, owner: str, *, slug: str = "acme") -> None:
    """Let the operator add a company, and verify it; its owner is invited by address."""
    operator.goto("/operate/companies/")
    if operator.locator("main .rows").get_by_text(f"{slug}.example").count():
        return  # added by an earlier walk
    operator.get_by_label("Name", exact=True).fill(slug.capitalize())
    operator.get_by_label("Short name, for addresses").fill(slug)
    operator.get_by_label("Its own domain").fill(f"{slug}.example")
    operator.get_by_label("Its first owner").fill(owner)
    operator.get_by_role("button", name="Add").click()
    operator.get_by_role("button", name="Verify").click()
    expect(operator.get_by_text("is verified now")).to_be_visible()


def join(member: Page) -> None:
    """Accept an invitation, if there is one."""
    member.goto("/hire/")
    if member.get_by_role("button", name="Act for it").count():
        member.get_by_role("button", name="Act for it").click()
        expect(member.get_by_text("You are in.")).to_be_visible()


def share(owner: Page, reader: str, *fields: str) -> str:
    """Share fields, named by their labels; return the number of the grant."""
    owner.goto("/sharing/new/")
    owner.get_by_label("With whom").fill(reader)
    for one in fields:
        owner.get_by_label(one, exact=True).first.check()
    owner.get_by_role("button", name="Show me what they would see").click()
    if owner.get_by_role("heading", name="Is it you?").count():
        owner.get_by_label("Password").fill(PASSWORD)
        owner.get_by_role("button", name="Go on").click()
    expect(owner.get_by_role("heading", name="What they would see")).to_be_visible()
    owner.get_by_role("button", name="Share exactly this").click()
    owner.wait_for_url("**/sharing/*-*/")
    return owner.url.split("/")[-2]


def ask(member: Page, company: str, email: str, *fields: str) -> str:
    """Ask somebody for fields; return the number of the request."""
    member.goto(f"/hire/{company}/requests/")
    member.get_by_label("Whom do you ask?").fill(email)
    for one in fields:
        member.get_by_label(one, exact=True).check()
    member.get_by_role("button", name="Ask", exact=True).click()
    member.wait_for_url("**/shared/*-*/")
    return member.url.split("/")[-2]


def shares_of(operator: Page, email: str, thing: str) -> Shares:
    """Let the operator be everybody at once: who lets the company in, who acts for it, and who shares a thing."""
    add_company(operator, email)
    join(operator)
    grant = share(operator, "acme.example", thing)
    received = share(operator, email, thing)
    request = ask(operator, "acme", email, "Name")
    operator.goto("/hire/acme/")
    removal = operator.locator("form[action*=removal]").first.get_attribute("action") or ""
    return Shares("acme", grant, received, request, removal.split("/")[-3])
