"""What happens to applications, postings and shares reaches a company's program: ids and links, at least once."""

import base64
import hashlib
import hmac
import json
import logging
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.answering import No, advance_application, decline_application, open_application
from jobfutures.hiring.commands.own import withdraw_application, write_to_company
from jobfutures.hiring.models import ReasonCode
from jobfutures.hiring.tests.made import application, interview
from jobfutures.jobs.commands.moving import pause_job, resume_job
from jobfutures.jobs.tests.made import job
from jobfutures.kit.fetch import CannotFetch, post
from jobfutures.kit.tests.web_bed import drip, reply, web
from jobfutures.notices.models import Notice
from jobfutures.plans.tests.made import plan
from jobfutures.profiles.models import BlockRule
from jobfutures.sharing.announcing import announce_ended
from jobfutures.sharing.commands import revoke_grant
from jobfutures.sharing.tests.made import grant
from jobfutures.webhooks.commands.announcing import announce
from jobfutures.webhooks.commands.delivering import Answer, deliver_again, deliver_due, prune_webhooks
from jobfutures.webhooks.commands.endpoints import replay_since, rotate_secret
from jobfutures.webhooks.models import Attempt, Delivery, Endpoint, Event
from jobfutures.webhooks.rules import PAUSES, secret_text
from jobfutures.webhooks.tests.made import Program, delivery, endpoint, event
from tests.leaks import texts
from tests.people import person

pytestmark = pytest.mark.django_db
MESSAGE = "Canarymessage: thank you for your time, and we looked for more work with queues."


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def told(acme: Company) -> Endpoint:
    return endpoint(acme)


def verified(secret: bytes, body: bytes, headers: dict[str, str]) -> bool:
    """Check a signature as a receiver does that follows the specification."""
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(secret, said, hashlib.sha256).digest()).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split()


