"""What hiring holds about somebody: all of it is theirs to take, and none of it stays when they go."""

import io
import json
from zipfile import ZipFile

import pytest
from django.utils import timezone

from jobfutures.accounts.commands import delete_account
from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring import models
from jobfutures.hiring.models import Application, Decision, Scorecard
from jobfutures.hiring.tests.made import EVIDENCE, MESSAGE, application, attachment, card, decline, interview
from jobfutures.jobs.tests.made import job
from tests.leaks import texts
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
ROWS = (
    models.Application, models.Attachment, models.Happening, models.Rating, models.Amendment, models.Peek,
    models.Decision, models.Scorecard,
)  # fmt: skip


@pytest.fixture
def known(ana: User, ben: User) -> tuple[Application, User]:
    """Return a declined application of ana's with a file and a card, and who wrote that; another one is live."""
    acme = company(owner=ben)
    ivan = member(acme, person("ivan"), "INTERVIEWER").person
    sent = application(job(acme), ana, state="DECLINED")
    card(interview(sent, ivan, state="COMPLETED"), ivan, state="SUBMITTED")
    decline(sent, ben)
    attachment(sent)
    application(job(acme, title="Other"), ana)
    application(job(acme, title="Draft"), ana, state="DRAFT")
    return sent, ivan


def test_24_all_of_it_is_in_the_export_and_others_by_their_role_alone(
    known: tuple[Application, User], ana: User, ben: User
) -> None:
    sent, ivan = known
    with ZipFile(io.BytesIO(export_archive(ana, NOON))) as archive:
        facts = {one["id"]: one for one in json.loads(archive.read("applications.json"))}
        assert archive.read(facts[str(sent.pk)]["files"][0]["name"]) == b"All of me"
        assert archive.read("scorecards_written.json") == b"[]\n"
        everything = archive.read("applications.json").decode()
    held = facts[str(sent.pk)]["interviews"][0]["scorecards"][0]

    assert (held["by"], held["ratings"][0]["evidence"]) == ("INTERVIEWER", EVIDENCE)
    assert facts[str(sent.pk)]["decisions"][0]["message"] == MESSAGE
    assert {one["state"] for one in facts.values()} == {"DECLINED", "SUBMITTED", "DRAFT"}
    assert not any(str(mark) in everything for who in (ivan, ben) for mark in (who.pk, who.email))


def test_23_a_sealed_card_is_in_no_export(known: tuple[Application, User], ana: User, ben: User) -> None:
    held = known[0].interviews.get()
    card(held, ben)

    with ZipFile(io.BytesIO(export_archive(ana, NOON))) as archive:
        assert EVIDENCE not in archive.read("applications.json").decode()


def test_24_whoever_goes_takes_back_what_is_live_and_leaves_a_count(known: tuple[Application, User], ana: User) -> None:
    marks = ("Ana Example", "queues", EVIDENCE, MESSAGE, "All of me", "cv.txt", str(ana.pk))
    delete_account(by=ana, at=timezone.now())

    assert sorted(Application.objects.values_list("state", "candidate")) == [("DECLINED", None), ("WITHDRAWN", None)]
    left = "\n".join(text for model in ROWS for text in texts(model))
    assert [mark for mark in marks if mark in left] == []


def test_24_a_card_stays_when_its_author_goes_and_one_that_was_not_in_does_not(
    known: tuple[Application, User], ana: User, ben: User
) -> None:
    sent, ivan = known
    card(interview(sent, ivan, state="CANCELLED"), ivan, state="DRAFTING")
    delete_account(by=ivan, at=timezone.now())

    stays = Scorecard.objects.get()
    assert (stays.author, stays.state, stays.ratings.count()) == (None, "SUBMITTED", 2)
    assert Decision.objects.get().by == ben


def test_nobody_waits_for_the_card_of_an_author_who_went(ana: User, ben: User) -> None:
    acme = company(owner=ben)
    ivan = member(acme, person("ivan"), "INTERVIEWER").person
    sent = application(job(acme), ana, state="INTERVIEWING")
    held = interview(sent, ivan, ben, state="COMPLETED")
    card(held, ben, state="SUBMITTED")

    delete_account(by=ivan, at=timezone.now())

    sent.refresh_from_db()
    assert sent.state == "DECIDING"


def test_24_what_somebody_said_of_themselves_for_reports_is_theirs_and_goes_with_them(ana: User) -> None:
    models.ImpactAnswer.objects.create(owner=ana, gender="WOMAN", said_at=NOON)

    with ZipFile(io.BytesIO(export_archive(ana, NOON))) as archive:
        assert json.loads(archive.read("hiring_groups.json"))["gender"] == "WOMAN"
    delete_account(by=ana, at=timezone.now())
    assert not models.ImpactAnswer.objects.exists()
