"""Anybody reports a company or a posting; the operator reads it beside the other messages."""

from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company
from jobfutures.support.models import Kind, Message
from tests.access import client_of

pytestmark = pytest.mark.django_db
FRAUD = "/help/fraud/"


def written(**changes: object) -> dict[str, object]:
    said = {
        "about": "/companies/acme/",
        "text": "They asked for money.",
        "email": "",
        "website": "",
        "form_key": uuid4(),
    }
    return said | changes


def test_a_report_from_a_companys_page_names_it_and_needs_no_address(olga: User) -> None:
    company()
    link = "/help/fraud/?page=/companies/acme/"
    assert link in Client().get("/companies/acme/").text
    assert 'value="/companies/acme/"' in Client().get(link).text
    assert Client().post(FRAUD, written()).status_code == 302

    report = Message.objects.get()
    assert (report.kind, report.email, report.about) == (Kind.FRAUD, "", "/companies/acme/")
    page = client_of(olga).get(report.get_absolute_url()).text
    assert 'href="/companies/acme/"' in page
    assert "They asked for money." in page


@pytest.mark.parametrize(
    ("about", "leads"),
    [
        ("http://localhost:8000/companies/acme/", "/companies/acme/"),
        ("/jobs/acme/developer-1/", "/jobs/acme/developer-1/"),
        ("Acme in Dublin", ""),
        ("https://evil.example/companies/acme/", ""),
        ("//evil.example/companies/", ""),
        ("/operate/", ""),
        ("/companies/../operate/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_report_links_to_companies_and_postings_of_this_site_alone(olga: User, about: str, leads: str) -> None:
    Client().post(FRAUD, written(about=about))

    report = Message.objects.get()
    assert report.reported_address() == leads
    assert 'href="javascript' not in client_of(olga).get(report.get_absolute_url()).text


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("text", "x" * 4001), ("about", ""), ("email", "cem")])
def test_a_wrong_report_says_so_and_keeps_its_text(field: str, value: str) -> None:
    page = Client().post(FRAUD, written(**{field: value}))

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert "They asked for money." in page.text or field == "text"
    assert not Message.objects.exists()


@pytest.mark.parametrize("asked", ["//evil.example", "https://evil.example", "/operate/", "x" * 5000])
def test_an_address_that_is_not_ours_does_not_come_into_the_form(asked: str) -> None:
    assert "evil.example" not in Client().get(FRAUD, {"page": asked}).text


def test_what_a_machine_fills_in_is_not_stored() -> None:
    assert Client().post(FRAUD, written(website="x")).status_code == 302
    assert not Message.objects.exists()
