"""What everybody may read on how hiring works here: the rules' own numbers, and what the operator says of AI."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from jobfutures.hiring.models import State
from jobfutures.hiring.queries.policy import MEANINGS, policy_facts
from jobfutures.hiring.rules import applications

STATEMENT = "We use <b>no</b> such software.\n\nAsk us."


def test_every_state_has_a_meaning_and_every_number_is_that_of_a_rule() -> None:
    facts = policy_facts()

    assert set(MEANINGS) == set(State)
    assert (facts.kept_days, facts.answering_days) == (applications.KEPT.days, applications.AFTER_CLOSING.days)
    assert (facts.promise_days, facts.file_mib, facts.late_minutes) == ((1, 14), 2, 15)


@pytest.mark.django_db
def test_the_page_says_the_numbers_of_the_rules(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applications, "KEPT", applications.KEPT / 2)
    page = client.get("/hiring/")

    assert page.status_code == 200
    assert re.search(r"\b90 days after its end, an application is erased", page.text)
    assert all(str(state.label) in page.text for state in State)


@pytest.mark.django_db
def test_the_page_on_ai_prints_the_operators_statement_as_text_above_what_the_software_does(
    client: Client, settings: Settings
) -> None:
    assert "What the operator of this site says" not in client.get("/hiring/ai/").text
    settings.AI_STATEMENT = STATEMENT
    page = client.get("/hiring/ai/").text

    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert page.index("Ask us.") < page.index("Nothing here reads, scores, ranks")


@pytest.mark.django_db
def test_the_pages_are_found_from_the_footer_and_the_sitemap_and_lead_to_each_other(client: Client) -> None:
    assert 'href="/hiring/"' in client.get("/help/contact/").text
    places = client.get("/sitemap.xml").text
    assert ("/hiring/</loc>" in places, "/hiring/ai/</loc>" in places) == (True, True)
    assert {'href="/help/fraud/', 'href="/companies/policy/', 'href="/hiring/ai/'} <= set(
        re.findall(r'href="/[a-z]+/[a-z]*/?', client.get("/hiring/").text)
    )
