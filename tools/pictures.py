"""Draws the touch icon and the social card, which browsers and link previews want as PNG. Needs Chromium.

python tools/pictures.py
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

KIT = Path(__file__).parent.parent / "src/jobfutures/kit/static/kit"
ICON = (
    f"""<body style="margin:0">{(KIT / "favicon.svg").read_text().replace("<svg", '<svg width="180" height="180"')}"""
)
CARD = f"""
<style>
  @font-face {{ font-family: "Serif"; src: url("file://{KIT}/fonts/serif.woff2"); font-weight: 400 620; }}
  @font-face {{ font-family: "Sans"; src: url("file://{KIT}/fonts/sans.woff2"); font-weight: 400 650; }}
  body {{ margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 84px 96px;
         background: #fbfaf6; color: #1c2024; display: flex; flex-direction: column;
         justify-content: space-between; border-left: 18px solid #0a6a5b; }}
  h1 {{ font: 560 82px/1.1 "Serif"; letter-spacing: -0.02em; margin: 0; text-wrap: balance; }}
  p {{ font: 500 30px/1.45 "Sans"; color: #565e66; margin: 0; }}
  b {{ font: 620 36px/1 "Serif"; color: #0a6a5b; }}
</style>
<b>JobFutures</b><h1>Prepare for the conversation, not for the quiz</h1>
<p>Python backend interview questions, answered aloud,<br>with the running code that proves them.</p>
"""


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, html, width, height in (("icon-180.png", ICON, 180, 180), ("social.png", CARD, 1200, 630)):
            sheet = KIT / "sheet.html"
            sheet.write_text(f"<!doctype html><meta charset=utf-8>{html}")
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"file://{sheet}")
            page.wait_for_timeout(300)
            page.screenshot(path=KIT / name)
            sheet.unlink()
        browser.close()


if __name__ == "__main__":
    main()
