"""Addresses of the exercises."""

from django.urls import path

from jobfutures.exercises import pages

app_name = "exercises"
urlpatterns = [
    path("exercises/", pages.exercises, name="exercises"),
    path("exercises/<slug:slug>/", pages.exercise, name="exercise"),
    path("exercises/<slug:slug>/checks/", pages.checks, name="checks"),
    path("exercises/<slug:slug>/draft/", pages.draft, name="draft"),
    path("exercises/<slug:slug>/draft/deletion/", pages.draft_deletion, name="draft_deletion"),
    path("exercises/<slug:slug>/attempts/", pages.attempts, name="attempts"),
    path("exercises/<slug:slug>/attempts/<uuid:pk>/", pages.attempt, name="attempt"),
    path("exercises/<slug:slug>/attempts/<uuid:pk>/continuation/", pages.continuation, name="continuation"),
    path("exercises/<slug:slug>/reference/", pages.reference, name="reference"),
    path("exercises/<slug:slug>/project.zip", pages.project_zip, name="project_zip"),
    path("exercises/<slug:slug>/project/", pages.project, name="project"),
    path("operate/runner/", pages.runner, name="runner"),
]
