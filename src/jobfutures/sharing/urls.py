"""Addresses of what somebody shares. `sharing/new/` and answers to requests show values: they are in `disclosure`."""

from django.urls import path

from jobfutures.sharing import pages

app_name = "sharing"
urlpatterns = [
    path("sharing/", pages.grants, name="grants"),
    path("sharing/<uuid:pk>/", pages.grant, name="grant"),
    path("sharing/<uuid:pk>/revocation/", pages.revocation, name="revocation"),
    path("sharing/<uuid:pk>/narrowing/", pages.narrowing, name="narrowing"),
    path("sharing/<uuid:pk>/confirmation/", pages.confirmation, name="confirmation"),
    path("sharing/requests/<uuid:pk>/dismissal/", pages.dismissal, name="dismissal"),
]
