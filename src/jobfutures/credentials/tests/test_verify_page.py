"""The public page: exactly what was shown, or one reason; and nothing of what was pasted stays."""

from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials.commands.withdrawing import revoke_copies
from jobfutures.credentials.models import Credential
from jobfutures.credentials.tests import made
from jobfutures.credentials.tests.forging import AUDIENCE, NONCE, chosen, presented
from jobfutures.credentials.vc import keys


@pytest.fixture
def today(ana: User, result: Attempt, holders: list[keys.IssuerKey]) -> Credential:
    """A credential that was issued now, as the page has no other clock."""
    return made.issued(ana, result, holders=holders, at=timezone.now())


def shown(credential: Credential, holders: list[keys.IssuerKey], *names: str) -> str:
    return presented(chosen(credential.copies.get(number=1).token, *names), key=holders[0])


def pasted(text: str, **more: str) -> Any:
    return Client().post("/verify/", {"text": text, "audience": AUDIENCE, "nonce": NONCE, **more})


def test_exactly_what_was_disclosed_is_printed_and_what_cannot_be_known(
    today: Credential, holders: list[keys.IssuerKey]
) -> None:
    page = pasted(shown(today, holders, "role", "area_part_0" if "area_part_0" in today.facts else "format")).text

    assert "It holds" in page
    assert "Backend developer" in page
    assert "Most likely SENIOR" not in page
    assert "there is no name in it" in page
    assert "nothing tells how much was left out" in page


def test_a_badge_is_printed_whole_and_said_to_be_bound_to_nobody(ana: User, result: Attempt) -> None:
    page = pasted(made.badge(ana, result, at=timezone.now()).copies.get().token, audience="", nonce="").text

    assert "Most likely SENIOR" in page
    assert "a badge is bound to nobody" in page


def test_a_withdrawn_copy_is_refused_at_once(ana: User, today: Credential, holders: list[keys.IssuerKey]) -> None:
    text = shown(today, holders, "role")
    revoke_copies(by=ana, credential=today, numbers=[1], at=timezone.now())
    page = pasted(text).text

    assert "<code>revoked</code>" in page
    assert "Backend developer" not in page


@pytest.mark.parametrize(("more", "reason"), [({"nonce": "other"}, "kb_nonce"), ({"audience": "other"}, "kb_audience"),
                                              ({"nonce": ""}, "expectation_missing")])  # fmt: skip
def test_what_was_made_for_somebody_else_is_refused(
    today: Credential, holders: list[keys.IssuerKey], more: dict[str, str], reason: str
) -> None:
    assert f"<code>{reason}</code>" in pasted(shown(today, holders, "role"), **more).text


@pytest.mark.parametrize("text", ["nothing", "a~b~c", "a.b.c", "e30.e30.e30", "~" * 2000, "." * 2000, "é", "[" * 3000])
def test_what_is_no_credential_is_refused_in_words(db: None, text: str) -> None:
    answer = pasted(text)

    assert answer.status_code == 200
    assert "It does not hold" in answer.text


@pytest.mark.parametrize("text", ["", "\0", "x" * 50_001])
def test_what_cannot_be_judged_is_a_wrong_field(db: None, text: str) -> None:
    assert pasted(text).status_code == 422


def test_nothing_that_is_pasted_is_stored_or_logged(
    today: Credential, holders: list[keys.IssuerKey], caplog: pytest.LogCaptureFixture
) -> None:
    with CaptureQueriesContext(connection) as made_queries, caplog.at_level("WARNING"):
        pasted(shown(today, holders, "role"))

    writes = [one["sql"] for one in made_queries if not one["sql"].lstrip().upper().startswith("SELECT")]
    assert not [sql for sql in writes if "accounts_hit" not in sql and "SAVEPOINT" not in sql.upper()]
    assert "eyJ" not in StringIO(" ".join(one["sql"] for one in made_queries)).read()
    assert caplog.text == ""
