"""Addresses of webhooks: for owners of companies alone."""

from django.urls import path

from jobfutures.webhooks.pages import endpoints

app_name = "webhooks"
ALL = "hire/<slug:company>/webhooks/"
ONE = f"{ALL}<uuid:pk>/"
urlpatterns = [
    path(ALL, endpoints.endpoints, name="endpoints"),
    path(ONE, endpoints.endpoint, name="endpoint"),
    path(f"{ONE}pause/", endpoints.pause, name="pause"),
    path(f"{ONE}resumption/", endpoints.resumption, name="resumption"),
    path(f"{ONE}rotation/", endpoints.rotation, name="rotation"),
    path(f"{ONE}deletion/", endpoints.deletion, name="deletion"),
    path(f"{ONE}tests/", endpoints.tests, name="tests"),
    path(f"{ONE}replays/", endpoints.replays, name="replays"),
    path(f"{ONE}deliveries/<int:delivery>/repetition/", endpoints.repetition, name="repetition"),
]
