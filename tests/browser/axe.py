"""Axe, as the walks ask it: brought into a page where a look needs it, and told nothing twice."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

# Of the rules that are on, none reads style sheets as such: axe need not gather them anew for each run.
ALL = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
COLOURS_ONLY = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}

# What a text of a colour means never changes, but axe works it out for every element: a third of its time.
REMEMBERED = """
const colour = axe.commons.color.Color.prototype, parse = colour.parseString, known = new Map();
colour.parseString = function (text) {
  if (!known.has(text)) {
    const { r, g, b, alpha } = parse.call(this, text);
    known.set(text, { r, g, b, alpha });
  }
  return Object.assign(this, known.get(text));
};
"""
# The browser keeps the script and compiles it only when it is called: not every page is looked at.
BROUGHT = f"window.bringAxe = () => {{{AXE_SCRIPT}\n{REMEMBERED}}}"
RUN = """async options => {
  if (!('axe' in window) && !('bringAxe' in window)) return null;
  if (!('axe' in window)) bringAxe();
  return (await axe.run(options)).violations;
}"""


def leave_axe(context: BrowserContext) -> None:
    """Leave axe with every page of a context, for `violations`."""
    context.add_init_script(BROUGHT)


def violations(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask axe, and bring nothing but what is wrong out of the page."""
    found: list[dict[str, Any]] | None = page.evaluate(RUN, options)
    if found is None:  # somebody made a context, and left no axe with it
        page.evaluate(BROUGHT)
        return violations(page, options)
    return found
