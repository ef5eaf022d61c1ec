import os

SECRET_KEY = os.environ.get("SECRET_KEY", "only for development")
USE_TZ = True
ROOT_URLCONF = "catalogue.urls"
INSTALLED_APPS = ["catalogue"]
DATABASES = {
    "default": {
        "ENGINE": os.environ.get("DATABASE_ENGINE", "django.db.backends.sqlite3"),
        "NAME": os.environ.get("DATABASE_NAME", ":memory:"),
        "HOST": os.environ.get("DATABASE_HOST", ""),
        "USER": os.environ.get("DATABASE_USER", ""),
        "PASSWORD": os.environ.get("DATABASE_PASSWORD", ""),
    }
}
