"""What the doctor says of an instance."""

from typing import Any

from jobfutures.config import doctor


def test_https_without_a_trusted_proxy_is_named_with_what_mends_it(settings: Any) -> None:
    settings.SITE_ADDRESS, settings.HTTPS, settings.TRUSTED_PROXIES = "https://jobs.example", True, 0
    (found,) = doctor.address()
    assert (found.state, found.mend) == ("differs", "set JOBFUTURES_TRUSTED_PROXIES=1 for one TLS proxy in front")

    settings.TRUSTED_PROXIES = 1
    assert [one.state for one in doctor.address()] == ["works"]
