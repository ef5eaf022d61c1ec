"""`jobfutures demo`: a whole marked instance, which leaves without trace."""

import json
from collections import Counter

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company
from jobfutures.config.command import main
from jobfutures.config.demo.said import MARK, said
from jobfutures.hiring.models import Application, Decision, Interview, Scorecard, State
from jobfutures.hiring.tests.made import application
from jobfutures.jobs.guards import faults
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries.postings import said as posting_of
from jobfutures.jobs.tests.made import area, job
from jobfutures.kit.site import demo_mark
from jobfutures.profiles.models import Profile
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
STAYS = {"Edition", "Change"}  # each act begins an edition, and search indexes are told to forget the postings


@pytest.fixture(autouse=True)
def areas() -> None:
    for number, slug in enumerate(sorted({slug for post in said().job for slug in post.areas}), 1):
        area(slug, f"Z{number}")


def rows() -> Counter[str]:
    models = [model for model in apps.get_models() if model.__name__ not in STAYS]
    return Counter({model.__name__: model._default_manager.count() for model in models})


def test_it_holds_every_state_and_says_so_on_every_page(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    assert main(["demo", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)

    assert set(Application.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Interview.objects.values_list("state", flat=True)) == {"PROPOSED", "SCHEDULED", "COMPLETED"}
    assert {"ASSIGNED", "SUBMITTED"} == set(Scorecard.objects.values_list("state", flat=True))
    assert {"OFFER", "DECLINE"} == set(Decision.objects.values_list("outcome", flat=True))
    assert all("(demo)" in one.name for one in Profile.objects.all())
    assert all(not faults(posting_of(one), one.posted_at) for one in Job.objects.all())
    settings.DEMO_MARK = "jobfutures.topics.queries.holds_demo"
    demo_mark.until = 0
    assert "are made up" in Client().get("/help/").text
    assert Client().login(email=made["candidate"], password=made["password"])
    demo_mark.until = 0
    owner = client_of(User.objects.get(email=made["owner"]))
    assert "Lindenrad (demo)" in owner.get("/hire/").text
    assert main(["demo"]) == 1
    assert "already" in capsys.readouterr().err


def test_it_leaves_without_trace_also_what_real_people_did_with_it(
    ana: User, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    kept = application(job(company(owner=person("olaf"))), ana, at=NOON)
    before = rows()
    main(["demo"])
    theirs = Job.objects.filter(company__host__endswith=MARK).first()
    assert theirs
    application(theirs, ana, at=NOON)

    assert main(["demo", "--remove"]) == 0

    assert rows() == before
    assert list(Application.objects.all()) == [kept]
    assert "Removed 41" in capsys.readouterr().out
    main(["demo", "--remove"])
    assert "There is no demo" in capsys.readouterr().out
