"""Giving: what was previewed is what is shared; and asking, whose answer tells nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_ox.models import OxTask

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.companies.tests.made import member
from jobfutures.disclosure.commands import bring_request
from jobfutures.disclosure.payload import digest_of, payload_of, values_of
from jobfutures.disclosure.tests.conftest import Cast
from jobfutures.profiles.models import BlockRule
from jobfutures.sharing.models import Grant, Receipt, Request
from jobfutures.sharing.tests.made import request
from tests.access import client_of
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db
NEW = "/sharing/new/"


def chosen(cast: Cast, *parts: str, **facts: object) -> dict[str, object]:
    usual = {
        "reader": "acme.example",
        "names": cast.fields(*parts),
        "purpose": "APPLICATION",
        "mode": "LIVE",
        "days": 30,
    }
    return {**usual, "roles": ["RECRUITER"], "key": str(uuid4()), **facts}


def paper(text: str) -> str:
    """Return what a reader's page, or its preview, shows of the payload."""
    found = re.search(r'<div class="paper">(.*?)</div>\s*(<p>They can|<p class="small)', text, re.DOTALL)
    assert found is not None
    return found[1]


def test_what_the_preview_showed_is_shared_and_read_byte_for_byte(cast: Cast) -> None:
    ana, rita = client_of(cast.ana), client_of(cast.rita)
    sent = chosen(cast, "role", "taken_on", "level")
    preview = ana.post(NEW, sent)
    assert preview.status_code == 200
    assert Grant.objects.count() == 0

    given = ana.post(NEW, {**sent, "preview": preview.context["digest"]})
    grant = Grant.objects.get()
    assert given["Location"] == f"/sharing/{grant.pk}/"
    read = rita.get(f"/hire/acme/shared/{grant.pk}/")
    assert paper(read.text) == paper(preview.text)
    assert read.context["found"].payload == payload_of(values_of(cast.ana, grant.fields))
    assert {"private", "no-store"} <= set(read["Cache-Control"].split(", "))
    assert f"Opened by {cast.rita.email}" in read.text
    assert Receipt.objects.filter(grant=grant).count() == 1
    assert cast.rita.email in ana.get(f"/sharing/{grant.pk}/").text


def test_a_form_that_is_sent_twice_shares_once(cast: Cast) -> None:
    ana = client_of(cast.ana)
    sent = chosen(cast, "role")
    digest = ana.post(NEW, sent).context["digest"]

    both = [ana.post(NEW, {**sent, "preview": digest})["Location"] for _ in range(2)]
    assert both[0] == both[1]
    assert Grant.objects.count() == 1


