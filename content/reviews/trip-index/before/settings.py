import os

SECRET_KEY = "only for development"
USE_TZ = True
ROOT_URLCONF = "fleet.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "fleet"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
if name := os.environ.get("DATABASE_NAME"):
    DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": name}}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    MIGRATION_MODULES = {"fleet": None}
