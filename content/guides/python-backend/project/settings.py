"""Django settings for the examples: SQLite in memory, or PostgreSQL when EXAMPLES_DATABASE_URL names one."""

import os

import dj_database_url

SECRET_KEY = "only for the examples"  # they serve nobody
USE_TZ = True
TIME_ZONE = "UTC"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "rest_framework",
    "shop",
]
MIGRATION_MODULES = dict.fromkeys(("contenttypes", "auth", "sessions"))  # tables straight from the models
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
DATABASES = {"default": dj_database_url.parse(os.environ.get("EXAMPLES_DATABASE_URL", "sqlite://:memory:"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # users in examples are made in every test
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
