"""One default list, made once per process, meets many requests."""

import sys
from dataclasses import make_dataclass
from subprocess import PIPE, Popen

import pytest
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.test.utils import isolate_apps
from django.urls import path
from pydantic import BaseModel


def build_report(customer: str, notes: list[str] = []) -> list[str]:
    notes.append(f"report for {customer}")
    return notes


def build_report_fixed(customer: str, notes: list[str] | None = None) -> list[str]:
    notes = [] if notes is None else list(notes)
    notes.append(f"report for {customer}")
    return notes


def leaking(request: HttpRequest, customer: str) -> JsonResponse:
    return JsonResponse({"notes": build_report(customer)})


def fixed(request: HttpRequest, customer: str) -> JsonResponse:
    return JsonResponse({"notes": build_report_fixed(customer)})


urlpatterns = [path("leaking/<customer>", leaking), path("fixed/<customer>", fixed)]


@pytest.mark.urls(__name__)
def test_the_second_customer_receives_the_first_ones_data(client):
    assert client.get("/leaking/ann").json() == {"notes": ["report for ann"]}
    leaked = client.get("/leaking/bob").json()["notes"]
    print("bob receives:", leaked)
    assert leaked == ["report for ann", "report for bob"]
    print("kept on the function:", build_report.__defaults__)
    assert build_report.__defaults__ == (leaked,)


@pytest.mark.urls(__name__)
def test_none_as_default_makes_a_list_per_call(client):
    client.get("/fixed/ann")
    assert client.get("/fixed/bob").json() == {"notes": ["report for bob"]}


WORKER = """
import sys

def handler(customer, notes=[]):
    notes.append(customer)
    return notes

for line in sys.stdin:
    print(*handler(line.strip()), flush=True)
"""


def start_worker() -> Popen[str]:
    return Popen([sys.executable, "-c", WORKER], stdin=PIPE, stdout=PIPE, text=True)


def ask(worker: Popen[str], customer: str) -> list[str]:
    print(customer, file=worker.stdin, flush=True)
    return worker.stdout.readline().split()


def test_each_worker_has_its_own_default_so_the_leak_looks_random():
    with start_worker() as one, start_worker() as two:
        answers = [ask(one, "ann"), ask(two, "bob"), ask(one, "cid"), ask(two, "dan")]
    print("answers of two workers:", answers)
    assert answers == [["ann"], ["bob"], ["ann", "cid"], ["bob", "dan"]]


def test_every_default_is_computed_once_not_only_lists():
    ticks = iter(range(100))

    def log(message: str, at: int = next(ticks)) -> int:
        return at

    assert [log("start"), log("end")] == [0, 0]  # the clock stood still at the def


def test_dataclasses_refuse_and_pydantic_copies():
    with pytest.raises(ValueError, match="mutable default <class 'list'> for field notes is not allowed"):
        make_dataclass("Report", [("notes", list, [])])

    class Report(BaseModel):
        notes: list[str] = []

    Report().notes.append("x")
    assert Report().notes == []


@isolate_apps("shop")
def test_django_warns_of_a_shared_json_default():
    class Draft(models.Model):
        shared = models.JSONField(default={})
        fresh = models.JSONField(default=dict)

        class Meta:
            app_label = "shop"

    Draft().shared["by"] = "ann"
    assert Draft().shared == {"by": "ann"}  # another row, the same dict
    assert Draft().fresh == {}

    [warning] = Draft._meta.get_field("shared").check()
    print(warning.id, "-", warning.msg)
    assert warning.id == "fields.E010"
    assert Draft._meta.get_field("fresh").check() == []
