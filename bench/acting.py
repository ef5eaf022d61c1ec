"""How long a person acts who applies for a job, and who takes a posting from a draft to published.

    python bench/acting.py

The walks are those of the browser tests, in Chromium against a site of its own. A listener in the page counts what a
person would do with their hands: fields that are found, places that are clicked, letters that are typed. The
keystroke-level model turns that into seconds (Card, Moran and Newell, 1980): 0.28 s a letter for somebody who does not
type for a living, 1.1 s to point, 0.1 s for each half of a click, 0.4 s between mouse and keys, 1.35 s to make up
one's mind at every field and button; the time that the site itself takes is measured and added. The texts are as long
as they are in TEXTS, and typed whole. Thinking one up is not acting, and is not in it; nor is reading, which is stated
beside it: every word of what is sent, at 238 words a minute (Brysbaert, 2019).
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from jobfutures.hiring.tests.sent import pdf
from jobfutures.profiles.tests.documents import ANA
from tests.browser.postings import DESCRIPTION, fill
from tests.browser.sharing import add_company, join
from tests.browser.walking import DESK, become_operator, opened, sign_up
from tests.serving import serving

KEY_S, POINT_S, CLICK_S, HOME_S, MIND_S, WORDS_A_MINUTE = 0.28, 1.1, 0.2, 0.4, 1.35, 238
INSTALLED = Path("/usr/bin/chromium")
SLUG, TITLE = "hirer", "Backend engineer, ferries"
TEXTS = {
    "question": "From March. I have two months of notice, and would like to begin on the first of a month.",
    "note": "I have kept a booking service honest for four years: one Django monolith, a queue that forty carriers "
    "answered late, and a database that had to be right. What you write about your queue is what I like most: I have "
    "seen messages come twice, and made it harmless. I write things down, and would like a team that does.",
}
LISTEN = """
const known = new WeakMap();  // how much stood in a field when it was last told of: one text may tell itself twice
for (const kind of ["click", "change", "input"]) {
  addEventListener(kind, (event) => {
    const one = event.target, typed = one.matches("input:not([type=checkbox],[type=radio],[type=file]),textarea");
    if (kind === "click" && typed) return;  // pointing at a field is counted with what is typed there
    if (kind === "click" && !one.closest("a,button,summary,label,input")) return;
    if (kind === "change" && !one.matches("select,[type=file]")) return;
    if (kind === "input" && !typed) return;
    const before = known.get(one) ?? 0;
    if (typed) known.set(one, one.value.length);
    if (typed && known.get(one) === before) return;
    window.acted(kind, typed ? Math.max(0, one.value.length - before) : 0);
  }, { capture: true });
}
"""


@dataclass
class Acted:
    """What hands did. seconds_waited: for pages of the site."""

    clicks: int = 0
    choices: int = 0
    texts: int = 0
    letters: int = 0
    words_read: int = 0
    seconds_waited: float = 0.0
    parts: list[str] = field(default_factory=list)

    def count(self, kind: str, letters: int) -> None:
        self.clicks += kind == "click"
        self.choices += kind == "change"
        self.texts += kind == "input"
        self.letters += letters

    def read(self, page: Page, name: str) -> None:
        words = len(page.locator("main").inner_text().split())
        self.words_read += words
        self.parts.append(f"{words} words of {name}")

    def seconds(self) -> float:
        hands = self.clicks * (MIND_S + POINT_S + CLICK_S)
        hands += self.choices * (MIND_S + 2 * (POINT_S + CLICK_S))  # open it, take one
        hands += self.texts * (MIND_S + POINT_S + CLICK_S + 2 * HOME_S) + self.letters * KEY_S
        return hands + self.seconds_waited

    def reading_s(self) -> float:
        return self.words_read / WORDS_A_MINUTE * 60


def listen(page: Page) -> Acted:
    """Count what is done on a page from now on."""
    found = Acted()
    page.expose_function("acted", found.count)
    page.add_init_script(LISTEN)
    page.goto("/jobs/")
    return found


def timed(found: Acted, act: Callable[[], None]) -> None:
    began = time.perf_counter()
    act()
    found.seconds_waited += time.perf_counter() - began


def apply(page: Page, job: str, found: Acted, cv: Path) -> None:
    page.goto(f"/applications/new/{job}/")
    found.read(page, "the first screen")
    page.get_by_label("Work so far").check()
    page.get_by_label("From when could you begin?").fill(TEXTS["question"])
    page.get_by_label("A few words to them").fill(TEXTS["note"])
    page.get_by_label("Files").set_input_files(cv)
    timed(found, page.get_by_role("button", name="Look at what would be sent").click)
    expect(page.get_by_role("heading", name="What would be sent")).to_be_visible()
    found.read(page, "what would be sent")
    timed(found, page.get_by_role("button", name="Send exactly this").click)
    expect(page.get_by_text("Sent. Here you see what happens next")).to_be_visible()


def publish(page: Page, found: Acted) -> str:
    """Take a posting from nothing to the operator's first look; return its number."""
    page.goto(f"/hire/{SLUG}/jobs/new/")
    fill(page, TITLE)
    page.get_by_label("Here", exact=True).check()
    page.get_by_label("Its address, if it is your own page").fill("")
    timed(found, page.get_by_role("button", name="Save", exact=True).click)
    page.locator("[name=stage-1-topics]").first.check()
    timed(found, page.get_by_role("button", name="Save", exact=True).click)
    timed(found, page.get_by_role("link", name="Questions to everybody who applies here").click)
    page.get_by_label("Question 1").fill("From when could you begin?")
    page.locator("[name=required-1]").check()
    timed(found, page.get_by_role("button", name="Save", exact=True).click)
    expect(page.get_by_text("is asked this.")).to_be_visible()
    job = page.url.split("/")[-3]
    page.goto(f"/hire/{SLUG}/jobs/{job}/preview/")
    found.clicks += 1  # the link to it
    found.read(page, "the preview")
    timed(found, page.get_by_role("button", name="Publish").click)
    expect(page.get_by_text("The operator looks at it first.")).to_be_visible()
    return job


