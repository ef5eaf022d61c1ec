"""An example in the browser itself, as on a site without a sandbox: from the click on "Run" to its result, in Chromium.

    python bench/browser_run.py [ROUNDS]

First run: a fresh browser each time, with nothing cached. Again: the same example on the same page. Floor: a plain
example without a framework, first run: what loading the interpreter alone takes. Starts a `serve` of its own whose
runner does not exist; the clock is the browser's, from the click to the verdict in the page.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from served import ROOT, free_port, running

INSTALLED = Path("/usr/bin/chromium")
GUIDE = "/guides/python-backend"
EXAMPLES = {"Django": f"{GUIDE}/orm-loading/query-count-in-a-test/", "plain": f"{GUIDE}/decorators/at-line-expansion/"}
CLOCK = """
addEventListener("click", () => {
  window.clickedAt = performance.now();
  window.judgedAfter = undefined;
}, { capture: true });
new MutationObserver(() => {
  if (window.clickedAt && !window.judgedAfter && document.querySelector("[role=status][data-verdict=ok]"))
    window.judgedAfter = performance.now() - window.clickedAt;
}).observe(document, { childList: true, subtree: true, attributes: true });
"""
JUDGED = "() => window.judgedAfter"
PATIENCE_MS = 60_000


def judged(page: Page) -> float:
    """Return the milliseconds from the click to the verdict."""
    for _ in range(PATIENCE_MS // 20):
        if took := page.evaluate(JUDGED):
            return float(took)
        page.wait_for_timeout(20)
    raise SystemExit("no verdict came")


def first_and_again(browser: Browser, address: str) -> tuple[float, float]:
    """Return the ms of a first run in a fresh context, and of the run after it."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(CLOCK)
    page.goto(address)
    page.wait_for_timeout(500)
    page.get_by_role("link", name="Run").first.click()
    first = judged(page)
    page.get_by_role("button", name="Run").first.click()
    again = judged(page)
    context.close()
    return first, again


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder, sync_playwright() as playwright:
        port = free_port()
        known = {"JOBFUTURES_DATA": folder, "JOBFUTURES_RUNNERS": f"unix:{folder}/nowhere.sock"}
        command = [sys.executable, "-m", "jobfutures.config.command"]
        subprocess.run([*command, "migrate"], check=True, env=os.environ | known, cwd=ROOT, stderr=subprocess.DEVNULL)
        options: dict[str, Any] = {"executable_path": INSTALLED} if INSTALLED.exists() else {}
        with running([*command, "serve", "--port", str(port)], f"http://localhost:{port}/healthz", known):
            times: dict[str, list[tuple[float, float]]] = {name: [] for name in EXAMPLES}
            for _ in range(rounds):
                for name, page in EXAMPLES.items():
                    browser = playwright.chromium.launch(args=["--no-sandbox", "--disable-gpu"], **options)
                    times[name].append(first_and_again(browser, f"http://localhost:{port}{page}"))
                    browser.close()
    floor = statistics.median(first for first, _again in times["plain"])
    for name, found in times.items():
        first, again = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:8} first run {first / 1000:5.2f} s ({first / floor:.1f} x floor)   again {again:6.1f} ms")
    print("goals for Django: 6 s, then 50 ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
