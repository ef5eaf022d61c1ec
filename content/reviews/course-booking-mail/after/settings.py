import os

SECRET_KEY = os.environ.get("SECRET_KEY", "only for development")
USE_TZ = True
TIME_ZONE = "Europe/Dublin"
DEFAULT_FROM_EMAIL = "courses@example.org"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_TIMEOUT = 10
INSTALLED_APPS = ["training"]
DATABASES = {
    "default": {
        "ENGINE": os.environ.get("DATABASE_ENGINE", "django.db.backends.sqlite3"),
        "NAME": os.environ.get("DATABASE_NAME", ":memory:"),
    }
}
