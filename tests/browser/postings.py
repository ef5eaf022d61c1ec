"""A posting is written through the pages, as the walks need it."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

DESCRIPTION = """You keep a booking service fast and honest: one Django monolith, one PostgreSQL, eight people.

- You design, write, review and run what you build.
- You look after the queue that talks to forty carriers.

We work four days a week, write things down, and keep meetings short. Nobody is on call alone."""


def draft_of(member: Page, company: str) -> str:
    """Begin a posting that says little; return its number."""
    member.goto(f"/hire/{company}/jobs/new/")
    member.get_by_label("Title").fill("Half a thought")
    member.get_by_role("button", name="Save", exact=True).click()
    expect(member.get_by_text("Saved. Nobody but your company sees it.")).to_be_visible()
    return member.url.split("/")[-2]


def kit_of(member: Page, company: str, job: str) -> str:
    """Begin the interview plan of a posting; return the number of an interview that was added to it."""
    member.goto(f"/hire/{company}/jobs/{job}/plan/")
    member.get_by_role("button", name="Begin a plan").click()
    member.get_by_label("Title").fill("A talk")
    member.get_by_label("Minutes").fill("45")
    member.get_by_role("button", name="Add it").click()
    expect(member.get_by_role("heading", name="What is judged")).to_be_visible()
    return member.url.split("/")[-2]


def fill(member: Page, title: str) -> None:
    """Say all that a posting has to say."""
    member.get_by_label("Title").fill(title)
    member.get_by_label("Description").fill(DESCRIPTION)
    member.get_by_label("Level").select_option("Senior")
    member.get_by_label("Employment").select_option("Full time")
    section = member.locator(".topics details").first
    section.locator("summary").click()
    section.locator("input").nth(0).check()
    section.locator("input").nth(1).check()
    member.get_by_label("Where one works").select_option("Hybrid")
    member.get_by_label("Days a week on site").fill("2")
    place = member.get_by_role("group", name="Place 1")
    place.get_by_label("City").fill("Berlin")
    place.get_by_label("Country").select_option("Germany")
    member.get_by_label("Lowest pay").fill("65,000")
    member.get_by_label("Highest pay").fill("85,000")
    member.locator("#id_pay_currency").select_option("EUR")
    member.locator("#id_pay_period").select_option("a year")
    for number, (name, minutes) in enumerate((("A first call", "30"), ("Code together", "90"))):
        member.locator(f"[name=stage-{number}-name]").fill(name)
        member.locator(f"[name=stage-{number}-minutes]").fill(minutes)
    member.get_by_label("Days until everybody has an answer").fill("5")
    member.get_by_label("On the company's own page").check()
    member.get_by_label("Its address, if it is your own page").fill("https://acme.example/apply")
    member.get_by_label("Last day").fill((date.today() + timedelta(days=30)).isoformat())  # noqa: DTZ011
    member.get_by_label("This job is open now").check()
    member.get_by_label("Languages at work").fill("English")
