"""Writing a posting: what is typed is kept, what makes no sense is told beside its field, nothing is lost."""

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.jobs.models import Job, Place
from jobfutures.jobs.tests.made import REMOTE, area, draft
from jobfutures.jobs.tests.posted import address, submit, typed, version
from tests.access import client_of
from tests.people import person

pytestmark = pytest.mark.django_db
NEW = "/hire/acme/jobs/new/"


@pytest.fixture
def acme(ana: User) -> Company:
    return company(owner=ana)


@pytest.fixture
def client(acme: Company, ana: User) -> Client:
    return client_of(ana)


def test_a_whole_posting_is_kept_as_it_was_typed_and_published(client: Client) -> None:
    assert client.post(NEW, typed()).status_code == 302
    kept = Job.objects.get()
    assert (kept.pay_min, kept.pay_max, kept.pay_currency) == (6_500_000, 8_500_000, "EUR")
    assert kept.slug == "backend-engineer-payments"
    assert [(place.city, place.country) for place in kept.places.all()] == [("Berlin", "DE")]
    assert [stage["minutes"] for stage in kept.stages] == [30, 90]
    assert kept.languages == ["English", "German"]
    assert kept.apply_mode == "EXTERNAL"
    page = client.get(address(kept)).text
    assert 'value="85000"' in page
    assert "English\nGerman" in page

    assert submit(client, kept) == 302
    assert Job.objects.get().state == "IN_REVIEW"


def test_a_title_is_enough_for_a_draft_and_publishing_says_what_is_missing_beside_each_field(client: Client) -> None:
    assert client.post(NEW, {"title": "Payments", "apply_mode": "EXTERNAL"}).status_code == 302
    answer = client.post(address(Job.objects.get(), "submission/"), {"version": version(Job.objects.get())})

    assert answer.status_code == 422
    for sentence in (
        "This cannot be published yet.", "a description has at least 200 characters", "at least one topic",
        "Say what it pays.", "Say in which currency.", "Say for which time.", "1 to 4 stages", "on which day it closes",
        "Only a job that is open now", "Say where to apply",
    ):  # fmt: skip
        assert sentence in answer.text, sentence
    assert Job.objects.get().state == "DRAFT"


def test_people_apply_here_or_where_the_company_says(client: Client) -> None:
    for chosen, url, mode in (("INTERNAL", "", "INTERNAL"), ("INTERNAL", "https://a.example", "INTERNAL"),
                              ("EXTERNAL", "https://a.example", "EXTERNAL"), (None, "", "INTERNAL")):  # fmt: skip
        client.post(NEW, typed(apply_mode=chosen, apply_url=url))
        kept = Job.objects.latest("pk")
        assert (kept.apply_mode, kept.apply_url) == (mode, url)
    assert submit(client, kept) == 302


