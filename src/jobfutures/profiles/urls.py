"""Addresses of profiles."""

from django.urls import path

from jobfutures.profiles.pages import readiness

app_name = "profiles"
urlpatterns = [path("profile/readiness/", readiness.readiness, name="readiness")]
