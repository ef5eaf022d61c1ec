"""What the doctor says of an instance."""

from typing import Any

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
