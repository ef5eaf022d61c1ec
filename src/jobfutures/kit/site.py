"""What every page knows about the site it stands on."""

import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.utils.module_loading import import_string

TRUSTED_SECONDS = 1.0


class DemoMark:
    """Whether made-up companies and people are here; asked once a second in each process, as `PublicPages` does."""

    def __init__(self) -> None:
        self.until = float("-inf")
        self.is_here = False

    def __call__(self) -> bool:
        now = time.monotonic()
        if now > self.until:
            self.until = now + TRUSTED_SECONDS
            with suppress(Error):  # a page that says what is broken must not break because the database is away
                self.is_here = bool(import_string(settings.DEMO_MARK)())
        return self.is_here


demo_mark = DemoMark()


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "is_demo": demo_mark,
        "canonical": settings.SITE_ADDRESS + request.path,
        "oidc_name": settings.SOCIALACCOUNT_PROVIDERS
        and settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["name"],
    }
