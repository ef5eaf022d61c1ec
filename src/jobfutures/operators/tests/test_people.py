"""What operators do with accounts, without looking into them."""

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company, member
from jobfutures.ledger.models import Entry
from jobfutures.operators.commands.people import CannotAct, deactivate, end_sessions, erase_person
from jobfutures.profiles.models import Profile
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(settings: Settings) -> list:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    return mail.outbox


def page(pk: object, act: str = "") -> str:
    return f"/operate/people/{pk}/{act}"


def test_an_exact_address_or_id_finds_one_person_and_shows_how_the_account_is_kept(ana: User, olga: User) -> None:
    Profile.objects.create(owner=ana, name="canary of ana", phone="canary", changed_at=NOON)
    member(company("acme"), ana, "RECRUITER")
    UserSession.objects.create(user=ana, session_key="k", ip="192.0.2.1", user_agent="Firefox", last_seen_at=NOON)
    operator = client_of(olga)

    for who in (" ANA@example.org ", str(ana.pk)):
        assert operator.post("/operate/people/", {"who": who})["Location"] == page(ana.pk)
    for who in ("ana", "@example.org", "nobody@example.org", "x\0y", "'" * 200):
        refused = operator.post("/operate/people/", {"who": who})
        assert refused.status_code == 422, who
    shown = operator.get(page(ana.pk)).text
    for fact in (ana.email, str(ana.pk), "22 November 2026", "Recruiter, "):
        assert fact in shown or fact.lstrip("0") in shown, fact
    for hidden in ("canary", "192.0.2.1", "Firefox", "12:00"):
        assert hidden not in shown


def test_each_act_is_done_told_and_in_the_ledger(ana: User, olga: User, letters: list) -> None:
    operator, hers = client_of(olga), client_of(ana)
    hers.get("/account/")  # a device that is known
    assert UserSession.objects.filter(user=ana).exists()
    for act in ("sessions/ending/", "reset-link/", "export/", "deactivation/", "reset-link/", "reactivation/"):
        assert operator.post(page(ana.pk, act))["Location"] == page(ana.pk), act

    assert hers.get("/account/").status_code == 302, "her device is signed out"
    kinds = ["sessions_ended", "reset_link_sent", "export_offered", "deactivated", "reactivated"]
    made = Entry.objects.about(f"operators.person:{ana.pk}").in_order().values_list("kind", "actor")
    assert list(made) == [(f"operators.{kind}", olga.pk) for kind in kinds], "no link for a closed account"
    subjects = " ".join(letter.subject for letter in letters)
    for told in ("choose a new password", "your data", "closed for now", "open again"):
        assert told in subjects
    link = next(word for word in letters[0].body.split() if "/password/reset/key/" in word)
    opened = Client().get(link.partition("//")[2].partition("/")[2].join(["/", ""]), follow=True)
    assert opened.status_code == 200


def test_erasure_wants_the_address_typed_again_and_leaves_nothing(ana: User, olga: User, letters: list) -> None:
    operator = client_of(olga)
    refused = operator.post(page(ana.pk, "erasure/"), {"address": "ben@example.org"})
    assert refused.status_code == 422
    assert "Nothing was erased" in refused.text

    operator.post(page(ana.pk, "erasure/"), {"address": " Ana@example.org"})
    assert not User.objects.filter(pk=ana.pk).exists()
    assert Entry.objects.filter(kind="operators.erased", actor=olga).exists()
    assert [letter.to for letter in letters] == [["ana@example.org"]]
    assert operator.get(page(ana.pk)).status_code == 404


def test_operators_protect_each_other_and_others_can_do_nothing(ana: User, ben: User, olga: User) -> None:
    oskar = person("oskar", is_operator=True)
    for target in (olga, oskar):
        with pytest.raises(CannotAct):
            deactivate(by=olga, person=target, at=NOON)
        with pytest.raises(CannotAct):
            erase_person(by=olga, person=target, address=target.email, at=NOON)
    with pytest.raises(CannotAct):
        end_sessions(by=ben, person=ana, at=NOON)
    assert client_of(ben).post(page(ana.pk, "deactivation/")).status_code == 404
    User.objects.update(is_active=True)
    just_in = Client()
    just_in.force_login(olga)  # who did not prove again who they are
    answer = just_in.post(page(ana.pk, "erasure/"), {"address": ana.email})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=ana.pk).exists()
