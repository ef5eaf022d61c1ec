"""What the owner sees and does on the pages, and what nobody else does."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials.models import Copy, Credential
from jobfutures.credentials.tests import made
from tests.access import client_of


def sent(**more: str) -> dict[str, str]:
    rows = [made.public(key) for key in made.holder_keys()]
    return {"kind": "SD_JWT", "key": str(uuid4()), "holder_keys": json.dumps(rows), **more}


def test_the_page_shows_every_statement_before_anything_is_made(her: Client, result: Attempt) -> None:
    page = her.get(f"/credentials/checks/{result.pk}/").text

    for words in ("Most likely SENIOR", "no decision about anybody", "22 November 2026", "nobody watched", "backend 1",
                  "A badge is not selective", "here there is none"):  # fmt: skip
        assert words in page
    assert not Credential.objects.exists()


def test_one_click_issues_ten_copies_and_a_second_click_changes_nothing(her: Client, result: Attempt) -> None:
    form = sent()
    first, second = (her.post(f"/credentials/checks/{result.pk}/", form) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Copy.objects.count() == 10
    assert "Copy 10" in her.get(first["Location"]).text


def test_a_badge_is_issued_without_any_key(her: Client, result: Attempt) -> None:
    made_one = her.post(f"/credentials/checks/{result.pk}/", {"kind": "BADGE", "key": str(uuid4())})
    page = her.get(f"{made_one['Location']}copies/1/").text

    assert Copy.objects.get().token in page


def odd(change: dict[str, str], which: int = 0) -> str:
    rows = [made.public(key) for key in made.holder_keys()]
    rows[which] |= change
    return json.dumps(rows)


WRONG_KEYS = {
    "none": lambda: "",
    "no JSON": lambda: "nothing",
    "an empty list": lambda: "[]",
    "no list": lambda: "{}",
    "numbers": lambda: "[7]",
    "nothing": lambda: "null",
    "endless": lambda: "[" * 3000,
    "one too short": lambda: odd({"x": "AAAA"}),
    "one of another kind": lambda: odd({"kty": "RSA"}),
    "one beside the curve": lambda: odd({"y": "A" * 43}),
    "one ten times": lambda: json.dumps([made.public(made.holder_keys()[0])] * 10),
}


@pytest.mark.parametrize("wrong", WRONG_KEYS)
def test_keys_that_are_none_issue_nothing_and_say_why(her: Client, result: Attempt, wrong: str) -> None:
    keys = WRONG_KEYS[wrong]()
    answer = her.post(f"/credentials/checks/{result.pk}/", sent(holder_keys=keys))

    assert answer.status_code == 422
    assert "Nothing was issued" in answer.text
    assert not Credential.objects.exists()


@pytest.mark.parametrize("kind", ["", "GOLD", "\0"])
def test_a_kind_that_is_none_is_refused_with_a_sentence(her: Client, result: Attempt, kind: str) -> None:
    answer = her.post(f"/credentials/checks/{result.pk}/", sent(kind=kind))

    assert answer.status_code == 422
    assert "Say which of the two you want" in answer.text


def test_a_second_one_is_refused_on_the_page(her: Client, result: Attempt, credential: Credential) -> None:
    answer = her.post(f"/credentials/checks/{result.pk}/", sent())

    assert answer.status_code == 409
    assert "delete that one first" in answer.text
    assert credential.get_absolute_url() in answer.text


def test_secret_halves_of_keys_are_not_kept(her: Client, result: Attempt) -> None:
    key = made.holder_keys()
    rows = [{**one.private(), "name": "Ana"} for one in key]
    her.post(f"/credentials/checks/{result.pk}/", sent(holder_keys=json.dumps(rows)))

    assert not [copy for copy in Copy.objects.all() if any(one.d in copy.token for one in key) or '"d"' in copy.token]


def test_a_copy_is_noted_saved_withdrawn_and_the_whole_deleted(her: Client, credential: Credential) -> None:
    where = credential.get_absolute_url()
    her.post(f"{where}copies/2/", {"note": "ACME"})
    assert "ACME" in her.get(where).text
    assert her.get(f"{where}copies/2/text/").text == credential.copies.get(number=2).token
    her.post(f"{where}copies/2/withdrawal/")
    assert "9 of 10 copies in force" in her.get("/credentials/").text
    her.post(f"{where}withdrawal/")
    assert "0 of 10 copies in force" in her.get("/credentials/").text
    assert her.post(f"{where}deletion/")["Location"] == "/credentials/"
    assert her.get(where).status_code == 404


def test_a_note_that_is_too_long_comes_back_with_its_text(her: Client, credential: Credential) -> None:
    answer = her.post(f"{credential.get_absolute_url()}copies/2/", {"note": "x" * 81})

    assert answer.status_code == 422
    assert "x" * 81 in answer.text
    assert "at most 80 characters" in answer.text


@pytest.mark.parametrize(
    "path", ["", "copies/1/", "copies/1/text/", "copies/1/withdrawal/", "withdrawal/", "deletion/"]
)
def test_a_stranger_and_the_operator_find_nothing(ben: User, olga: User, credential: Credential, path: str) -> None:
    for person in (ben, olga):
        client = client_of(person)
        for ask in (client.get, client.post):
            assert ask(f"{credential.get_absolute_url()}{path}").status_code == 404
    assert credential.copies.in_force().count() == 10


def test_nobody_issues_about_the_check_of_somebody_else(ben: User, result: Attempt) -> None:
    for ask in (client_of(ben).get, client_of(ben).post):
        assert ask(f"/credentials/checks/{result.pk}/").status_code == 404


def test_a_copy_that_is_not_there_is_not_found(her: Client, credential: Credential) -> None:
    for number in ("0", "11", "9" * 30):
        assert her.get(f"{credential.get_absolute_url()}copies/{number}/").status_code == 404
