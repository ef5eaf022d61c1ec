"""Home, the operator's page, set-up, errors, and the addresses that machines ask for."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from jobfutures.accounts.commands import new_setup_link
from jobfutures.accounts.models import User
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.topics.commands.edition import begin_edition
from jobfutures.web.queries import home
from tests.people import NOON, PASSWORD

pytestmark = pytest.mark.django_db
CHOSEN = {"email": "Olga@Example.org", "password": "four unusual words here"}


def test_home_counts_what_is_there_and_invents_nothing(client: Client, tmp_path: Path) -> None:
    empty = client.get("/").content.decode()
    load(content_folder(tmp_path))
    filled = client.get("/").content.decode()

    assert "No guide is loaded yet" in empty
    assert "<dt>questions</dt>" not in empty
    for name, number in (("questions", 2), ("areas", 1), ("executed examples", 2), ("key points to recall", 6)):
        assert f"<dt>{name}</dt>" in filled
        assert f"<dd>{number}</dd>" in filled
    assert "When do two names part?" in filled


def test_the_set_up_link_makes_the_operator_once(client: Client) -> None:
    address = f"/operate/setup/{new_setup_link(at=NOON + timedelta(days=36500))}/"

    assert client.get(address).status_code == 200
    assert client.post(address, CHOSEN).status_code == 302
    assert User.objects.get().is_operator
    assert client.post(address, CHOSEN).status_code == 410
    assert "opens nothing any more" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"email": "no address"}, {"password": "short"}, {"password": "password1234"}, {"email": ""}]
)
def test_a_wrong_set_up_is_refused_and_the_link_stays_good(wrong: dict[str, str], client: Client) -> None:
    address = f"/operate/setup/{new_setup_link(at=NOON + timedelta(days=36500))}/"

    assert client.post(address, CHOSEN | wrong).status_code == 422
    assert not User.objects.exists()
    assert client.post(address, CHOSEN).status_code == 302


def test_the_operators_page_gathers_the_rooms(client: Client, olga: User) -> None:
    client.force_login(olga)

    page = client.get("/operate/").content.decode()

    for address in ("/operate/searches/", "/operate/inbox/"):
        assert f'href="{address}"' in page


def test_ready_means_that_content_is_loaded(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").status_code == 503

    begin_edition(reason="content loaded", loaded="a", at=NOON)

    assert client.get("/readyz").content == b"ready\n"


def test_the_sitemap_names_public_pages_only(client: Client, tmp_path: Path) -> None:
    load(content_folder(tmp_path))

    sitemap = client.get("/sitemap.xml").content.decode()

    for path in ("/", "/guides/python/", "/guides/python/names/", "/guides/python/names/first-name/", "/help/"):
        assert f"{path}</loc>" in sitemap
    assert "/account" not in sitemap
    assert "/operate" not in sitemap


def test_home_and_the_sitemap_know_no_code_task(client: Client, tmp_path: Path) -> None:
    load(content_folder(tmp_path))
    task = exercises.code_task()

    assert home(NOON.date()).facts["exercises"] == 1
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/exercises/till/</loc>" in sitemap
    assert task.pk not in sitemap


def test_robots_are_kept_from_what_is_not_theirs(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()

    assert "Disallow: /account/" in robots
    assert "/sitemap.xml" in robots


def test_security_txt_names_a_contact_and_a_day_ahead(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines() if ": " in line)
    assert fields["Contact"].endswith("/help/contact/")
    assert fields["Expires"] > "2026"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_the_service_worker_may_rule_the_whole_site(client: Client) -> None:
    answer = client.get("/service-worker.js")

    assert answer["Content-Type"] == "text/javascript"
    assert "no-store" in answer.content.decode()


def test_what_is_not_there_is_a_page_of_ours(client: Client) -> None:
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_form_without_its_token_is_explained(ana: User) -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": ana.email, "password": PASSWORD})

    assert answer.status_code == 403
    assert "This form was open for too long" in answer.content.decode()


def test_an_error_of_ours_is_a_page_that_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("jobfutures.web.queries.home", break_down)
    client.raise_request_exception = False

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


def test_a_database_that_went_away_is_said_so_and_the_page_may_be_asked_for_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_it(*_arguments: object) -> None:
        raise OperationalError("terminating connection")

    monkeypatch.setattr("jobfutures.web.queries.home", lose_it)
    client.raise_request_exception = False

    answer = client.get("/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Our database does not answer" in answer.content.decode()
