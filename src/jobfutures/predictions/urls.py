"""Addresses of the predictions. A prediction's id is its slug."""

from django.urls import path

from jobfutures.predictions import pages

app_name = "predictions"
urlpatterns = [
    path("practice/predict/", pages.predictions, name="predictions"),
    path("practice/predict/<slug:slug>/", pages.prediction, name="prediction"),
    path("practice/predict/<slug:slug>/answers/", pages.answers, name="answers"),
    path("practice/predict/<slug:slug>/attempts/<uuid:pk>/", pages.attempt, name="attempt"),
    path("practice/predict/<slug:slug>/attempts/<uuid:pk>/repair/", pages.attempt_repair, name="attempt_repair"),
    path("practice/predict/<slug:slug>/runs/", pages.runs, name="runs"),
    path("practice/predict/<slug:slug>/repair/", pages.repair, name="repair"),
]
