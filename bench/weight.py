"""What a first visit to each page transfers, as Chromium counts it: all of it, and our own JavaScript.

    python bench/weight.py    needs Chromium

Floor: the HTML alone. Goals: 150 kB a page, 15 kB of own JavaScript.
"""

import os
import shutil
import subprocess
import sys
import tempfile

from playwright.sync_api import Browser, CDPSession, sync_playwright
from served import GRANIAN, ROOT, free_port, running

PAGES = [
    "/",
    "/guides/",
    "/guides/python-backend/",
    "/guides/python-backend/orm-loading/",
    "/guides/python-backend/orm-loading/n-plus-one-problem/",
    "/search/?q=isolation",
    "/help/",
    "/help/contact/",
    "/account/login/",
    "/account/signup/",
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def weigh(browser: Browser, address: str) -> dict[str, int]:
    """Return bytes on the wire, headers included, by kind."""
    context = browser.new_context()
    page = context.new_page()
    session: CDPSession = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    found: dict[str, int] = {}

    def named(event: dict[str, object]) -> None:
        response = event["response"]
        url = response["url"]  # type: ignore[index]
        kinds[str(event["requestId"])] = "vendor" if "/vendor/" in url else str(event["type"])

    def finished(event: dict[str, object]) -> None:
        kind = kinds.get(str(event["requestId"]), "other")
        found[kind] = found.get(kind, 0) + int(event["encodedDataLength"])  # type: ignore[call-overload]

    session.on("Network.responseReceived", named)
    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    context.close()
    return found


def main() -> None:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder, sync_playwright() as playwright:
        environment = {"JOBFUTURES_DATA": folder, "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}
        subprocess.run(
            [sys.executable, "-m", "jobfutures.config.command", "migrate"],
            check=True,
            env=os.environ | environment,
            cwd=ROOT,
        )
        words = [*GRANIAN, "jobfutures.config.wsgi:application", "--port", str(port)]
        with running(words, f"http://127.0.0.1:{port}/healthz", environment):
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            print(f"{'page':62} {'all':>7} {'html':>6} {'fonts':>6} {'css':>6} {'own js':>6} {'x html':>6}")
            for path in PAGES:
                found = weigh(browser, f"http://127.0.0.1:{port}{path}")
                total, html = sum(found.values()), found.get("Document", 0)
                kinds = "".join(f"{found.get(kind, 0):>7}" for kind in ("Font", "Stylesheet", "Script"))
                print(f"{path:62} {total:>7} {html:>6}{kinds} {total / html:>6.1f}")
            browser.close()


if __name__ == "__main__":
    main()
