"""Reports on groups: from answers given for them alone, counted once, seen by owners and the operator."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.apps import apps

from jobfutures.accounts.models import User
from jobfutures.checks.models import Description
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.impact import keep_impact_answer, make_impact_reports
from jobfutures.hiring.models import Application, Happening, ImpactAnswer, ImpactReport
from jobfutures.hiring.queries.impact import impact_facts
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
JULY = datetime(2026, 7, 1, 3, tzinfo=UTC)
PATH = "/account/hiring-groups/"


def ended(of: Job, number: int, gender: str, *, asked: int) -> Iterator[Application]:
    """Yield applications of people who say their gender, of which the first `asked` came to an interview."""
    people = User.objects.bulk_create(User(email=f"{gender}{one}.{of.pk}@example.org".lower()) for one in range(number))
    if gender:
        ImpactAnswer.objects.bulk_create(ImpactAnswer(owner=who, gender=gender, said_at=NOON) for who in people)
    may = datetime(2026, 5, 1, tzinfo=UTC)
    times = {"state_at": may, "begun_at": may, "changed_at": may, "turn_since": may, "ended_at": may}
    for place, who in enumerate(people):
        made = Application(
            job=of, company=of.company, candidate=who, state="DECLINED", snapshot={}, submitted_at=may, **times
        )
        made.is_asked = place < asked
        yield made


def fill(of: Company, *groups: tuple[str, int, int]) -> None:
    posting = job(of)
    made = [one for gender, number, asked in groups for one in ended(posting, number, gender, asked=asked)]
    Application.objects.bulk_create(made)
    asked = [Happening(application=one, event="advance", side="COMPANY", at=NOON) for one in made if one.is_asked]
    Happening.objects.bulk_create(asked)


def table_of(of: Company | None) -> dict[str, list[int]]:
    found: dict[str, list[int]] = ImpactReport.objects.get(company=of).tables["INTERVIEWED"]["gender"]
    return found


def test_a_half_year_is_counted_once_and_small_groups_stay_hidden(ben: User) -> None:
    acme, bolt = company(owner=ben), company("bolt")
    fill(acme, ("WOMAN", 30, 10), ("MAN", 30, 20), ("OTHER", 9, 4), ("", 40, 20))
    fill(bolt, ("WOMAN", 12, 2), ("MAN", 12, 2))

    assert make_impact_reports(half="2026-H1", at=JULY) == 3

    assert table_of(acme) == {"MAN": [30, 20], "WOMAN": [30, 10]}
    assert table_of(bolt) == {}
    assert table_of(None) == {}, "less what acme shows, it would be bolt's"
    shown = client_of(ben).get("/hire/acme/impact/").text
    assert "0.50" in shown
    assert "<strong>yes</strong>" in shown
    assert "Another" not in shown
    ImpactAnswer.objects.all().delete()
    assert make_impact_reports(half="2026-H1", at=JULY) == 0
    assert table_of(acme) == {"MAN": [30, 20], "WOMAN": [30, 10]}


def test_owners_see_their_own_report_and_the_operator_that_of_all(ben: User, olga: User) -> None:
    acme = company(owner=ben)
    rita = member(acme, person("rita"), "RECRUITER").person

    answers = {
        (who.email[:4], path): client_of(who).get(path).status_code
        for who in (ben, rita, olga)
        for path in ("/hire/acme/impact/", "/operate/hiring/impact/")
    }

    assert list(answers.values()) == [200, 404, 403, 404, 404, 200]


def test_what_one_says_is_kept_and_taken_back_as_freely(ana: User) -> None:
    client = client_of(ana)

    assert client.post(PATH, {"gender": "NOBODY"}).status_code == 422
    assert client.post(PATH, {"gender": "WOMAN"}).status_code == 302
    said = impact_facts(ana)
    assert said is not None
    assert said["gender"] == "WOMAN"
    assert 'value="WOMAN" selected' in client.get(PATH).text
    assert client.post(PATH, {"forget": ""}).status_code == 302
    assert impact_facts(ana) is None


def test_26_no_path_leads_from_an_application_to_what_somebody_says_of_themselves(ana: User) -> None:
    keep_impact_answer(by=ana, gender="WOMAN", age="", background="", at=NOON)
    pointing = [
        f"{model.__name__}.{one.name}"
        for model in apps.get_models()
        for one in model._meta.get_fields(include_hidden=False)
        if one.related_model in {ImpactAnswer, Description} and model not in {ImpactAnswer, Description}
    ]

    assert pointing == []
    assert {one.name for one in ImpactAnswer._meta.get_fields()} == {"owner", "gender", "age", "background", "said_at"}
