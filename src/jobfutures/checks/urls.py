"""Addresses of skill checks."""

from django.urls import path

from jobfutures.checks.pages import attempt, offer, task

app_name = "checks"
urlpatterns = [
    path("checks/", offer.checks, name="checks"),
    path("checks/self-description/", offer.description, name="description"),
    path("checks/attempts/<uuid:pk>/", attempt.attempt, name="attempt"),
    path("checks/attempts/<uuid:pk>/draft/", attempt.draft, name="draft"),
    path("checks/attempts/<uuid:pk>/task/", task.task, name="task"),
    path("checks/attempts/<uuid:pk>/task/draft/", task.task_draft, name="task_draft"),
    path("checks/attempts/<uuid:pk>/task/handing-in/", task.handing_in, name="handing_in"),
    path("checks/attempts/<uuid:pk>/task/verdict/", task.verdict, name="verdict"),
    path("checks/attempts/<uuid:pk>/pause/", attempt.pause, name="pause"),
    path("checks/attempts/<uuid:pk>/ending/", attempt.ending, name="ending"),
    path("checks/attempts/<uuid:pk>/result/", attempt.result, name="result"),
    path("checks/attempts/<uuid:pk>/deletion/", attempt.deletion, name="deletion"),
    path("checks/<slug:slug>/", offer.role, name="role"),
    path("checks/<slug:slug>/accuracy/", offer.accuracy, name="accuracy"),
    path("checks/<slug:slug>/attempts/", offer.attempts, name="attempts"),
]
