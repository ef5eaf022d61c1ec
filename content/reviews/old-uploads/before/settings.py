SECRET_KEY = "only for development"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["printing"]
STORAGES = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
