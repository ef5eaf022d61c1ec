"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import path

from jobfutures.hiring.pages import policy

app_name = "hiring"
urlpatterns = [
    path("hiring/", policy.policy, name="policy"),
    path("hiring/ai/", policy.ai, name="ai"),
]
