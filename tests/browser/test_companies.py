"""A walk from a name to a verified company, a report of fraud and its suspension: against name servers of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, StorageState, expect

from jobfutures.companies.tests.bed import Bed, bed
from jobfutures.companies.tests.made import picture
from tests.browser.walking import look, sign_up
from tests.serving import Serving, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def names() -> Iterator[Bed]:
    with bed() as found:
        yield found


@pytest.fixture(scope="module")
def site(names: Bed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A whole site that asks the resolver of the test bed."""
    with serving(tmp_path_factory.mktemp("companies") / "data", DNS=names.where) as copy:
        yield copy


@pytest.fixture(scope="module")
def signed_in_states() -> dict[str, StorageState]:
    """Nobody of the other files is known to this site."""
    return {}


def create(owner: Page, name: str) -> None:
    owner.goto("/hire/")
    owner.get_by_role("link", name="Create a company").click()
    owner.get_by_label("Name", exact=True).fill(name)
    owner.get_by_label("Legal name").fill(f"{name} Software Ltd")
    owner.get_by_label("Country of its seat").select_option("IE")
    owner.get_by_label("Size").select_option("UP_TO_50")
    owner.get_by_label("About the company").fill(
        "We build the software of tills.\n\n- 30 people\n- in Dublin and at home"
    )
    owner.get_by_label("Within how many days").fill("20")
    owner.get_by_role("button", name="Create").click()
    expect(owner.get_by_text("less than or equal to 14")).to_be_visible()
    look(owner, "company-refused")
    owner.get_by_label("Within how many days").fill("5")
    owner.get_by_role("button", name="Create").click()
    expect(owner.get_by_text("Nobody else sees it before its domain is proved.")).to_be_visible()


def prove(owner: Page, names: Bed, host: str) -> None:
    owner.get_by_label("Your own domain").fill("acme.github.io")
    owner.get_by_role("button", name="Show me what to put there").click()
    expect(owner.get_by_text("This domain is a service's")).to_be_visible()
    owner.get_by_label("Your own domain").fill(host)
    owner.get_by_role("button", name="Show me what to put there").click()
    value = owner.locator(".put dd").nth(2).inner_text()
    look(owner, "proof-asked")
    owner.get_by_role("button", name="Check now").click()
    expect(owner.get_by_text("Not proved. Nothing for us was there yet.")).to_be_visible()
    look(owner, "proof-not-found")
    names.put(f"_jobfutures.{host}", value)
    owner.wait_for_timeout(5_100)  # looks of one company are seconds apart
    owner.get_by_role("button", name="Check now").click()
    expect(owner.get_by_text("An operator of this site looks at the company next")).to_be_visible()
    look(owner, "proof-found")


def test_a_company_is_proved_approved_reported_and_suspended(
    visitor: Page, operator: Page, names: Bed, width: int, tmp_path: Path
) -> None:
    name, host = f"Tillwright {width}", f"tillwright{width}.example"
    slug = f"tillwright-{width}"
    names.delegate(host, ["10.0.0.53", "127.0.0.1"])
    sign_up(visitor, operator, f"owner{width}@example.org")
    create(visitor, name)
    prove(visitor, names, host)

    visitor.goto(f"/hire/{slug}/facts/")
    (tmp_path / "logo.png").write_bytes(picture((400, 300)))
    visitor.get_by_label("Logo", exact=True).set_input_files(tmp_path / "logo.png")
    visitor.get_by_role("button", name="Use this logo").click()
    expect(visitor.get_by_text("The logo is there.")).to_be_visible()
    look(visitor, "company-facts")

    operator.goto("/operate/companies/")
    look(operator, "companies-operate")
    operator.get_by_role("link", name=name).click()
    expect(operator.get_by_text("left out: no public address").first).to_be_visible()
    operator.get_by_role("button", name="Approve").click()
    expect(operator.get_by_text("Write a note: why you decide so.")).to_be_visible()
    look(operator, "company-review")
    operator.get_by_label("Note").fill("In the register since 2010.")
    operator.get_by_role("button", name="Approve").click()
    expect(operator.get_by_text(f"{name} is verified now.")).to_be_visible()

    visitor.goto("/companies/")
    look(visitor, "companies")
    visitor.get_by_role("link", name=name).click()
    expect(visitor.get_by_text(f"Verified through {host}")).to_be_visible()
    look(visitor, "company")
    visitor.get_by_role("link", name="Report this company").click()
    visitor.get_by_label("What happened?").fill("They asked for money before an interview.")
    look(visitor, "fraud")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading").first).to_be_visible()
    suspend(operator, name, slug)
    visitor.goto(f"/hire/{slug}/proof/")
    expect(visitor.get_by_text("An operator suspended the company.")).to_be_visible()
    look(visitor, "company-suspended")


def suspend(operator: Page, name: str, slug: str) -> None:
    operator.goto("/operate/inbox/")
    operator.get_by_role("link", name="They asked for money").first.click()
    operator.get_by_role("link", name=f"/companies/{slug}/").click()
    expect(operator.get_by_role("heading", name=name)).to_be_visible()
    operator.goto(f"/operate/companies/{slug}/")
    operator.get_by_label("Note").fill("Fraud, reported by two people.")
    operator.get_by_role("button", name="Suspend").click()
    expect(operator.get_by_text(f"{name} is suspended now.")).to_be_visible()
    operator.goto(f"/companies/{slug}/")
    expect(operator.get_by_role("heading", name="There is no such page")).to_be_visible()
