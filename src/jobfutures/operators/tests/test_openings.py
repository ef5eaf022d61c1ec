"""Promise 21: operators see metadata; content opens with a reason, for an hour, and the person is told at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.ledger.models import Entry
from jobfutures.ledger.queries import is_unbroken
from jobfutures.notices.models import Choice, Letter, Letters, Notice
from jobfutures.operators.commands.openings import CannotLook, CannotOpen, break_glass, look_at
from jobfutures.operators.models import Look, Opening
from jobfutures.operators.queries.openings import listed, parts
from jobfutures.operators.rules.openings import WITHHELD
from jobfutures.profiles.models import Profile, WorkItem
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
REASON = "Ana asked us to find out why her profile does not print."


@pytest.fixture
def profile(ana: User) -> Profile:
    WorkItem.objects.create(owner=ana, position=1, name="canary of her employer")
    return Profile.objects.create(owner=ana, name="canary of her name", phone="canary of her phone", changed_at=NOON)


def test_21_the_glass_is_broken_with_a_reason_for_an_hour(
    ana: User, ben: User, olga: User, profile: Profile, settings: Settings
) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    Choice.objects.create(person=ana, letters=Letters.NONE, chosen_at=NOON)  # she wants no letters: this one comes
    oskar = client_of(person("oskar", is_operator=True))
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        operator = client_of(olga)
        refused = operator.post(f"/operate/people/{ana.pk}/openings/", {"part": "profiles", "reason": "Because."})
        assert refused.status_code == 422
        assert (Opening.objects.count(), len(mail.outbox)) == (0, 0)
        opened = operator.post(f"/operate/people/{ana.pk}/openings/", {"part": "profiles", "reason": REASON})
        where = opened["Location"]
        assert [letter.to for letter in mail.outbox] == [[ana.email]]
        assert "opened a part of your account" in mail.outbox[0].body
        assert "/account/openings/" in mail.outbox[0].body
        assert REASON not in mail.outbox[0].body
        assert "canary" not in operator.get(where).text, "the list of files shows nothing of them"
        assert operator.head(f"{where}?file=profile.json").status_code == 200
        assert Look.objects.count() == 0, "a HEAD shows nothing"
        assert "canary of her phone" in operator.get(f"{where}?file=profile.json").text
        assert operator.get(f"{where}?file=practice.json").status_code == 404, "only the part that was asked for"
        for other in (oskar, client_of(ben), client_of(ana)):
            assert other.get(where).status_code == 404
        seen = client_of(ana).get("/account/openings/").text
        assert REASON in seen
        assert "profile.json" in seen
        assert REASON not in client_of(ben).get("/account/openings/").text
    with time_machine.travel(start + timedelta(minutes=59), tick=False):
        assert client_of(olga).get(where).status_code == 200
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        assert client_of(olga).get(where).status_code == 404
        assert client_of(olga).get(f"{where}?file=profile.json").status_code == 404
        with pytest.raises(CannotLook, match="over"):
            look_at(by=olga, opening=Opening.objects.get(), file="profile.json", at=timezone.now())
    subject = f"operators.person:{ana.pk}"
    kinds = list(Entry.objects.about(subject).in_order().values_list("kind", "fields"))
    assert kinds == [("operators.glass_broken", ["profiles"]), ("operators.looked", ["profiles"])]
    assert is_unbroken(subject)
    assert Notice.objects.visible_to(ana).count() == 1


def test_21_the_glass_is_whole_again_when_the_operator_says_so(ana: User, olga: User, profile: Profile) -> None:
    operator = client_of(olga)
    first = break_glass(by=olga, person=ana, part="profiles", reason=REASON, at=timezone.now())
    assert operator.post(f"{first.get_absolute_url()}mending/").status_code == 302
    assert operator.get(first.get_absolute_url()).status_code == 404
    second = break_glass(by=olga, person=ana, part="profiles", reason=REASON, at=timezone.now())
    User.objects.filter(pk=olga.pk).update(is_operator=False)
    with pytest.raises(CannotLook):
        look_at(by=olga, opening=second, file="profile.json", at=timezone.now())
    olga.refresh_from_db()
    with pytest.raises(CannotOpen, match="Only operators"):
        break_glass(by=olga, person=ana, part="profiles", reason=REASON, at=timezone.now())


def test_21_no_opening_shows_what_opens_an_account_or_was_said_to_be_counted(ana: User, olga: User) -> None:
    Letter.objects.create(
        addresses={"to": [ana.email]}, sender="", subject="", text="/account/password/reset/key/canary/", html="",
        headers={}, queued_at=NOON,
    )  # fmt: skip
    offered = [part for part, _title in parts()]
    assert {"profiles", "practice", "hiring", "checks", "notices"} <= set(offered)
    assert "ledger" not in offered
    for part in offered:
        opening = break_glass(by=olga, person=ana, part=part, reason=REASON, at=timezone.now())
        names = {file.name for file in listed(opening)}
        assert not names & WITHHELD
        for name in WITHHELD:
            with pytest.raises(CannotLook):
                look_at(by=olga, opening=opening, file=name, at=timezone.now())
    with pytest.raises(CannotOpen, match="no such part"):
        break_glass(by=olga, person=ana, part="ledger", reason=REASON, at=timezone.now())


def test_openings_go_along_with_an_export_and_go_with_the_account(ana: User, olga: User, profile: Profile) -> None:
    opening = break_glass(by=olga, person=ana, part="profiles", reason=REASON, at=NOON)
    look_at(by=olga, opening=opening, file="profile.json", at=NOON)
    taken = export_archive(ana, NOON)
    assert b"openings.json" in taken
    assert olga.email.encode() not in taken
    olga.delete()
    assert Opening.objects.get().operator is None, "that it happened stays"
    ana.delete()
    assert (Opening.objects.count(), Look.objects.count()) == (0, 0)
