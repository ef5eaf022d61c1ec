"""/hire/<company>/jobs/import/: a board is shown first, and imported after a yes."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.jobs.boards.reading import BOARDS
from jobfutures.jobs.models import Delivery, Job
from jobfutures.jobs.tests.reading import SYSTEMS, sample
from tests.access import client_of

IMPORT, PLAN = "/hire/acme/jobs/import/", "/hire/acme/jobs/import/plan/"


@pytest.fixture
def acme(ana: User) -> Company:
    made = company()
    member(made, ana)
    return made


@pytest.fixture
def recruiter(acme: Company, ana: User) -> Client:
    return client_of(ana)


def bring(client: Client, system: str = "lever", content: bytes | None = None, **also: str) -> Any:
    file = SimpleUploadedFile("board", sample(system) if content is None else content)
    return client.post(IMPORT, {"system": system, "file": file, **also})


def say_yes(client: Client) -> Any:
    seal = re.search(r'name="seal" value="(\w+)"', client.get(PLAN).text)
    return client.post(PLAN, {"seal": seal[1] if seal else ""}, follow=True)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_board_is_shown_first_and_imported_after_a_yes(recruiter: Client, system: str) -> None:
    answer = bring(recruiter, system)
    assert answer["Location"] == PLAN
    page = recruiter.get(PLAN).text
    assert "What has no place here" in page
    assert not Job.objects.exists()

    done = say_yes(recruiter)

    assert "drafts added, 0 written anew, 0 left as they were." in done.text
    assert Job.objects.filter(state="DRAFT", source_system=system).exists()
    assert not Delivery.objects.exists()


def test_the_page_tells_what_was_understood_asked_skipped_and_lost(recruiter: Client) -> None:
    bring(recruiter, "ashby")

    page = recruiter.get(PLAN).text

    assert "USD 180,000 to 220,000 / year" in page
    assert "New York, United States; Toronto, Canada; Oslo, Norway" in page
    assert "Say what it pays: the board shows no pay." in page
    assert "Hidden Engineer" in page
    assert "/jobs/1/compensation/summaryComponents/0/minValue" in page
    assert "The employer does not show it, so it is not taken" in page
    assert "50000" not in page
    assert "Import 3 drafts" in page


def test_again_nothing_is_to_be_imported(recruiter: Client) -> None:
    bring(recruiter)
    say_yes(recruiter)
    bring(recruiter)

    page = recruiter.get(PLAN).text

    assert "4 unchanged" in page
    assert "<button>Import" not in page


def test_a_yes_to_another_plan_than_was_shown_changes_nothing(recruiter: Client) -> None:
    bring(recruiter)
    recruiter.get(PLAN)

    answer = recruiter.post(PLAN, {"seal": "x"})

    assert answer.status_code == 409
    assert "Look again, then say yes." in answer.text
    assert not Job.objects.exists()
    assert say_yes(recruiter).status_code == 200


def test_a_yes_sent_twice_imports_once(recruiter: Client) -> None:
    bring(recruiter)
    say_yes(recruiter)

    answer = recruiter.post(PLAN, {"seal": "x"}, follow=True)

    assert "imported or thrown away meanwhile" in answer.text
    assert Job.objects.count() == 4


def test_a_board_can_be_thrown_away(recruiter: Client) -> None:
    bring(recruiter)
    assert "still waits for a yes" in recruiter.get(IMPORT).text

    recruiter.post(f"{IMPORT}withdrawal/")

    assert recruiter.get(PLAN).status_code == 404
    assert not Job.objects.exists()


@pytest.mark.parametrize(("system", "content", "sentence"), [
    ("lever", b"{", "This is no JSON: line 1, column 2 cannot be read."),
    ("greenhouse", b'{"jobs": 1}', "/jobs: A list of postings has to stand here."),
    ("lever", b"", "This file is empty."), ("personio", b"<a>", "This is no XML that can be read"),
    ("nothing", b"[]", "Select a valid choice"),
])  # fmt: skip
def test_a_board_that_cannot_be_read_is_refused_beside_its_field(
    recruiter: Client, system: str, content: bytes, sentence: str
) -> None:
    answer = bring(recruiter, system, content)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(("said", "sentence"), [
    ({}, "Choose a file, or name the address of the board."),
    ({"address": "ftp://a.example/x"}, "starts with https://"), ({"address": "no address"}, "Enter a valid URL."),
    ({"address": "https://api.lever.co/v0/postings/parcels"}, "This board is not on acme.example."),
    ({"address": "https://other.example/x", "page": "https://other.example/"}, "This page is not on acme.example"),
])  # fmt: skip
def test_an_address_that_is_refused_keeps_what_was_typed(
    recruiter: Client, said: dict[str, str], sentence: str
) -> None:
    answer = recruiter.post(IMPORT, {"system": "lever", **said})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert all(f'value="{value}"' in answer.text for value in said.values())
    assert '<option value="lever" selected>' in answer.text


def test_a_file_and_an_address_at_once_are_one_too_many(recruiter: Client) -> None:
    answer = bring(recruiter, address="https://acme.example/jobs.json")

    assert answer.status_code == 422
    assert "one of them" in answer.text


def test_an_interviewer_is_refused_and_a_stranger_finds_nothing(acme: Company, ben: User, olga: User) -> None:
    stranger, interviewer = client_of(ben), client_of(olga)
    member(acme, olga, "INTERVIEWER")

    for path in (IMPORT, PLAN):
        assert stranger.get(path).status_code == 404
        assert interviewer.get(path).status_code == 403
    assert stranger.post(f"{IMPORT}withdrawal/").status_code == 404
    assert bring(stranger).status_code == 404
    assert bring(interviewer).status_code == 403


def test_a_company_that_is_not_verified_is_told_so(ana: User) -> None:
    member(company(state="GRACE"), ana)

    answer = bring(client_of(ana))

    assert answer.status_code == 422
    assert "Only a verified company imports postings." in answer.text


def test_titles_of_a_board_are_text_on_the_page(recruiter: Client) -> None:
    bring(recruiter, content=b'[{"id": "1", "text": "A <x-y> & \\"b\\"", "<img src=x>": 1}]')

    page = recruiter.get(PLAN).text

    assert "A &lt;x-y&gt; &amp; &quot;b&quot;" in page
    assert "<img" not in page


def test_every_kind_of_board_can_be_chosen(recruiter: Client) -> None:
    page = recruiter.get(IMPORT).text

    assert all(f'<option value="{system}">{board.name}</option>' in page for system, board in BOARDS.items())
