"""The guide as a picture and on paper: the map at both widths, and sheets that are one page of A4."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import DESK, PHONE, look

pytestmark = pytest.mark.browser
A_PAGE = re.compile(rb"/Type\s*/Page\b")
GUIDE = "/guides/python-backend/"


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"], indirect=True)
def test_the_map_is_a_picture_where_there_is_room_and_a_list_where_there_is_not(visitor: Page, width: int) -> None:
    visitor.goto(GUIDE)
    picture = visitor.locator(".area-map svg")
    steps = visitor.locator(".area-map .instead")

    if width == PHONE:
        expect(picture).to_be_hidden()
        expect(steps.get_by_role("link", name="Indexes and plans")).to_be_visible()
        return
    expect(steps).to_be_hidden()
    visitor.get_by_text("The same as a list").click()
    expect(visitor.locator(".behind").get_by_role("link", name="Indexes and plans")).to_be_visible()
    box = picture.get_by_role("link", name="Indexes and plans, in Data")
    box.focus()
    look(visitor, "map")
    box.press("Enter")
    expect(visitor.get_by_role("heading", name="Indexes and plans", level=1)).to_be_visible()


@pytest.mark.parametrize("role", ["python-backend", "django", "fastapi", "full-stack"])
def test_a_sheet_is_one_page_of_paper_at_every_level(visitor: Page, role: str) -> None:
    for level in ("junior", "middle", "senior"):
        visitor.goto(f"{GUIDE}sheets/{role}/?level={level}")
        printed = visitor.pdf(prefer_css_page_size=True)
        assert len(A_PAGE.findall(printed)) == 1, level


def test_nothing_but_the_text_is_on_an_interviewers_paper(visitor: Page) -> None:
    visitor.goto(f"{GUIDE}interviewers/orm-loading/")
    visitor.emulate_media(media="print")

    for left_out in ("header.bar", "footer.site", ".rail"):
        expect(visitor.locator(left_out)).to_be_hidden()
    expect(visitor.get_by_text("Text CC BY 4.0", exact=False).first).to_be_visible()
    expect(visitor.get_by_role("heading", name="Ask next")).to_be_visible()
