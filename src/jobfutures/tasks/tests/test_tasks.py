"""What an operator sees of background work and does with what failed, and nothing of what tasks were given."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_ox.models import OxScheduleTick, OxTask

from jobfutures.accounts.models import User
from jobfutures.ledger.models import Entry
from jobfutures.tasks import commands, personal, queries
from tests.people import NOON

pytestmark = pytest.mark.django_db
LETTER = "jobfutures.notices.commands.letters.send_letter"
SECRET = "ana@example.org"


def task(status: str, path: str = LETTER, **facts: object) -> OxTask:
    errors = [{"exception_class_path": "smtplib.SMTPServerDisconnected", "traceback": f"no {SECRET}"}]
    known = {"enqueued_at": NOON, "attempts": 8, "max_attempts": 8, "errors": errors, "args": [SECRET]}
    return OxTask.objects.create(
        task_path=path, backend_name="default", queue_name="mail", status=status, **known | facts
    )


def test_an_operator_reads_what_waits_and_failed_but_nothing_of_what_tasks_were_given(
    client: Client, olga: User
) -> None:
    failed = task("FAILED", finished_at=NOON)
    task("LOST", finished_at=NOON)
    task("READY")
    task("READY", run_after=timezone.now() + timedelta(days=1))
    client.force_login(olga)

    page = client.get("/operate/tasks/").content.decode()
    one = client.get(f"/operate/tasks/{failed.pk}/").content.decode()

    found = {queue.name: queue for queue in queries.queues(timezone.now())}
    assert set(found) == {"default", "mail"}
    assert (found["mail"].waiting, found["mail"].later, found["mail"].failed) == (1, 1, 2)
    assert found["mail"].oldest_at == NOON
    for text in (page, one):
        assert "send letter" in text
        assert "smtplib.SMTPServerDisconnected" in text
        assert SECRET not in text
    assert "lost with its worker" in page


def test_what_failed_is_run_again_or_discarded_by_operators_alone_and_written_down(ana: User, olga: User) -> None:
    again, away, more = task("FAILED"), task("FAILED"), task("LOST")
    running = task("RUNNING")

    commands.replay_task(by=olga, task=again.pk, at=NOON)
    commands.discard_task(by=olga, task=away.pk, at=NOON)
    assert commands.replay_kind(by=olga, path=LETTER, at=NOON) == 1

    for refused in (again, away, more, running):
        with pytest.raises(commands.CannotMove):
            commands.replay_task(by=olga, task=refused.pk, at=NOON)
        with pytest.raises(commands.CannotMove):
            commands.discard_task(by=olga, task=refused.pk, at=NOON)
    with pytest.raises(commands.CannotMove, match="Only an operator"):
        commands.discard_kind(by=ana, path=LETTER, at=NOON)
    with pytest.raises(commands.CannotMove):
        commands.discard_kind(by=olga, path=LETTER, at=NOON)
    states = dict(OxTask.objects.values_list("pk", "status"))
    assert states == {again.pk: "READY", away.pk: "DISCARDED", more.pk: "READY", running.pk: "RUNNING"}
    assert sorted(Entry.objects.values_list("kind", flat=True)) == [
        "tasks.discarded",
        "tasks.replayed",
        "tasks.replayed",
    ]


def test_the_page_asks_before_it_discards_and_says_what_it_did(client: Client, olga: User) -> None:
    first, second = task("FAILED"), task("FAILED")
    client.force_login(olga)

    asked = client.get(f"/operate/tasks/kinds/{LETTER}/discarding/").content.decode()
    alone = client.post(f"/operate/tasks/{first.pk}/discarding/", follow=True).content.decode()
    gone = client.post(f"/operate/tasks/{first.pk}/replay/", follow=True).content.decode()
    kind = client.post(f"/operate/tasks/kinds/{LETTER}/replay/", follow=True).content.decode()

    assert "Discard 2 tasks" in asked
    assert "It will not run." in alone
    assert "no longer among the failed ones" in gone
    assert "1 task is tried once more" in kind
    assert OxTask.objects.get(pk=second.pk).status == "READY"
    assert client.get(f"/operate/tasks/{uuid4()}/").status_code == 404
    assert client.get("/operate/tasks/kinds/os.remove/discarding/").status_code == 404


def test_a_schedule_that_nobody_began_is_late() -> None:
    OxScheduleTick.objects.create(
        schedule_name="prune hits", scheduled_for=NOON - timedelta(minutes=37), created_at=NOON
    )

    found = {plan.name: plan for plan in queries.plans(NOON)}

    assert not found["prune hits"].is_late
    assert found["prune outbox"].is_late
    assert not found["keep jobs"].is_late, "its last minute is not over long enough"


def test_what_is_done_is_forgotten_and_what_failed_is_kept_longer() -> None:
    old = timezone.now() - timedelta(days=30)
    older = timezone.now() - timedelta(days=120)
    kept = task("FAILED", finished_at=old)
    for status, when in (("SUCCESSFUL", old), ("DISCARDED", old), ("FAILED", older), ("LOST", older)):
        task(status, finished_at=when)
    waiting = task("READY")

    commands.prune_tasks.call()

    assert set(OxTask.objects.values_list("pk", flat=True)) == {kept.pk, waiting.pk}


def test_what_ended_and_names_an_erased_person_goes_and_what_waits_forgets_what_errors_said(ana: User) -> None:
    ended = task("FAILED", finished_at=NOON)
    waiting = task("READY", args=[str(ana.pk)])
    others = task("FAILED", finished_at=NOON, args=["1"], errors=[])

    personal.erase(ana, NOON)

    waiting.refresh_from_db()
    assert not OxTask.objects.filter(pk=ended.pk).exists()
    assert OxTask.objects.filter(pk=others.pk).exists()
    assert SECRET not in str(waiting.errors)
    assert waiting.errors[0]["exception_class_path"] == "smtplib.SMTPServerDisconnected"