def test_a_whole_loop_is_told_in_order_and_no_value_of_the_person_leaves(
    acme: Company, told: Endpoint, ben: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    carol, now, posting = person("canaryaddress"), timezone.now(), job(acme)
    plan(posting)
    sent = application(posting, carol, note="canarynote", answers=[{"question": "?", "answer": "canaryanswer"}])

    open_application(by=ben, application=sent, at=now)
    write_to_company(by=carol, application=sent, text="canarytext to you", key=uuid4(), at=now)
    sent.refresh_from_db()
    advance_application(by=ben, application=sent, version=sent.changed_at.isoformat(), at=now)
    interview(sent, ben)
    sent.refresh_from_db()
    no = No(ReasonCode.OTHER, MESSAGE)
    decline_application(by=ben, application=sent, no=no, version=sent.changed_at.isoformat(), at=now)
    resume_job(by=ben, job=pause_job(by=ben, job=posting, at=now), at=now)
    shared = grant(carol, acme, ["profile.name"])
    revoke_grant(by=carol, grant=shared, at=now)
    program = Program()
    program.listen(told)

    assert program.kinds == [
        "application.message", "application.advanced", "decision.made", "interview.cancelled", "posting.paused",
        "posting.resumed", "share.revoked",
    ]  # fmt: skip
    first = json.loads(program.heard[0][0])
    assert first["data"]["application"] == str(sent.pk)
    assert first["data"]["links"]["page"].endswith(f"/hire/acme/applications/{sent.pk}/")
    assert all(verified(told.secret(), body, headers) for body, headers in program.heard)
    assert not verified(told.secret(), b"{}", program.heard[0][1]), "the body is signed"
    kept = " ".join([*texts(Event), *texts(Delivery), *texts(Attempt), str(program.heard), caplog.text]).lower()
    assert "canary" not in kept
    assert Delivery.objects.filter(state="DELIVERED").count() == len(program.heard)


def test_nothing_is_told_of_who_hides_and_of_an_act_that_was_taken_back(
    acme: Company, told: Endpoint, ben: User, ana: User
) -> None:
    sent = application(job(acme), ana)
    with transaction.atomic():
        withdraw_application(by=ana, application=sent, at=timezone.now())
        transaction.set_rollback(True)
    assert not Event.objects.exists()

    BlockRule.objects.create(owner=ana, kind="COMPANY", value="acme", made_at=timezone.now())
    write_to_company(by=ana, application=sent, text="Hello.", key=uuid4(), at=timezone.now())
    assert not Event.objects.exists()
    for wrong in ({"ids": {"job": "Ana"}, "path": "/x/"}, {"ids": {}, "path": "https://elsewhere.example/"}):
        with pytest.raises(ValueError, match="ids and links"):
            announce(acme, "share.granted", at=timezone.now(), **wrong)


def test_a_message_is_tried_for_three_days_then_given_up_and_its_owners_are_told_once(
    told: Endpoint, ben: User
) -> None:
    one, program = delivery(told), Program([Answer(500), Answer(None, "slow")] * 5)
    for pause in (timedelta(0), *PAUSES):
        assert program.listen(told, later=pause) == 1
        assert program.listen(told) == 0, "not before its time"

    one.refresh_from_db()
    assert (one.state, one.attempts) == ("DEAD", 10)
    assert len({headers["webhook-id"] for _body, headers in program.heard}) == 1
    assert set(one.tries.values_list("status", "reason")) == {(500, ""), (None, "slow")}
    other = delivery(told, attempts=9)
    program.answers = [Answer(500)]
    program.listen(told)
    other.refresh_from_db()
    assert other.state == "DEAD"
    assert list(Notice.objects.values_list("person", "subject")) == [(ben.pk, "a webhook does not take its messages")]


def test_an_endpoint_that_is_gone_is_paused_and_one_that_fails_in_a_row_is_left_alone(
    acme: Company, told: Endpoint
) -> None:
    for _ in range(5):
        delivery(told)
    failing = Program([Answer(503)] * 5)
    assert failing.listen(told) == 3
    assert Delivery.objects.due(failing.now).count() == 2

    gone = Program([Answer(410)])
    gone.listen(told)
    told.refresh_from_db()
    assert told.state == "GONE"
    assert Program().listen(told) == 0
    assert Notice.objects.get().subject == "a webhook was paused"


def test_one_worker_at_a_time_and_what_a_dead_one_left_is_taken_up(told: Endpoint) -> None:
    delivery(told)
    program = Program()
    Endpoint.objects.update(taken_until=program.now + timedelta(seconds=60))
    assert program.listen(told) == 0
    deliver_again.call()
    assert program.listen(told, later=timedelta(seconds=61)) == 1
    delivery(told)
    Endpoint.objects.update(taken_until=program.now + timedelta(minutes=10))  # by a clock that had jumped
    assert program.listen(told) == 1

    def dies(*_sent: object) -> Answer:
        raise KeyboardInterrupt

    again = delivery(told)
    with pytest.raises(KeyboardInterrupt):
        deliver_due(told.pk, send=dies)
    again.refresh_from_db()
    assert (again.state, again.attempts) == ("WAITING", 0)
    assert program.listen(told) == 1


def test_both_secrets_sign_for_a_day_and_a_form_sent_twice_rotates_once(told: Endpoint, ben: User) -> None:
    old, now = told.secret(), timezone.now()
    new = rotate_secret(by=ben, endpoint=told, seen=told.salt[:8], at=now)
    delivery(told)
    program = Program(now=timezone.now())
    program.listen(new)
    body, headers = program.heard[-1]
    assert verified(old, body, headers)
    assert verified(new.secret(), body, headers)

    delivery(told)
    program.listen(new, later=timedelta(hours=25))
    body, headers = program.heard[-1]
    assert not verified(old, body, headers)
    assert verified(new.secret(), body, headers)
    assert secret_text(old).startswith("whsec_")
    assert not any(secret_text(one)[6:] in row for one in (old, new.secret()) for row in texts(Endpoint))


def test_what_happened_while_it_was_paused_is_replayed_and_what_ended_by_itself_is_told_once(
    acme: Company, told: Endpoint, ben: User, ana: User
) -> None:
    now = timezone.now()
    Endpoint.objects.update(state="PAUSED")
    posting = job(acme)
    pause_job(by=ben, job=posting, at=now)
    grant(ana, acme, ["profile.name"], at=now - timedelta(days=31))
    announce_ended.call()
    announce_ended.call()
    event(acme, at=now - timedelta(days=31))
    assert not Delivery.objects.exists()
    Endpoint.objects.update(state="ACTIVE", kinds=["posting.paused", "share.ended"])

    program = Program()
    assert replay_since(by=ben, endpoint=told, since=now - timedelta(days=60), at=now) == 2
    assert replay_since(by=ben, endpoint=told, since=now - timedelta(days=60), at=now) == 0, "they wait already"
    program.listen(told)
    assert sorted(program.kinds) == ["posting.paused", "share.ended"]
    prune_webhooks.call()
    assert Event.objects.count() == 2


def test_an_endpoint_is_told_over_the_public_internet_alone(tmp_path: Path) -> None:
    def refusal(url: str = "https://acme.example/in", seconds: float = 5.0) -> str:
        with pytest.raises(CannotFetch) as found:
            post(url, b"{}", {}, seconds=seconds, resolve=site.resolve, connect=site.connect, trust=site.trust)
        return found.value.reason

    with web(tmp_path) as site:
        site.answer = reply(b"x" * 100_000, "202 Accepted")
        taken = post(
            "https://acme.example/in", b"{}", {"webhook-id": "1"},
            resolve=site.resolve, connect=site.connect, trust=site.trust,
        )  # fmt: skip
        assert taken == 202
        site.answer = reply(b"", "302 Found", "Location: https://10.0.0.1/")
        assert refusal() == "redirect"
        site.answer = drip
        assert refusal(seconds=0.3) == "slow"
        site.hosts["acme.example"] = ["10.0.0.1"]
        assert [refusal(), refusal("http://acme.example/"), refusal("https://127.0.0.1/")] == [
            "private",
            "address",
            "host",
        ]
        assert site.listener.touched == []


def test_nobody_else_is_asked_where_nobody_listens(acme: Company, ben: User) -> None:
    member(acme, person("rita"))
    pause_job(by=ben, job=job(acme), at=timezone.now())
    assert not Event.objects.exists()
