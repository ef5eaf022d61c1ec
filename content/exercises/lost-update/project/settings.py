"""Settings of the parts store."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).parent
SECRET_KEY = "for development only, not a secret"
DEBUG = "DEBUG" in os.environ
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "urls"
WSGI_APPLICATION = "wsgi.application"
INSTALLED_APPS = ["stock"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "local.sqlite3"}}
USE_TZ = True
