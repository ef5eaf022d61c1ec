import os

SECRET_KEY = os.environ.get("SECRET_KEY", "only for development")
USE_TZ = True
TIME_ZONE = "Europe/Dublin"
DEFAULT_FROM_EMAIL = "courses@example.org"
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": os.environ.get("MAIL_HOST", "localhost"), "timeout": 10},
    }
}
INSTALLED_APPS = ["training"]
DATABASES = {
    "default": {
        "ENGINE": os.environ.get("DATABASE_ENGINE", "django.db.backends.sqlite3"),
        "NAME": os.environ.get("DATABASE_NAME", ":memory:"),
    }
}
