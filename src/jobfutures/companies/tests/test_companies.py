"""Companies: an operator lets them in, owners invite, members come and go; nothing tells who has an account."""

import pytest
from django.core import mail
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import TABLE
from jobfutures.companies.models import Company, Invitation, Membership
from jobfutures.companies.rules import STEPS, Actor
from jobfutures.companies.tests.made import company, invitation, member
from tests.access import client_of
from tests.people import person

pytestmark = pytest.mark.django_db
NEW = {"name": "Acme", "slug": "acme", "host": "acme.example", "owner": "Rita@example.org"}


@pytest.fixture
def operator(olga: User) -> Client:
    return client_of(olga)


def test_a_company_comes_in_and_its_owner_invites_others(operator: Client) -> None:
    rita, ivan = person("rita"), person("ivan")
    operator.post("/operate/companies/", NEW)
    assert Company.objects.get().state == "DRAFT"
    assert [letter.to for letter in mail.outbox] == [["rita@example.org"]]
    operator.post("/operate/companies/acme/move/", {"event": "verify"})

    ritas = client_of(rita)
    assert "Acme" in ritas.get("/hire/").text
    ritas.post(f"/hire/invitations/{Invitation.objects.get().pk}/", {"accept": ""})
    assert ritas.post("/hire/acme/", {"email": ivan.email, "role": "INTERVIEWER"}).status_code == 302
    assert ritas.post("/hire/acme/", {"email": "nobody@example.org", "role": "RECRUITER"}).status_code == 302
    ivans = client_of(ivan)
    ivans.post(f"/hire/invitations/{Invitation.objects.get(email=ivan.email).pk}/", {"accept": ""})
    assert {one.person: one.role for one in Membership.objects.all()} == {rita: "OWNER", ivan: "INTERVIEWER"}
    assert "Invite" not in ivans.get("/hire/acme/").text
    assert ivans.post("/hire/acme/", {"email": "x@example.org", "role": "OWNER"}).status_code == 403


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"host": "localhost"}, "This is no domain name that everybody can reach."),
        ({"host": "https://acme.example"}, "This is no domain name."),
        ({"host": "10.0.0.1"}, "an address of numbers"),
        ({"slug": "a b"}, "valid “slug”"),
        ({"owner": "rita"}, "valid email address"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_wrong_input_gets_a_sentence(operator: Client, changed: dict[str, str], sentence: str) -> None:
    refused = operator.post("/operate/companies/", NEW | changed)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert not Company.objects.exists()


def test_one_domain_is_verified_for_one_company(operator: Client) -> None:
    company("first")
    Company.objects.update(host="acme.example")
    operator.post("/operate/companies/", NEW)

    said = operator.post("/operate/companies/acme/move/", {"event": "verify"}, follow=True).text
    assert "Another company is verified for this domain." in said
    assert Company.objects.get(slug="acme").state == "DRAFT"


def test_an_operator_decides_on_no_company_of_their_own(operator: Client, olga: User) -> None:
    member(company(), olga, "RECRUITER")

    assert operator.post("/operate/companies/acme/move/", {"event": "suspend", "note": "x"}).status_code == 403
    assert Company.objects.get().state == "VERIFIED"


def test_what_a_state_does_not_allow_is_refused_with_what_it_does(operator: Client) -> None:
    company(state="ARCHIVED")

    said = operator.post("/operate/companies/acme/move/", {"event": "verify"}, follow=True).text
    assert "verify is not possible in the state ARCHIVED; possible: nothing." in said


def test_a_company_keeps_an_owner(ana: User) -> None:
    acme = company(owner=ana)
    ivan = member(acme, person("ivan"), "INTERVIEWER")
    client = client_of(ana)
    own = Membership.objects.get(person=ana)

    said = client.post(f"/hire/acme/members/{own.pk}/removal/", follow=True).text
    assert "keeps at least one owner" in said
    client.post(f"/hire/acme/members/{ivan.pk}/removal/")
    assert [one.person for one in Membership.objects.live()] == [ana]
    assert client_of(ivan.person).get("/hire/acme/").status_code == 404


def test_a_member_leaves_and_removes_nobody_else(ana: User) -> None:
    acme = company(owner=ana)
    ivan, eve = (member(acme, person(name), "RECRUITER") for name in ("ivan", "eve"))
    client = client_of(ivan.person)

    assert client.post(f"/hire/acme/members/{eve.pk}/removal/").status_code == 403
    client.post(f"/hire/acme/members/{ivan.pk}/removal/")
    assert client.get("/hire/acme/").status_code == 404


def test_an_invitation_is_its_addressees_alone_and_answered_once(ana: User) -> None:
    asked = invitation(company(), ana)
    address = f"/hire/invitations/{asked.pk}/"

    assert client_of(person("eve")).post(address, {"accept": ""}).status_code == 404
    assert client_of(ana).post(address, {"decline": ""}).status_code == 302
    assert client_of(ana).post(address, {"accept": ""}).status_code == 404
    assert not Membership.objects.exists()


def test_every_step_of_the_table_leads_to_a_state_there_is() -> None:
    states = {value for value, _label in Company._meta.get_field("state").choices or ()}

    assert {state for state, _event in TABLE} | {step.to for step in TABLE.values()} <= states
    assert all(by <= set(Actor) for _to, by in STEPS.values())
