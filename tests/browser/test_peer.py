"""Sheets for two: how they look, and that each prints on one page of A4, the longest as well."""

import re
from contextlib import closing
from sqlite3 import connect

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import look, opened
from tests.serving import Serving

pytestmark = pytest.mark.browser
LONGEST = """
    SELECT question.id
    FROM guide_question AS question JOIN guide_keypoint AS point ON point.question_id = question.id
    JOIN guide_card AS card ON card.key_point_id = point.id
    WHERE NOT question.retired
    GROUP BY question.id
    ORDER BY sum(length(point.text) + length(card.front)) + length(question.follow_ups) DESC LIMIT 5
"""
A4_POINTS = (842, 595)


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Return the size of each page of a PDF in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_the_longest_sheets_print_on_one_page_each(browser: Browser, site: Serving) -> None:
    with closing(connect(f"file:{site.folder}/jobfutures.sqlite3?mode=ro", uri=True)) as database:
        longest = [pk for (pk,) in database.execute(LONGEST)]
    assert len(longest) == 5
    with opened(browser, site, 1440) as page:
        found = {}
        for question in longest:
            page.goto(f"/practice/peer/{question}/")
            found[question] = pages(page.pdf(prefer_css_page_size=True))

    assert found == {question: [A4_POINTS] for question in longest}


def test_two_people_choose_a_set_of_four(visitor: Page) -> None:
    visitor.goto("/practice/peer/")
    look(visitor, "peer-choosing")
    visitor.get_by_label("Level").select_option("MIDDLE")
    visitor.get_by_role("button", name="Show four questions").click()
    expect(visitor.locator(".sheet")).to_have_count(4)
    look(visitor, "peer-set")
    assert pages(visitor.pdf(prefer_css_page_size=True)) == [A4_POINTS] * 4

    first = visitor.locator(".sheet h2").first.inner_text()
    visitor.get_by_role("link", name="Take four others").click()
    expect(visitor.locator(".sheet")).to_have_count(4)
    assert visitor.locator(".sheet h2").first.inner_text() != first
