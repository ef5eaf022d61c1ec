"""Axe, as the walks ask it, still sees what is wrong: what it remembers must not make it blind."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import ALL, COLOURS_ONLY, leave_axe, violations

pytestmark = pytest.mark.browser
# Each pair stands once with room between its colours and once without, so that each colour is met more than once.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Colours</title><main><h1>Colours</h1>
<style>:root { color-scheme: light dark } body { background: light-dark(#fff, #000) }</style>
<p style="color: #777; background: #fff" id="grey">Grey</p>
<p style="color: #000; background: #fff">Black</p>
<p style="color: #000; background: oklch(0.3 0.1 250)" id="blue">Black on blue</p>
<p style="color: #fff; background: oklch(0.3 0.1 250)">White on blue</p>
<p style="color: light-dark(#eee, #333)" id="faint">Faint</p></main>"""


def test_colours_too_close_are_found_each_time_in_both_themes(browser: Browser) -> None:
    context = browser.new_context()
    leave_axe(context)
    page = context.new_page()
    page.goto("about:blank")  # a page of its own, on which scripts left behind run
    page.set_content(PAGE)

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for options in (ALL, COLOURS_ONLY):
            found = {one["id"]: [node["target"] for node in one["nodes"]] for one in violations(page, options)}
            assert found == {"color-contrast": [["#grey"], ["#blue"], ["#faint"]]}
    context.close()