def test_a_preview_that_is_out_of_date_shares_nothing_and_is_shown_anew(cast: Cast) -> None:
    ana = client_of(cast.ana)
    sent = chosen(cast, "taken_on")
    digest = ana.post(NEW, sent).context["digest"]
    Attempt.objects.filter(pk=cast.check.pk).update(finished_at=cast.check.started_at + timedelta(days=9))

    stale = ana.post(NEW, {**sent, "preview": digest})
    assert stale.status_code == 409
    assert "It has changed since you looked" in stale.text
    assert stale.context["digest"] == digest_of(values_of(cast.ana, cast.fields("taken_on")))
    assert Grant.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"names": []}, "Choose at least one field."),
        ({"names": ["profile.*"]}, "not yours to share"),
        ({"names": [f"check.{uuid4()}.role"]}, "not yours to share"),
        ({"days": 181}, "less than or equal to 180"),
        ({"days": 0}, "greater than or equal to 1"),
        ({"reader": "nobody.example"}, "No company is verified under this domain."),
        ({"reader": "x@"}, "Enter a valid email address."),
        ({"reader": ""}, "This field is required."),
        ({"roles": []}, "Choose at least one."),
        ({"mode": "FOREVER"}, "Select a valid choice"),
        ({"purpose": "FUN"}, "Select a valid choice"),
        ({"max_reads": "0"}, "greater than or equal to 1"),
        ({"names": ["check.{check}.level"]}, "A result is only shared whole"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_what_was_chosen(
    cast: Cast, changed: dict[str, object], sentence: str
) -> None:
    if isinstance(names := changed.get("names"), list):
        changed = {**changed, "names": [one.replace("{check}", str(cast.check.pk)) for one in names]}
    refused = client_of(cast.ana).post(NEW, chosen(cast, "role", **changed))

    assert refused.status_code == 422
    assert sentence in refused.text
    assert Grant.objects.count() == 0


def test_somebody_who_did_not_prove_who_they_are_lately_is_asked_first(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ana)

    assert client.get(NEW).status_code == 200
    assert client.post(NEW, chosen(cast, "role"))["Location"].startswith("/account/reauthenticate/")


def test_letters_and_lists_hold_no_value(cast: Cast) -> None:
    ana = client_of(cast.ana)
    sent = chosen(cast, "role", "level", "taken_on")
    digest = ana.post(NEW, sent).context["digest"]
    ana.post(NEW, {**sent, "preview": digest})

    (letter,) = mail.outbox
    assert letter.to == [cast.rita.email]
    assert cast.ana.email not in str(letter.message())
    assert "Backend" not in str(letter.message())
    listed = client_of(cast.rita).get("/hire/acme/shared/").text
    assert "Backend" not in listed
    assert "Skill check: its role" in listed
    assert Receipt.objects.count() == 0


def test_one_person_reads_what_was_shared_with_their_address(cast: Cast) -> None:
    ben, ana = person("ben"), client_of(cast.ana)
    sent = chosen(cast, "role", reader="BEN@example.org", roles=[])
    digest = ana.post(NEW, sent).context["digest"]
    ana.post(NEW, {**sent, "preview": digest})
    grant = Grant.objects.get()

    assert "Backend" in client_of(ben).get(f"/shared/{grant.pk}/").text
    assert client_of(cast.rita).get(f"/shared/{grant.pk}/").status_code == 404
    assert Client().get(f"/shared/{grant.pk}/")["Location"].startswith("/account/login/")


def test_a_request_is_answered_with_the_fields_its_owner_chooses(cast: Cast) -> None:
    asked = request(cast.acme, cast.rita, cast.ana, ["check.level", "profile.phone"], at=timezone.now())
    ana = client_of(cast.ana)
    page = ana.get(f"/sharing/requests/{asked.pk}/")
    assert "Skill check: what it says of the level" in page.text
    sent = chosen(cast, "role")
    preview = ana.post(f"/sharing/requests/{asked.pk}/", sent)
    ana.post(f"/sharing/requests/{asked.pk}/", {**sent, "preview": preview.context["digest"]})

    shown = client_of(cast.rita).get(f"/hire/acme/shared/{asked.pk}/")
    assert paper(shown.text) == paper(preview.text)
    assert shown.text.count("Not shared.") == 2
    assert ana.get(f"/sharing/requests/{asked.pk}/").status_code == 404


def brought() -> None:
    """Do what the worker does with requests; twice, as it may after a crash."""
    for one in [*Request.objects.all(), *Request.objects.all()]:
        bring_request.call(str(one.pk))


def test_a_request_comes_before_whoever_confirmed_the_address_and_does_not_block(cast: Cast) -> None:
    rita, ben = client_of(cast.rita), person("ben")
    BlockRule.objects.create(owner=ben, kind="COMPANY", value="acme", made_at=timezone.now())
    for email in (cast.ana.email, ben.email):
        ask(rita, email)
    brought()

    assert "Acme" in client_of(cast.ana).get("/sharing/").text
    assert "Acme" not in client_of(ben).get("/sharing/").text
    assert [letter.to for letter in mail.outbox] == [[cast.ana.email]]


def ask(client: Client, email: str, **facts: object) -> HttpResponse:
    sent = {"email": email, "names": ["check.level"], "purpose": "APPLICATION", "message": "", "key": str(uuid4())}
    return client.post("/hire/acme/requests/", {**sent, **facts})


def test_asking_tells_nothing_of_who_is_there(cast: Cast) -> None:
    rita = client_of(cast.rita)
    there, nobody = (ask(rita, email) for email in (cast.ana.email, "nobody@example.org"))
    assert there.status_code == nobody.status_code == 302
    asked = list(Request.objects.order_by("at"))
    assert [task.args for task in OxTask.objects.order_by("enqueued_at")] == [[str(one.pk)] for one in asked]
    brought()
    pages = [rita.get(f"/hire/acme/shared/{one.pk}/").text for one in Request.objects.order_by("at")]
    first, second = (paper(text) for text in pages)
    assert first == second
    assert [letter.to for letter in mail.outbox] == [[cast.ana.email]], "only she who is there is told"


def test_an_address_is_asked_twice_in_a_fortnight_and_not_again(cast: Cast) -> None:
    rita = client_of(cast.rita)
    codes = [ask(rita, "nobody@example.org").status_code for _ in range(3)]

    assert codes == [302, 302, 409]


def test_only_recruiters_and_owners_of_a_verified_company_ask(cast: Cast) -> None:
    ivan = person("ivan")
    member(cast.acme, ivan, "INTERVIEWER")
    assert ask(client_of(ivan), "nobody@example.org").status_code == 409
    type(cast.acme).objects.update(state="SUSPENDED")
    assert ask(client_of(cast.rita), "nobody@example.org").status_code == 409
    assert Request.objects.count() == 0


def test_the_page_of_a_form_says_what_can_be_shared(cast: Cast) -> None:
    page = client_of(cast.ana).get(NEW).text
    stranger: User = person("ben")

    assert all(f'value="{name}"' in page for name in cast.fields("role", "level", "answers"))
    assert "Skill check: Backend" in page
    assert "There is nothing of yours to share yet" in client_of(stranger).get(NEW).text


def test_a_form_that_waited_for_the_password_goes_on_where_it_was(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ana)
    sent = chosen(cast, "role")
    asked = client.post(NEW, sent)

    preview = client.post(asked["Location"], {"password": PASSWORD})
    assert "What they would see" in preview.text
    assert f'action="{NEW}"' in preview.text, "the page stands under the address of the password's form"
    client.post(NEW, {**sent, "preview": preview.context["digest"]})
    assert Grant.objects.count() == 1
