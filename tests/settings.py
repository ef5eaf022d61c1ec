"""The settings of the tests: the site's own, with a data folder for one run and cheap passwords."""

import os
import tempfile

os.environ.setdefault("JOBFUTURES_DATA", tempfile.mkdtemp(prefix="jobfutures-test-"))
os.environ.setdefault("JOBFUTURES_SECRET_KEY", "only for the tests")
os.environ.setdefault("JOBFUTURES_LOG_LEVEL", "error")

from jobfutures.config.settings import *
from jobfutures.config.settings import DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # a client of the tests would else look at every static file when it begins
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # the test database is dropped: no connection may linger
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PUBLIC_PAGES_KEPT = 0
POST_LIMITS_FACTOR = 1000
DEMO_MARK = "tests.settings.no_demo"


def no_demo() -> bool:
    """Asks nothing, so that the number of queries of a page is the same in every second; see config/tests/test_demo."""
    return False
