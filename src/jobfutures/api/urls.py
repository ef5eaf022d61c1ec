"""Addresses below /api/: version 1, what it says of itself, and the answer of every other one."""

from django.urls import path

from jobfutures.api import pages
from jobfutures.api.site import urls

app_name = "api"
urlpatterns = [
    path("api/docs/", pages.overview, name="overview"),
    path("api/docs/problems/", pages.every_problem, name="problems"),
    path("api/docs/problems/<slug:name>/", pages.problem, name="problem"),
    path("api/docs/reference/<slug:room>/", pages.room, name="room"),
    path("api/docs/<slug:topic>/", pages.text, name="text"),
    path("api/v1/openapi.json", pages.document, name="document"),
    path("api/v1/", urls()),
    path("api/<path:rest>", pages.nowhere, name="nowhere"),
]