def with_profile(page: Page, folder: Path) -> None:
    (folder / "resume.json").write_text(json.dumps(ANA), encoding="utf-8")
    page.goto("/profile/import/")
    page.get_by_label("The file").set_input_files(folder / "resume.json")
    page.get_by_role("button", name="Show what it would do").click()
    page.get_by_role("button", name="Put together").click()
    expect(page.get_by_text("Taken in.")).to_be_visible()


def told(name: str, found: Acted, goal_s: int) -> None:
    took = f"{found.seconds():.0f} s of {goal_s} (ratio {found.seconds() / goal_s:.2f})"
    hands = f"{found.clicks} clicks, {found.choices} choices, {found.texts} texts of {found.letters} letters"
    read = f"reading {', '.join(found.parts)}: {found.reading_s():.0f} s more"
    print(f"{name}: {took}: {hands}, {found.seconds_waited:.1f} s of waiting; {read}")


def measure(browser: Browser, folder: Path) -> None:
    with ExitStack() as stack:
        site = stack.enter_context(serving(folder / "data"))
        state = become_operator(browser, site)
        operator = stack.enter_context(opened(browser, site, DESK, storage_state=state))
        candidate, recruiter = (stack.enter_context(opened(browser, site, DESK)) for _ in range(2))
        email = f"{uuid4().hex[:12]}@example.org"
        sign_up(recruiter, operator, email)
        add_company(operator, email, slug=SLUG)
        join(recruiter)
        posting = listen(recruiter)
        job = publish(recruiter, posting)
        told("draft to published", posting, 600)
        operator.goto("/operate/jobs/")
        operator.get_by_role("link", name=TITLE).click()
        operator.get_by_role("button", name="Publish").click()
        sign_up(candidate, operator, f"{uuid4().hex[:12]}@example.org")
        with_profile(candidate, folder)
        (folder / "cv.pdf").write_bytes(pdf())
        applying = listen(candidate)
        apply(candidate, job, applying, folder / "cv.pdf")
        told("applying", applying, 180)
    print(f"the description has {len(DESCRIPTION)} letters, the words to the company {len(TEXTS['note'])}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=INSTALLED if INSTALLED.exists() else None, args=["--no-sandbox", "--disable-gpu"]
        )
        measure(browser, Path(folder))