LONG = "All of it. " * 950
WRONG: list[tuple[dict[str, object], str]] = [
    ({"pay_min": "90000"}, "The highest pay is below the lowest."),
    ({"pay_min": "65000.505"}, "EUR has no such small part."),
    ({"pay_min": "6.5e4"}, "An amount is a number such as 65000 or 45.50."),
    ({"pay_min": "65000.0000000001"}, "An amount is a number such as"),
    ({"pay_min": "-65000"}, "An amount is a number such as"),
    ({"pay_min": "NaN"}, "An amount is a number such as"),
    ({"pay_min": "65.000,50"}, "An amount is a number such as"),
    ({"pay_min": "65000.5", "pay_max": "70000", "pay_currency": "JPY"}, "JPY has no such small part."),
    ({"pay_currency": "EURO"}, "Choose one of these."),
    ({"pay_currency": ""}, "Say in which currency."),
    ({"pay_period": "CENTURY"}, "Choose one of these."),
    ({"workplace": "REMOTE", "applicant_countries": "Germany"}, "Remote work has no days on site."),
    ({"applicant_countries": "Germany\nAtlantis"}, "“Atlantis” is no country we know."),
    ({"hybrid_days": "5"}, "A whole number from 1 to 4."),
    ({"hybrid_days": "two"}, "A whole number from 1 to 4."),
    ({"description": LONG}, "At most 10000 characters fit here; there are"),
    ({"title": "x"}, "A title has 3 to 120 characters."),
    ({"title": "x" * 121}, "A title has 3 to 120 characters."),
    ({"title": None}, "A draft needs a title"),
    ({"topics": ["Z9"]}, "Choose one of these."),
    ({"stage-0-minutes": "0"}, "A whole number from 1 to 300."),
    ({"stage-0-minutes": "250"}, "All stages together take at most 300 minutes."),
    ({"stage-0-name": ""}, "Give this stage a name."),
    ({"stage-1-minutes": ""}, "Say how many minutes it takes."),
    ({"place-0-country": ""}, "Say the country."),
    ({"place-0-city": ""}, "Say the city."),
    ({"response_promise_days": "15"}, "A whole number from 1 to 14."),
    ({"closes_on": "tomorrow"}, "This is no day."),
    ({"apply_url": "javascript:alert(1)"}, "begins with https://"),
    ({"apply_url": "http://acme.example/"}, "begins with https://"),
    ({"apply_url": "https://ana@acme.example/"}, "begins with https://"),
    ({"level": "WIZARD"}, "Choose one of these."),
    ({"timezone_min": "7"}, "Choose one of these."),
]


@pytest.mark.parametrize(("changed", "sentence"), WRONG)
def test_wrong_input_gets_a_sentence_and_loses_nothing(
    client: Client, acme: Company, changed: dict[str, object], sentence: str
) -> None:
    kept = draft(acme)
    sent = typed(**changed)
    for where in (NEW, address(kept)):
        answer = client.post(where, {**sent, "version": version(kept)})

        assert answer.status_code == 422
        assert sentence in answer.text
        assert "https://acme.example/apply" in answer.text or "apply_url" in changed
        assert "Code together" in answer.text
        assert str(sent["pay_max"]) in answer.text
    assert Job.objects.get().title == kept.title


PUBLISHED_WRONG: list[tuple[dict[str, object], str]] = [
    ({"pay_max": "140000"}, "at most twice the lowest"),
    ({"workplace": "REMOTE", "hybrid_days": ""}, "from which countries people may work"),
    ({"hybrid_days": ""}, "how many days a week on site"),
    ({"place-0-city": None, "place-0-country": None}, "at least the city and the country"),
    ({"stage-0-name": None, "stage-0-minutes": None, "stage-1-name": None, "stage-1-minutes": None}, "1 to 4 stages"),
    ({"closes_on": "2020-01-01"}, "This day is over."),
    ({"closes_on": "2099-01-01"}, "at most 60 days"),
    ({"vacancy_exists": None}, "Only a job that is open now"),
    ({"apply_mode": "EXTERNAL", "apply_url": ""}, "Say where to apply"),
    ({"topics": None}, "at least one topic"),
    ({"description": "Short."}, "at least 200 characters"),
    ({"timezone_min": "0", "workplace": "REMOTE", "hybrid_days": "", "applicant_countries": "DE"}, "both ends"),
]


@pytest.mark.parametrize(("changed", "sentence"), PUBLISHED_WRONG)
def test_a_draft_may_say_what_cannot_be_published(client: Client, changed: dict[str, object], sentence: str) -> None:
    assert client.post(NEW, typed(**changed)).status_code == 302
    kept = Job.objects.get()
    answer = client.post(address(kept, "submission/"), {"version": version(kept)})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert Job.objects.get().state == "DRAFT"


def test_thirteen_topics_are_too_many(client: Client) -> None:
    topics = [area(f"area-{number}", f"B{number}").pk for number in range(1, 14)]

    assert "at most 12 topics" in client.post(NEW, typed(topics=topics)).text
    assert client.post(NEW, typed(topics=topics[:12])).status_code == 302


