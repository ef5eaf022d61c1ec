"""What stands around the results is rendered once for all who are not signed in, and nobody can tell."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.search import commands, frame, queries
from jobfutures.search.index import SiteIndex

pytestmark = pytest.mark.django_db
Frames = dict[str | None, frame.Frame]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Frames:
    """A guide with an index, on a site that keeps public pages; no frame is kept yet."""
    index = SiteIndex(tmp_path / "index")
    monkeypatch.setattr(queries, "site_index", lambda: index)
    monkeypatch.setattr(commands, "site_index", lambda: index)
    load(content_folder(tmp_path))
    commands.update_index()
    settings.PUBLIC_PAGES_KEPT = 10
    frames: Frames = {}
    monkeypatch.setattr(frame, "frames", frames)
    return frames


def page(client: Client, text: str) -> str:
    return client.get("/search/", {"q": text}).content.decode()


TYPED = ["part", "names xylophone", "<b>part</b>", "\"part\" & 'names'", frame.HOLE, "xylophone", "  part  "]


@pytest.mark.parametrize("text", TYPED)
def test_a_kept_frame_shows_what_a_new_page_shows(text: str, client: Client, settings: Any, kept: Frames) -> None:
    page(client, "names")
    framed = page(client, text)
    assert kept

    settings.PUBLIC_PAGES_KEPT = 0
    assert framed == page(client, text)


def test_caches_are_told_that_cookies_and_fragments_differ(client: Client) -> None:
    assert {"Cookie", "HX-Request"} <= set(client.get("/search/?q=part")["Vary"].split(", "))


def test_who_is_signed_in_gets_their_own_page_and_leaves_no_trace_on_others(client: Client, ana: User) -> None:
    signed_in = Client()
    signed_in.force_login(ana)

    pages = [page(one, "part") for one in (signed_in, client, signed_in, client)]

    assert ["Sign in" in shown for shown in pages] == [False, True, False, True]


def test_who_has_a_message_waiting_gets_their_own_page(client: Client, kept: Frames) -> None:
    client.cookies["messages"] = "waiting"

    assert "<mark>part</mark>" in page(client, "part")
    assert not kept


def test_who_has_seen_a_form_is_answered_but_makes_no_frame(client: Client, kept: Frames) -> None:
    client.get("/account/login/")
    assert client.cookies

    assert "<mark>part</mark>" in page(client, "part")
    assert not kept


def token(request: HttpRequest) -> dict[str, str]:
    return {"site_name": get_token(request)}


def test_a_frame_with_a_token_in_it_is_not_kept(settings: Any, kept: Frames) -> None:
    changed = deepcopy(settings.TEMPLATES)
    changed[0]["OPTIONS"]["context_processors"].append(f"{__name__}.token")
    settings.TEMPLATES = changed

    assert page(Client(), "part") != page(Client(), "part")
    assert not kept


def test_an_old_frame_is_made_anew(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page(client, "part")
    settings.SITE_NAME = "Elsewhere"
    assert "Elsewhere" not in page(client, "part")

    monkeypatch.setattr(frame, "FRAME_SECONDS", -1)
    frame.frames.clear()
    page(client, "part")
    settings.SITE_NAME = "Somewhere"
    assert "Somewhere" in page(client, "part")
