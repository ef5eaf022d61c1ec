"""Addresses of postings: for companies that import them."""

from django.urls import path

from jobfutures.jobs.pages import importing

app_name = "jobs"
urlpatterns = [
    path("hire/<slug:company>/jobs/import/", importing.bring, name="import"),
    path("hire/<slug:company>/jobs/import/plan/", importing.plan, name="import_plan"),
    path("hire/<slug:company>/jobs/import/withdrawal/", importing.withdrawal, name="import_withdrawal"),
]
