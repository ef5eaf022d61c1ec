"""Every room that has addresses brings its own `urls.py`; the order is that of the floors."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"jobfutures.{room}.urls")) for room in settings.ROOMS if find_spec(f"jobfutures.{room}.urls")
]
handler400 = "jobfutures.web.errors.bad_request"
handler403 = "jobfutures.web.errors.forbidden"
handler404 = "jobfutures.web.errors.not_found"
handler500 = "jobfutures.web.errors.broken"
