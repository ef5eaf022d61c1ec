"""What holds for every address of the API."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from model_bakery import baker
from pytest_django import Settings

from jobfutures.accounts import rules
from jobfutures.accounts.models import AccessToken, User
from jobfutures.accounts.tokens import revoke_token
from jobfutures.api import policies
from jobfutures.api.models import FirstAnswer
from jobfutures.api.policies import Deprecated
from jobfutures.api.v1 import topics
from jobfutures.jobs.models import SavedSearch
from jobfutures.topics.models import Area, Section
from tests.access import client_of
from tests.api import Program, items, of, problem, token_of

pytestmark = pytest.mark.django_db
SEARCH = {"name": "Senior", "query": "level=SENIOR", "alerts": False}


def test_a_token_opens_what_its_scopes_say_and_nothing_else_does(ana: User, ben: User) -> None:
    program, other = of(ana, "read:account", "read:jobs"), of(ben)
    saved = other.post("/saved-searches", SEARCH).json()

    assert program.get("/me").json()["email"] == ana.email
    refused = program.post("/saved-searches", SEARCH)
    assert (refused.status_code, problem(refused), refused.json()["scope"]) == (403, "missing-scope", "write:jobs")
    assert 'scope="write:jobs"' in refused["WWW-Authenticate"]
    assert problem(program.get(f"/saved-searches/{saved['id']}")) == "not-found"
    assert problem(Program().get("/me")) == "no-token"
    assert problem(Program("jfp_guessed").get("/areas")) == "bad-token"
    cookie = client_of(ana).get("/api/v1/me")
    assert (cookie.status_code, problem(cookie), cookie["WWW-Authenticate"]) == (401, "no-token", "Bearer")


def test_a_token_that_ended_opens_nothing(ana: User) -> None:
    ended, revoked, left = (token_of(ana, "read:account") for _ in range(3))
    now = timezone.now()
    made = list(AccessToken.objects.visible_to(ana).order_by("made_at"))
    AccessToken.objects.filter(pk=made[0].pk).update(made_at=now - timedelta(days=2), expires_at=now)
    revoke_token(by=ana, token=made[1], at=now)

    assert [problem(Program(one).get("/me")) for one in (ended, revoked)] == ["bad-token"] * 2
    assert Program(left).get("/me").status_code == 200
    assert AccessToken.objects.get(pk=made[2].pk).last_used_on == timezone.now().date()
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert problem(Program(left).get("/me")) == "bad-token"


def test_nothing_that_goes_wrong_is_a_page(ana: User, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    program = of(ana)
    long, saved = {"name": "x", "query": "x" * 600_000}, "/api/v1/saved-searches"
    raw = {"content_type": "application/json", "headers": program.headers}
    seen = {
        problem(program.get("/nothing")), problem(Program().ask("POST", "/areas")), problem(program.get("/areas?x=1")),
        problem(program.get("/areas", Accept="text/html")), problem(program.post("/saved-searches", long)),
        problem(program.client.post(saved, {"name": "x"}, headers=program.headers)),
        problem(program.client.generic("POST", saved, b'{"name": NaN', **raw)),
        problem(program.get("/areas?cursor=x")), problem(Client().get("/api/v1/areas", headers={"Host": "elsewhere"})),
    }  # fmt: skip
    strict = Client(enforce_csrf_checks=True)
    assert problem(strict.post("/api/v1/nothing")) == "not-found"
    assert strict.post("/api/v1/saved-searches", SEARCH, "application/json", headers=program.headers).status_code == 201
    assert seen == {
        "not-found", "method-not-allowed", "invalid", "not-acceptable", "too-large", "not-json", "unreadable",
        "bad-cursor",
    }  # fmt: skip
    wrong = program.post("/saved-searches", {"name": "", "alerts": 1, "colour": "red"}).json()
    assert {one["field"] for one in wrong["errors"]} == {"name", "alerts", "colour"}
    monkeypatch.setattr(topics.Section.objects, "all", lambda: 1 // 0)
    assert problem(Program().get("/sections")) == "broken"


def test_a_list_comes_in_parts_and_each_row_once(ana: User) -> None:
    section = baker.make(Section, id="A", slug="a", position=1)
    for number in range(5):
        baker.make(Area, id=f"A{number}", slug=f"a{number}", section=section, position=number % 2)
    program, answers = Program(), []
    following: str | None = "/areas?limit=2&section=a"
    while following:
        answers.append(program.get(following))
        following = (answers[-1].json()["next"] or "").removeprefix("http://localhost:8000")
        assert ("Link" in answers[-1]) is bool(following)

    assert [one["id"] for one in items(answers)] == ["A0", "A2", "A4", "A1", "A3"]
    cursor = answers[0].json()["next"].rsplit("cursor=")[1]
    assert problem(program.get(f"/roles?cursor={cursor}")) == "bad-cursor"
    assert problem(program.get("/areas?limit=0")) == "invalid"


def test_what_is_known_is_not_sent_again_and_no_change_is_lost(ana: User) -> None:
    program = of(ana)
    made = program.post("/saved-searches", SEARCH)
    where = made["Location"]
    read = program.get(where)
    change = {"name": "New", "alerts": True}

    assert program.get(where, If_None_Match=read["ETag"]).status_code == 304
    assert problem(program.ask("PUT", where, change)) == "needs-if-match"
    assert problem(program.ask("PUT", where, change, If_Match='"another"')) == "changed-meanwhile"
    assert program.ask("PUT", where, change, If_Match=read["ETag"]).json()["name"] == "New"
    assert problem(program.ask("DELETE", where, If_Match=read["ETag"])) == "changed-meanwhile"
    now = program.get(where)
    assert now["Cache-Control"] == "private, no-cache"
    gone = program.ask("DELETE", where, If_Match=now["ETag"])
    assert (gone.status_code, gone.content) == (204, b"")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("key", ["", '""', "two words", "naïve", "x" * 256])
def test_what_is_no_idempotency_key_is_refused_and_nothing_is_made(key: str, ana: User) -> None:
    assert problem(of(ana).post("/saved-searches", SEARCH, Idempotency_Key=key)) == "unreadable"
    assert not SavedSearch.objects.exists()


def test_a_time_is_text_and_what_a_list_cannot_find_is_not_there(ana: User) -> None:
    program = of(ana)

    assert problem(program.get("/practice/log?since=0.5")) == "invalid"
    assert program.get("/practice/log?since=2026-11-29T12:00:00Z").status_code == 200
    assert problem(program.get("/practice/queue?area=nowhere")) == "not-found"


def test_a_post_that_is_sent_again_is_done_once(ana: User, ben: User) -> None:
    program = of(ana)
    first = program.post("/saved-searches", SEARCH, Idempotency_Key="k1")
    SavedSearch.objects.all().delete()
    again = program.post("/saved-searches", SEARCH, Idempotency_Key="k1")

    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert not SavedSearch.objects.exists()
    other = {**SEARCH, "name": "Other"}
    assert problem(program.post("/saved-searches", other, Idempotency_Key="k1")) == "idempotency-key-reused"
    assert of(ben).post("/saved-searches", SEARCH, Idempotency_Key="k1").json()["id"] != first.json()["id"]
    bad = {**SEARCH, "query": "level=NOTHING"}
    assert problem(program.post("/saved-searches", bad, Idempotency_Key="k2")) == "invalid"
    assert program.post("/saved-searches", SEARCH, Idempotency_Key="k2").status_code == 201
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_body FROM api_firstanswer")
        assert not [row for row in cursor.fetchall() if b"Senior" in bytes(row[0])]
    FirstAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in program.post("/saved-searches", other, Idempotency_Key="k1")
    ana.delete()
    assert FirstAnswer.objects.count() == 1


def test_an_answer_says_what_is_left_and_when_to_come_again(
    ana: User, ben: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.POST_LIMITS_FACTOR = 1
    monkeypatch.setitem(rules.LIMITS, "api", rules.Limit(2, 10**9))
    program = of(ana, "read:account")
    first, second, refused = (program.get("/me") for _ in range(3))

    assert first["RateLimit-Policy"] == '"requests";q=2;w=1000000000'
    assert first["RateLimit"].startswith('"requests";r=1;t=')
    assert (second.status_code, refused.status_code, problem(refused)) == (200, 429, "too-many-requests")
    assert int(refused["Retry-After"]) > 0
    assert of(ben).get("/me").status_code == 200


def test_what_will_go_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policies.POLICIES[topics.list_sections]
    instead = "/api/v2/sections"
    monkeypatch.setattr(policy, "deprecated", Deprecated(date(2026, 11, 1), date(2027, 11, 1), instead))
    answer = Program().get("/sections")

    assert answer["Deprecation"] == "@1793491200"
    assert answer["Sunset"] == "Mon, 01 Nov 2027 00:00:00 GMT"
    assert answer["Link"] == f'<{instead}>; rel="successor-version"'
    assert answer["Cache-Control"] == "public, max-age=60"
