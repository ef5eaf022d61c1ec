"""What every page knows about the site it stands on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "canonical": settings.SITE_ADDRESS + request.path,
        "oidc_name": settings.SOCIALACCOUNT_PROVIDERS
        and settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["name"],
    }
