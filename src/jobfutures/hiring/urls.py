"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import path

from jobfutures.hiring.pages import applying, applying_questions, attachments, own

app_name = "hiring"
ONE = "applications/<uuid:pk>/"
OWN = [
    path("applications/", own.applications, name="applications"),
    path("applications/new/<uuid:job>/", applying.apply, name="apply"),
    path(ONE, own.application, name="application"),
    path(f"{ONE}preview/", applying.preview, name="application_preview"),
    path(f"{ONE}submission/", applying.submission, name="submission"),
    path(f"{ONE}deletion/", applying.deletion, name="draft_deletion"),
    path(f"{ONE}messages/", own.written, name="written"),
    path(f"{ONE}withdrawal/", own.withdrawal, name="withdrawal"),
    path(f"{ONE}offer/", own.offer_answer, name="offer_answer"),
    path(f"{ONE}files/<uuid:file>/", attachments.attachment, name="attachment"),
    path("hire/<slug:company>/jobs/<uuid:job>/questions/", applying_questions.questions, name="questions"),
]
urlpatterns = OWN
