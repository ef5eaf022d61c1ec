from django.urls import path

from jobfutures.api import pages
from jobfutures.api.site import urls

app_name = "api"
urlpatterns = [
    path("api/v1/openapi.json", pages.document, name="document"),
    path("api/v1/", urls()),
    path("api/<path:rest>", pages.nowhere, name="nowhere"),
]
