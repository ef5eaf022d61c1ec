"""Owners add webhooks, see what became of messages, and send them again."""

import pytest

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company, member
from jobfutures.webhooks.commands.delivering import Answer
from jobfutures.webhooks.models import Delivery, Endpoint
from jobfutures.webhooks.rules import KINDS, secret_text
from jobfutures.webhooks.tests.made import URL, Program, delivery
from tests.access import client_of
from tests.people import person

pytestmark = pytest.mark.django_db
ALL = "/hire/acme/webhooks/"


def test_an_owner_adds_tests_pauses_and_deletes_a_webhook_and_sees_its_log(ben: User) -> None:
    acme = company(owner=ben)
    owner, form = client_of(ben), {"url": URL, "kinds": [*KINDS]}
    for wrong in ("http://acme.example/", "https://10.0.0.1/", "https://acme.example:8443/", "nonsense"):
        refused = owner.post(ALL, {**form, "url": wrong})
        assert refused.status_code == 422
        assert "field" in refused.text
    shown = owner.post(ALL, form)
    found = Endpoint.objects.get()
    assert (shown.status_code, found.kinds) == (201, [])
    assert secret_text(found.secret()) in shown.text
    assert owner.post(ALL, form).status_code == 409
    one = f"{ALL}{found.pk}/"
    assert secret_text(found.secret()) not in owner.get(one).text

    owner.post(f"{one}tests/")
    Program([Answer(None, "tls")]).listen(found)
    told = owner.get(one).text
    assert "no valid certificate" in told
    assert "tried again at" in told
    Delivery.objects.update(state="DELIVERED")
    owner.post(f"{one}deliveries/{Delivery.objects.get().pk}/repetition/")
    program = Program()
    program.listen(found)
    assert program.kinds == ["webhook.test"]
    assert "answered with 204" in owner.get(one).text

    owner.post(one, {"kinds": ["decision.made"]})
    owner.post(f"{one}pause/")
    found.refresh_from_db()
    assert (found.state, found.kinds) == ("PAUSED", ["decision.made"])
    assert "This webhook is paused" in owner.post(f"{one}tests/", follow=True).text
    assert owner.post(f"{one}replays/", {"since": "2026-13-01T10:00"}).status_code == 422
    owner.post(f"{one}resumption/")
    assert (
        "0 messages are sent again."
        in owner.post(f"{one}replays/", {"since": found.made_at.strftime("%Y-%m-%dT%H:%M")}, follow=True).text
    )
    first = owner.post(f"{one}rotation/", {"seen": found.salt[:8]})
    found.refresh_from_db()
    assert secret_text(found.secret()) in first.text
    assert owner.post(f"{one}rotation/", {"seen": "?"}).status_code == 302

    rita, sam = (client_of(person(name)) for name in ("rita", "sam"))
    member(acme, User.objects.get(email="rita@example.org"))
    assert (rita.get(ALL).status_code, sam.get(ALL).status_code) == (403, 404)
    other = company("bolt", owner=person("olaf"))
    theirs = delivery(Endpoint.objects.create(company=other, url=URL, salt="s", made_at=found.made_at))
    assert owner.get(f"{ALL}{theirs.endpoint_id}/").status_code == 404
    assert owner.post(f"{one}deliveries/{theirs.pk}/repetition/").status_code == 404
    owner.post(f"{one}deletion/")
    assert not Endpoint.objects.filter(company=acme).exists()
