from datetime import timedelta

import time_machine
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from jobfutures.notices.commands.letters import prune_outbox
from jobfutures.notices.models import Letter
from jobfutures.notices.tests.made import MEMORY, OUTBOX, letter
from tests.people import NOON


def test_what_ended_a_month_ago_is_forgotten_and_what_waits_is_kept(db, settings, mailoutbox):
    settings.MAILERS = {"default": OUTBOX, "delivery": MEMORY}
    with time_machine.travel(NOON):
        letter().send()
        run_tasks()
        letter("Still waiting").send()

    with time_machine.travel(NOON + timedelta(days=29)):
        prune_outbox.call()
        assert Letter.objects.count() == 2
    with time_machine.travel(NOON + timedelta(days=31)):
        prune_outbox.call()

    assert [one.subject for one in Letter.objects.all()] == ["Still waiting"]
    assert [task.status for task in OxTask.objects.all()] == ["READY"]


def test_the_prune_is_on_the_queues_schedule(settings):
    options = settings.TASKS["default"]["OPTIONS"]
    assert options["SCHEDULES"]["prune outbox"]["task"] == prune_outbox.module_path
