"""What the doctor says of an instance."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_ox.models import OxTask

from jobfutures.config import doctor
from jobfutures.runner.job import Tier
from jobfutures.runner.tier import State


def test_https_without_a_trusted_proxy_is_named_with_what_mends_it(settings: Any) -> None:
    settings.SITE_ADDRESS, settings.HTTPS, settings.TRUSTED_PROXIES = "https://jobs.example", True, 0
    (found,) = doctor.address()
    assert (found.state, found.mend) == ("differs", "set JOBFUTURES_TRUSTED_PROXIES=1 for one TLS proxy in front")

    settings.TRUSTED_PROXIES = 1
    assert [one.state for one in doctor.address()] == ["works"]


def test_weaker_walls_are_named_with_what_mends_them() -> None:
    strong, weak, none = (
        doctor.walls("1 of 1 answer; the tier is", State(tier=tier, reason="mounts: refused", fix="sudo sysctl -w x=1"))
        for tier in (Tier.NAMESPACES, Tier.LANDLOCK, Tier.NONE)
    )

    assert (strong.state, strong.mend) == ("works", "")
    assert (weak.state, weak.mend) == ("differs", "sudo sysctl -w x=1")
    assert "exercises are not judged; mounts: refused" in weak.text
    assert "nothing is run" in none.text


def test_where_no_runner_answers_the_kernel_is_asked(settings: Any) -> None:
    settings.RUNNERS = ["unix:/nowhere/runner.sock"]
    (found,) = doctor.runner()

    assert "none answers" in found.text


@pytest.mark.django_db
def test_each_role_is_asked_what_matters_to_it_and_every_fault_has_its_mending_command(settings: Any) -> None:
    wide = settings.DATA / "issuer_keys.json"
    settings.ISSUER_KEYS = wide
    wide.touch(mode=0o600)
    wide.chmod(0o644)
    old = timezone.now() - timedelta(hours=1)
    OxTask.objects.create(task_path="a.b.c", backend_name="default", status="READY", enqueued_at=old)
    OxTask.objects.create(task_path="a.b.c", backend_name="default", status="FAILED", enqueued_at=old)

    found = {one.name: one for one in [*doctor.keys(), *doctor.queue(), *doctor.disk(), *doctor.storage()]}
    wide.unlink()

    assert (found["keys"].state, found["keys"].mend) == ("broken", f"chmod 600 {wide}")
    assert (found["queue"].state, found["queue"].mend) == ("broken", "jobfutures worker (or serve)")
    assert found["failed tasks"].text == "1 are not tried any more"
    assert found["schedules"].text == "no worker ever ran here"
    assert found["storage"].state == "works"
    assert all(one.mend for one in found.values() if one.state != "works")
    assert doctor.queue in doctor.LOOKS["worker"]
    assert doctor.queue not in doctor.LOOKS["web"]
    assert set(doctor.LOOKS) == {"web", "worker", "runner", "migrate"}
