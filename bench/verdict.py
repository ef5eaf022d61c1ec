"""From the click on "Submit" to the verdict on the page, in Chromium, against a site that runs.

    JOBFUTURES_POST_LIMITS_FACTOR=1000 jobfutures serve
    python bench/verdict.py ADDRESS EMAIL PASSWORD [SLUG] [ROUNDS]

floor: the same form sent again, which is answered at once with the attempt that is there. Interleaved, one of each in
turn; the clock is the browser's, from the click to the verdict in the page.
"""

import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

INSTALLED = Path("/usr/bin/chromium")
CLOCK = """
const now = () => performance.timeOrigin + performance.now();
addEventListener("click", () => sessionStorage.setItem("clicked", now()), { capture: true });
const look = () => {
  const root = document.documentElement;
  if (root && !root.dataset.judgedAfter && document.querySelector("[data-outcome]:not([data-ask]) #verdict")) {
    root.dataset.judgedAfter = now() - Number(sessionStorage.getItem("clicked"));
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
addEventListener("DOMContentLoaded", look);
"""
SET_KEY = "key => { document.querySelector('[name=form_key]').value = key; }"


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/**")


def submit(page: Page, slug: str, key: str = "") -> tuple[float, str, str]:
    """Send the form; return the milliseconds to the verdict, the key of the form and the figures on the page."""
    page.goto(f"/exercises/{slug}/")
    page.wait_for_selector("[data-tabs]:not([hidden])")
    page.wait_for_timeout(300)
    if key:
        page.evaluate(SET_KEY, key)
    sent: str = page.locator("[name=form_key]").input_value()
    page.get_by_role("button", name="Submit", exact=True).click()
    judged = page.wait_for_selector("html[data-judged-after]", timeout=60_000)
    took = float((judged and judged.get_attribute("data-judged-after")) or "nan")
    return took, sent, page.locator(".used").inner_text()


def told(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{name:8} n {len(times):3}   p50 {statistics.median(times):7.1f} ms   p95 {p95:7.1f} ms")


def main(address: str, email: str, password: str, slug: str = "orm-list-n-plus-one", rounds: str = "30") -> None:
    verdicts: list[float] = []
    floors: list[float] = []
    figures = ""
    with sync_playwright() as playwright:
        options: dict[str, Any] = {"executable_path": INSTALLED} if INSTALLED.exists() else {}
        browser = playwright.chromium.launch(args=["--no-sandbox", "--disable-gpu"], **options)
        page = browser.new_context(base_url=address).new_page()
        sign_in(page, email, password)
        page.add_init_script(CLOCK)
        submit(page, slug)  # zygotes and caches are warm from here on
        for _ in range(int(rounds)):
            took, key, figures = submit(page, slug)
            verdicts.append(took)
            floors.append(submit(page, slug, key)[0])
        browser.close()
    told("verdict", verdicts)
    told("floor", floors)
    print(f"the last run: {' '.join(figures.split())}")


if __name__ == "__main__":
    main(*sys.argv[1:])
