"""Two requests at the same time: one act."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse

from jobfutures.accounts.models import User
from jobfutures.api.v1 import saved_searches
from jobfutures.jobs.models import SavedSearch
from tests.api import Program, problem, token_of
from tests.people import person

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SEARCH = {"name": "Senior", "query": "level=SENIOR", "alerts": False}


def at_once(*acts: Callable[[], HttpResponse]) -> list[HttpResponse]:
    found: list[HttpResponse] = []

    def run(act: Callable[[], HttpResponse]) -> None:
        try:
            found.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_key_that_comes_while_the_first_runs_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(person("ana"))
    inside, go_on = threading.Event(), threading.Event()
    save = saved_searches.save_search

    def slow(**said: object) -> SavedSearch:
        inside.set()
        go_on.wait(30)
        return save(**said)

    def second() -> HttpResponse:
        inside.wait(30)
        answer = Program(token).post("/saved-searches", SEARCH, Idempotency_Key="k")
        go_on.set()
        return answer

    monkeypatch.setattr(saved_searches, "save_search", slow)
    answers = at_once(lambda: Program(token).post("/saved-searches", SEARCH, Idempotency_Key="k"), second)
    again = Program(token).post("/saved-searches", SEARCH, Idempotency_Key="k")

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert [problem(one) for one in answers if one.status_code == 409] == ["idempotency-key-busy"]
    assert again["Idempotency-Replayed"] == "true"
    assert SavedSearch.objects.count() == 1


def test_of_two_changes_of_one_state_only_one_is_made() -> None:
    program = Program(token_of(person("ana")))
    where = program.post("/saved-searches", SEARCH)["Location"]
    tag = program.get(where)["ETag"]

    def change(name: str) -> Callable[[], HttpResponse]:
        body = {"name": name, "alerts": False}
        return lambda: Program(token).ask("PUT", where, body, If_Match=tag)

    token = token_of(User.objects.get())
    answers = at_once(change("One"), change("Two"))

    assert sorted(answer.status_code for answer in answers) == [200, 412]
