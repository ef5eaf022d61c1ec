"""A webhook endpoint: the sender's signature over the raw bytes, a time window, and one effect for each event."""

import hashlib
import hmac
import json

import pytest
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from shop.models import Account, Tag

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
SECRETS = ["new-secret", "old-secret"]  # both are valid while the sender changes over
WINDOW_S = 300
NOW = 1_700_000_000


def signature(secret: str, sent_at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()


def genuine(request, now: int) -> bool:
    try:
        sent_at = int(request.headers.get("X-Sent-At", ""))
    except ValueError:
        return False
    given = request.headers.get("X-Signature", "").encode()
    valid = [signature(secret, sent_at, request.body).encode() for secret in SECRETS]
    known = any([hmac.compare_digest(given, expected) for expected in valid])  # a list: compare with each of them
    return known and abs(now - sent_at) <= WINDOW_S


@csrf_exempt  # no browser and no cookie: the signature proves who sends
@require_POST
def webhook(request):
    if not genuine(request, NOW):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    with transaction.atomic():
        _, is_new = Tag.objects.get_or_create(name=event["id"])  # stands for a table of events, unique by id
        if is_new:
            account = Account.objects.get(owner=event["owner"])
            Account.objects.filter(pk=account.pk).update(balance=F("balance") + event["cents"])
    return HttpResponse(status=204)  # also for a repeat: the sender may stop


urlpatterns = [path("hooks/payments", webhook)]
BODY = b'{"id": "evt_1", "owner": "Ada", "cents": 500}'


def post(body: bytes = BODY, sent_at: int = NOW, secret: str = "new-secret", signed: bytes | None = None) -> int:
    headers = {"X-Sent-At": str(sent_at), "X-Signature": signature(secret, sent_at, signed or body)}
    return Client().post("/hooks/payments", body, "application/json", headers=headers).status_code


@pytest.fixture(autouse=True)
def ada() -> Account:
    return Account.objects.create(owner="Ada", balance=0)


def test_a_genuine_event_is_carried_out_once_however_often_it_comes(ada):
    statuses = [post(), post(), post()]
    ada.refresh_from_db()
    print("three deliveries of one event:", statuses, "balance", ada.balance)
    assert (statuses, ada.balance) == ([204, 204, 204], 500)


@pytest.mark.parametrize(
    ("what", "attack"),
    [
        ("no knowledge of the secret", {"secret": "guessed"}),
        ("amount changed on the way", {"body": BODY.replace(b"500", b"900"), "signed": BODY}),
        ("recorded an hour ago and sent again", {"sent_at": NOW - 3600}),
    ],
    ids=["forged", "changed", "replayed"],
)
def test_what_is_refused(what, attack, ada):
    status = post(**attack)
    ada.refresh_from_db()
    print(f"{what}: {status}, balance {ada.balance}")
    assert (status, ada.balance) == (401, 0)


def test_the_time_is_part_of_what_is_signed(ada):
    headers = {"X-Sent-At": str(NOW), "X-Signature": signature("new-secret", NOW - 3600, BODY)}
    assert Client().post("/hooks/payments", BODY, "application/json", headers=headers).status_code == 401


def test_both_secrets_work_while_the_sender_changes_over(ada):
    assert [post(secret=secret) for secret in ("old-secret", "new-secret")] == [204, 204]


def test_missing_or_odd_headers_are_a_refusal_and_no_crash():
    for headers in ({}, {"X-Sent-At": "soon"}, {"X-Sent-At": str(NOW), "X-Signature": "é"}):
        assert Client().post("/hooks/payments", BODY, "application/json", headers=headers).status_code == 401


def test_json_that_was_parsed_and_written_again_is_no_longer_what_was_signed():
    compact = b'{"id":"evt_1","owner":"Ad\xc3\xa0","cents":500.0}'
    written_again = json.dumps(json.loads(compact)).encode()
    print("signed:       ", compact.decode())
    print("written again:", written_again.decode())
    assert json.loads(compact) == json.loads(written_again)  # the same data
    assert signature("s", NOW, compact) != signature("s", NOW, written_again)


def test_a_browser_s_csrf_check_would_refuse_every_delivery():
    strict = Client(enforce_csrf_checks=True)
    body = {"data": BODY, "content_type": "application/json"}
    headers = {"X-Sent-At": str(NOW), "X-Signature": signature("new-secret", NOW, BODY)}
    exempt = strict.post("/hooks/payments", **body, headers=headers).status_code
    webhook.csrf_exempt = False
    try:
        refused = strict.post("/hooks/payments", **body, headers=headers).status_code
    finally:
        webhook.csrf_exempt = True
    print(f"exempt: {exempt}, not exempt: {refused}")
    assert (exempt, refused) == (204, 403)


def test_an_event_that_fails_half_way_is_not_remembered_as_done():
    """The event's row and the effect are one transaction: a crash leaves neither, and the redelivery works."""
    early = BODY.replace(b"Ada", b"Ben")  # Ben's account comes a moment later
    with pytest.raises(Account.DoesNotExist):
        post(early)
    assert not Tag.objects.filter(name="evt_1").exists()
    ben = Account.objects.create(owner="Ben")
    again = post(early)
    ben.refresh_from_db()
    print("redelivered after the crash:", again, "balance", ben.balance)
    assert (again, ben.balance) == (204, 500)
