"""One journey over two webs, two workers, two runners and PostgreSQL, each on its own machine; a web dies in it."""

import os
import re
import time
from mailbox import Maildir
from uuid import uuid4

import httpx
import pytest

from tests.markup import Form, Page
from tests.processes.bed import EXERCISE, WEBS, Bed, beside, why_no_bed
from tests.serving import wait_until

MISSING = why_no_bed()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING) and os.environ.get("JOBFUTURES_NOTHING_MAY_SKIP") != "yes", reason=MISSING),
]
EMAIL, PASSWORD = "eva@example.org", "a long enough password"


def form_at(client: httpx.Client, path: str, field: str) -> Form:
    page = client.get(path, follow_redirects=True)
    return next(form for form in Page(page.text).forms if field in form.values())


def letters(bed: Bed, words: str) -> list[str]:
    """Return the text of every letter to eva that holds these words, wherever it was sent from."""
    found = []
    for number in (1, 2):
        for letter in Maildir(bed.folder / f"host{number}" / "mailbox", create=True):
            body = letter.get_payload(decode=True) or letter.get_payload()[0].get_payload(decode=True)
            if letter["To"] == EMAIL and words in body.decode():
                found.append(body.decode())
    return found


def sign_up(bed: Bed, client: httpx.Client) -> str:
    """Sign up on the first web; return the path that the one letter names."""
    form = form_at(client, "/account/signup/", "password1")
    values = form.values() | {"email": EMAIL, "password1": PASSWORD}
    assert client.post("/account/signup/", data=values).status_code == 302
    wait_until(lambda: bool(letters(bed, "/account/confirm-email/")), "the letter")
    (letter,) = letters(bed, "/account/confirm-email/")
    return re.search(r"/account/confirm-email/[^\s/]+/", letter)[0]


def submit(client: httpx.Client) -> str:
    """Submit what the exercise begins with; return the attempt's id."""
    form = form_at(client, f"/exercises/{EXERCISE}/", "form_key")
    values = form.values() | {"form_key": str(uuid4())}
    answer = client.post(f"/exercises/{EXERCISE}/attempts/", data=values)
    assert answer.status_code == 302, answer.text[:2000]
    return answer.headers["location"].rstrip("/").rsplit("/", 1)[-1]


def verdicts(bed: Bed) -> dict[str, object]:
    return {str(pk): verdict for pk, verdict in bed.rows("SELECT id, verdict FROM exercises_attempt")}


def test_a_journey_goes_on_over_many_machines_though_one_dies() -> None:
    assert not MISSING, MISSING
    with beside() as bed:
        first, second, site = (
            httpx.Client(base_url=bed.address_of(name), timeout=30, trust_env=False) for name in (*WEBS, "site")
        )
        with first, second, site:
            confirm = sign_up(bed, first)
            second.cookies = first.cookies
            values = form_at(second, confirm, "csrfmiddlewaretoken").values()
            assert second.post(confirm, data=values).status_code == 302
            first.cookies = site.cookies = second.cookies
            assert EMAIL in first.get("/account/").text, "signed in on the second, known to the first"

            attempt = submit(first)
            bed.machines["web1"].kill()
            asked = [site.get(f"/exercises/{EXERCISE}/attempts/{attempt}/").status_code for _ in range(5)]
            assert asked == [200] * 5, "the balancer passes over the web that died"
            wait_until(lambda: verdicts(bed).get(attempt) not in (None, ""), "the verdict")
            assert verdicts(bed)[attempt] == "ok", "judged by either runner, and no fault of ours"

            wait_until(lambda: bed.is_ready("web1"), "the first web to be back by itself")
            again = submit(first)
            bed.machines["runner1"].cut(off=True)
            wait_until(lambda: verdicts(bed).get(again) not in (None, ""), "the verdict while a runner is cut off")
            assert verdicts(bed)[again] == "ok"
            time.sleep(0.5)  # a second letter would be there by now: the queue looks twice a second
        assert len(letters(bed, "/account/confirm-email/")) == 1
        assert bed.rows("SELECT count(*) FROM exercises_attempt WHERE state = 'DONE'") == [(2,)]
