"""Walks through explaining aloud, with a microphone that beeps; and a proof that no sound leaves the browser."""

import base64
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.walking import look, opened, sign_up, until
from tests.serving import Serving

pytestmark = pytest.mark.browser
SWITCHES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--mute-audio"]
QUESTION = "what-makes-a-test-useful"
WHERE = f"/practice/aloud/{QUESTION}/"
ENTRIES, TELLINGS = (
    f"Object.keys(localStorage).filter(key => key.startsWith('jobfutures:{kind}:')).length"
    for kind in ("entry", "telling")
)
KEEP_BLOBS = """
  window.recorded = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.recorded.push(blob); return make.call(URL, blob); };
"""
BYTES = """async () => {
  const bytes = new Uint8Array(await window.recorded[0].arrayBuffer());
  return btoa(bytes.reduce((text, one) => text + String.fromCharCode(one), ""));
}"""
PAINTED = """() => {
  const canvas = document.querySelector("canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.filter((value, place) => place % 4 === 3 && value).length / (canvas.width * canvas.height);
}"""
REFUSED = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '{}'));"
PIECE = 24  # bytes; so many of a recording do not stand elsewhere by chance


def record(page: Page, milliseconds: int = 2500) -> None:
    page.get_by_role("button", name=re.compile("^Record")).click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    until(page, "document.querySelector('[data-level]').value > 0.05")  # it hears the beep
    page.wait_for_timeout(milliseconds)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-wave-words]")).to_have_text(re.compile(r"The recording is \d+ s long"))


def carried(sent: list[Request], sound: bytes) -> list[str]:
    """Return which requests carry any piece of a recording, as it is or as text."""
    found = []
    for one in sent:
        body = one.post_data_buffer or b""
        pieces = [sound[start : start + PIECE] for start in range(0, len(sound) - PIECE, PIECE)]
        texts = [base64.b64encode(sound[shift : shift + 600])[4:-4] for shift in range(3)]
        kind = one.headers.get("content-type", "")
        if re.search("audio|video|octet-stream|multipart", kind) or any(piece in body for piece in [*pieces, *texts]):
            found.append(f"{one.method} {one.url} {kind}, {len(body)} bytes")
    return found


def test_what_is_said_aloud_stays_here_and_what_was_missing_comes_again(visitor: Page, operator: Page) -> None:
    sent: list[Request] = []
    sockets: list[str] = []
    visitor.context.on("request", lambda request: sent.extend([request]))
    visitor.on("websocket", lambda socket: sockets.append(socket.url))
    visitor.add_init_script(KEEP_BLOBS)
    visitor.goto("/practice/aloud/?area=pytest")
    look(visitor, "aloud-choosing")
    visitor.locator(f"a[href='{WHERE}']").click()
    expect(visitor.get_by_role("timer")).to_be_visible()
    look(visitor, "aloud-before")

    record(visitor)
    assert visitor.evaluate(PAINTED) > 0.02
    sound = base64.b64decode(visitor.evaluate(BYTES))
    assert len(sound) > 5000
    visitor.evaluate("document.querySelector('[data-player]').play()")
    until(visitor, "document.querySelector('[data-player]').currentTime > 0.3")
    visitor.get_by_role("button", name="Keep it in this browser").click()
    expect(visitor.get_by_role("heading", name="Recordings kept in this browser")).to_be_visible()
    look(visitor, "aloud-recorded")

    visitor.get_by_text("I have finished").click()
    visitor.get_by_role("checkbox").first.check()
    visitor.get_by_role("button", name="Compare with the answer").click()
    expect(visitor.locator("[data-finished]")).to_have_text(re.compile("key points? w.* missing"))
    expect(visitor.get_by_role("heading", name="Strong")).to_be_visible()
    look(visitor, "aloud-after")
    missed = visitor.locator("li.missed").count()
    assert missed >= 2
    assert visitor.evaluate(ENTRIES) >= missed
    assert visitor.evaluate(TELLINGS) == 1

    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    until(visitor, f"{ENTRIES} + {TELLINGS} === 0")
    visitor.goto("/practice/cards/")
    expect(visitor.locator("[data-card]")).to_be_visible()
    visitor.goto("/practice/aloud/")
    expect(visitor.locator("[data-kept] li")).to_have_count(1)  # it is still in this browser, and only there
    expect(visitor.locator("[data-facts]")).to_have_text(re.compile(r"\d+ kB"))
    visitor.get_by_role("button", name="Delete it").click()
    expect(visitor.locator("[data-kept] li")).to_have_count(0)

    assert any(one.url.endswith("/practice/log/") for one in sent), "what was ticked did arrive"
    assert carried(sent, sound) == []
    assert sum(len(one.post_data_buffer or b"") for one in sent) < len(sound)
    assert sockets == []