def test_two_tabs_do_not_overwrite_each_other(client: Client, acme: Company) -> None:
    kept = draft(acme)
    seen = version(kept)
    assert client.post(address(kept), typed(title="From the first tab", version=seen)).status_code == 302
    answer = client.post(address(kept), typed(title="From the second tab", version=seen))

    assert answer.status_code == 409
    assert "Somebody saved this draft since you opened it." in answer.text
    assert "From the second tab" in answer.text
    assert Job.objects.get().title == "From the first tab"
    assert version(kept) in answer.text  # so that saving again replaces it knowingly


def test_what_is_published_is_no_draft_to_be_changed(client: Client, acme: Company) -> None:
    kept = draft(acme, state="PAUSED")

    assert client.post(address(kept), typed(version=version(kept))).status_code == 409
    assert Job.objects.get().title == kept.title


def test_places_and_stages_come_and_go(client: Client) -> None:
    client.post(NEW, typed(**{"place-1-city": "Porto", "place-1-country": "PT"}))
    kept = Job.objects.get()
    topic = area().pk
    assert Place.objects.count() == 2
    lines = {"place-0-city": "", "place-0-country": "", "place-1-city": "Porto", "place-1-country": "PT"}
    stages = {"stage-0-topics": [topic], "stage-1-topics": ["gone"]}
    client.post(address(kept), typed(**lines, **stages, version=version(kept)))

    kept.refresh_from_db()
    assert [place.city for place in kept.places.all()] == ["Porto"]
    assert [stage["topics"] for stage in kept.stages] == [[topic], []]


def test_remote_work_names_countries_by_name_or_letters(client: Client) -> None:
    said = {
        "workplace": "REMOTE",
        "hybrid_days": "",
        "applicant_countries": "germany, PT\nCongo (Republic); Åland islands",
    }
    client.post(NEW, typed(**said))

    assert Job.objects.get().applicant_countries == ["DE", "PT", "CG", "AX"]
    assert "Portugal" in client.get(address(Job.objects.get())).text


def test_hints_keep_nothing_back(client: Client) -> None:
    client.post(NEW, typed(title="Rockstar developer", pay_max="100000"))
    kept = Job.objects.get()
    page = client.get(address(kept)).text

    assert "as if only one kind of person were meant" in page
    assert "more than one and a half times" in page
    assert submit(client, kept) == 302


def test_what_somebody_writes_cannot_run_on_the_page(client: Client) -> None:
    hostile = "<script>alert(1)</script> <iframe src=x></iframe> [a](javascript:alert(1)) "
    hostile += "![b](data:text/html,x) <b onclick=x>"
    client.post(NEW, typed(description=hostile * 3 + "x" * 200, title="</script><script>alert(2)</script>"))
    page = client.get(address(Job.objects.get(), "preview/")).text

    for mark in ("<script>alert", "<iframe", 'href="javascript', "<img", "<b onclick"):
        assert mark not in page


def test_interviewers_read_and_strangers_see_nothing(acme: Company, ben: User) -> None:
    kept = draft(acme, **REMOTE)
    ivan = client_of(member(acme, person("ivan"), "INTERVIEWER").person)

    assert "Draft. Owners and recruiters change it." in ivan.get(address(kept)).text
    assert "Write a posting" not in ivan.get("/hire/acme/jobs/").text
    assert ivan.get(address(kept, "preview/")).status_code == 200
    assert ivan.get(NEW).status_code == ivan.post(NEW, typed()).status_code == 403
    assert ivan.post(address(kept), typed(version=version(kept))).status_code == 403
    for page in ("", "preview/"):
        assert client_of(ben).get(address(kept, page)).status_code == 404
    rival = company("rival", owner=ben)
    assert client_of(ben).get(address(kept).replace("acme", rival.slug)).status_code == 404


def test_an_unverified_company_writes_nothing(client: Client) -> None:
    Company.objects.update(state="DRAFT")

    assert client.post(NEW, typed()).status_code == 409
    assert not Job.objects.exists()


def test_a_list_of_postings_by_state(client: Client, acme: Company) -> None:
    assert "No posting yet." in client.get("/hire/acme/jobs/").text
    draft(acme, title="Half a thought", returned_note="Say more.")

    page = client.get("/hire/acme/jobs/").text
    assert "Half a thought" in page
    assert "given back by the operator" in page
