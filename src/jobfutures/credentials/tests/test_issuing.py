"""What is issued, to whom, how often, and what never stands in it."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.showing import listed
from jobfutures.checks.tests import made as checks
from jobfutures.credentials.commands.issuing import CannotIssue, issue_badge, issue_sd_jwt
from jobfutures.credentials.commands.withdrawing import delete_credential
from jobfutures.credentials.models import Copy, Credential
from jobfutures.credentials.queries import trust
from jobfutures.credentials.tests import made
from jobfutures.credentials.tests.forging import AUDIENCE, NONCE, chosen, presented
from jobfutures.credentials.vc import jws, keys
from jobfutures.credentials.vc.claims import BATCH, DIGESTS, STATED, VISIBLE
from jobfutures.credentials.vc.suite import Expected
from jobfutures.credentials.vc.verifying import verdict
from jobfutures.ledger.models import Entry
from tests.people import NOON

DAY = timedelta(days=1)


def visible(copy: Copy) -> dict[str, object]:
    return jws.peeked(copy.token.split("~", maxsplit=1)[0])[1]


@pytest.mark.parametrize("number", [1, BATCH])
def test_each_copy_holds_when_its_own_key_presents_it(
    credential: Credential, holders: list[keys.IssuerKey], number: int
) -> None:
    copy, at = credential.copies.get(number=number), credential.issued_at
    text = presented(chosen(copy.token, "role", "attempts"), key=holders[number - 1], iat=int(at.timestamp()))
    found = verdict(text, trust(at), Expected(AUDIENCE, NONCE), at)

    assert found.reason is None
    assert found.shown == {"role": "Backend developer", "attempts": 1}


def test_no_two_copies_have_anything_in_common_but_what_all_credentials_of_the_day_have(credential: Credential) -> None:
    rows = [visible(copy) for copy in credential.copies.in_order()]
    same = {name for name in rows[0] if len({json.dumps(row[name]) for row in rows}) == 1}
    salts = [part for copy in credential.copies.all() for part in copy.token.split("~")[1:-1]]

    assert same == {"iss", "iat", "exp", "vct", "_sd_alg"}
    assert rows[0]["iat"] % 86_400 == 0
    assert len(set(salts)) == len(salts)
    assert {len(row["_sd"]) for row in rows} == {DIGESTS}


def test_everybody_sees_only_what_makes_it_verifiable(credential: Credential) -> None:
    row = visible(credential.copies.get(number=1))

    assert row.keys() - {"_sd", "_sd_alg"} == VISIBLE
    assert 0 < row["exp"] - row["iat"] <= 731 * 86_400


def test_no_name_no_address_and_no_point_of_the_scale_is_in_it(ana: User, result: Attempt) -> None:
    tokens = [copy.token for one in (made.issued(ana, result), made.badge(ana, result)) for copy in one.copies.all()]
    outcome = result.outcome
    name = re.compile(r"(?<![\w-])ana(?![\w-])")  # by itself: among the random letters of a key three may be any name
    secret = [ana.email, str(ana.pk), str(result.pk), str(result.seed)]
    secret += [f"{outcome[name]:.{digits}f}" for name in ("ability", "error") for digits in (3, 4)]
    secret += [f"{chance:.4f}" for chance in outcome["chances"]]

    for token in tokens:
        parts = [token.split("~")[0].split(".")[1], *token.split("~")[1:]]
        said = " ".join(keys.decoded(part).decode() for part in parts if part)
        assert not [word for word in secret if word in said]
        assert not name.search(said)
    facts = Credential.objects.first().facts
    assert {name for name in facts if not name.startswith("area_")} == set(STATED)
    assert all(isinstance(value, str) for name, value in facts.items() if name != "attempts")


def test_the_statement_is_the_one_that_the_candidate_was_told(ana: User, credential: Credential) -> None:
    told = listed(credential.attempt).told

    assert credential.facts["level"] == f"{told} An estimate of the check, and no decision about anybody."
    assert (credential.facts["attempts"], credential.facts["proctoring"]) == (1, "none")


def test_the_same_form_again_gives_the_same_credential(ana: User, result: Attempt) -> None:
    rows = [made.public(key) for key in made.holder_keys()]
    sent = {"by": ana, "attempt": result, "key": uuid4(), "at": NOON}

    assert issue_sd_jwt(**sent, holders=rows) == issue_sd_jwt(**sent, holders=rows)
    assert Copy.objects.count() == BATCH


def test_another_one_is_refused_with_a_sentence_and_revokes_nothing(
    ana: User, result: Attempt, credential: Credential
) -> None:
    with pytest.raises(CannotIssue, match="delete that one first"):
        made.issued(ana, result)

    assert credential.copies.in_force().count() == BATCH
    delete_credential(by=ana, credential=credential, at=NOON)
    assert made.issued(ana, result) != credential


def test_only_the_newest_result_of_a_role_is_issued_and_says_how_many_there_were(ana: User, bank: Bank) -> None:
    first = checks.taken(ana, bank)
    second = checks.taken(ana, bank, at=NOON + 30 * DAY, right=False)

    with pytest.raises(CannotIssue, match="took this check again"):
        made.issued(ana, first)
    assert made.issued(ana, second, at=NOON + 31 * DAY).facts["attempts"] == 2


def test_nobody_has_the_check_of_somebody_else_or_one_without_result_issued(
    ana: User, ben: User, bank: Bank, result: Attempt
) -> None:
    for by, check in ((ben, result), (ana, checks.begun(ana, bank, NOON + 40 * DAY))):
        for issue in (made.issued, made.badge):
            with pytest.raises(CannotIssue, match="a check of yours that has a result"):
                issue(by, check)

    assert not Credential.objects.exists()


def test_too_few_keys_issue_nothing(ana: User, result: Attempt) -> None:
    with pytest.raises(CannotIssue):
        issue_sd_jwt(by=ana, attempt=result, holders=[], key=uuid4(), at=NOON)


def test_a_badge_is_one_text_that_is_bound_to_nobody(ana: User, result: Attempt) -> None:
    badge = issue_badge(by=ana, attempt=result, key=uuid4(), at=NOON)
    body = jws.peeked(badge.copies.get().token)[1]

    assert body["credentialSubject"]["id"].startswith("urn:uuid:")
    assert body["credentialSubject"]["achievement"]["achievementType"] == "Competency"
    assert "cnf" not in body


def test_the_ledger_does_not_tell_that_somebody_took_a_check(ana: User, credential: Credential) -> None:
    delete_credential(by=ana, credential=credential, at=NOON)

    assert not Entry.objects.filter(kind__startswith="credentials").exists()