def test_one_speaks_and_ticks_without_a_network_and_it_arrives_with_the_account(visitor: Page, operator: Page) -> None:
    visitor.goto("/practice/aloud/")
    visitor.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(visitor, "Boolean(navigator.serviceWorker.controller)")
    visitor.goto(WHERE)
    until(visitor, f"caches.match('{WHERE}').then(Boolean)")

    visitor.context.set_offline(True)
    visitor.goto(WHERE)
    record(visitor, 300)
    visitor.get_by_text("I have finished").click()
    visitor.get_by_role("checkbox").first.check()
    visitor.get_by_role("button", name="Compare with the answer").click()
    expect(visitor.get_by_role("heading", name="Strong")).to_be_visible()
    assert visitor.evaluate(TELLINGS) == 1
    assert visitor.evaluate(ENTRIES) >= 2

    visitor.context.set_offline(False)
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    until(visitor, f"{ENTRIES} + {TELLINGS} === 0")
    visitor.goto("/practice/cards/")
    expect(visitor.locator("[data-card]")).to_be_visible()


def test_an_account_keeps_what_was_written_and_a_second_recording_replaces_the_first(
    visitor: Page, operator: Page
) -> None:
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    visitor.goto(WHERE)
    visitor.get_by_label("Or write it").fill("It fails when the behaviour breaks, and only then.")
    expect(visitor.get_by_text("9 words")).to_be_visible()
    record(visitor, 300)
    record(visitor, 300)
    expect(visitor.locator("audio:visible")).to_have_count(1)
    visitor.get_by_text("I have finished").click()
    for box in visitor.get_by_role("checkbox").all():
        box.check()
    visitor.get_by_role("button", name="Compare with the answer").click()
    expect(visitor.locator("[data-finished]")).to_have_text("You said all key points.")
    until(visitor, f"{ENTRIES} + {TELLINGS} === 0")
    visitor.reload()
    expect(visitor.locator("audio:visible")).to_have_count(0)  # nobody asked to keep it


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (REFUSED.format("NotAllowedError"), "The browser may not use the microphone"),
        (REFUSED.format("NotFoundError"), "No microphone was found"),
        (REFUSED.format("NotReadableError"), "The microphone could not be opened"),
        ("delete window.MediaRecorder", "This browser cannot record here"),
    ],
    ids=["refused", "none", "busy", "old browser"],
)
def test_without_a_microphone_a_sentence_says_so_and_writing_still_works(
    browser: Browser, site: Serving, fault: str, sentence: str
) -> None:
    with opened(browser, site, 375) as page:
        page.add_init_script(fault)
        page.goto(WHERE)
        if page.get_by_role("button", name="Record").count():
            page.get_by_role("button", name="Record").click()
        expect(page.get_by_text(sentence)).to_be_visible()
        page.get_by_label("Or write it").fill("Two words")
        page.get_by_text("I have finished").click()
        page.get_by_role("button", name="Compare with the answer").click()
        expect(page.get_by_role("heading", name="Strong")).to_be_visible()
        assert page.evaluate(TELLINGS) == 1


def test_without_script_one_speaks_ticks_and_compares(browser: Browser, site: Serving) -> None:
    with opened(browser, site, 375, java_script_enabled=False) as page:
        page.goto(WHERE)
        expect(page.get_by_role("button", name="Record")).to_be_hidden()
        page.get_by_label("Or write it").fill("It fails when the behaviour breaks.")
        page.get_by_text("I have finished").click()
        page.get_by_role("checkbox").first.check()
        page.get_by_text("The weak and the strong answer").click()
        expect(page.get_by_role("heading", name="Strong")).to_be_visible()
        expect(page.get_by_label("Or write it")).to_have_value("It fails when the behaviour breaks.")


def test_the_clock_goes_on_past_the_suggested_time(browser: Browser, site: Serving) -> None:
    with opened(browser, site, 375) as page:
        page.clock.install()
        page.goto(WHERE)
        clock = page.get_by_role("timer")
        expect(clock).to_have_text(re.compile(r"^\d:\d\d$"))
        page.get_by_role("button", name="Start the clock only").click()
        page.clock.run_for(600_000)
        expect(clock).to_have_text(re.compile(r"^\+\d:\d\d$"))
        expect(page.get_by_text("finish your thought")).to_be_visible()
