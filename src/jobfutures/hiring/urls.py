"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import path

from jobfutures.hiring.pages import answering, applying, applying_questions, asking, attachments, bulk, own, receiving

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
RECEIVED = "hire/<slug:company>/applications/"
SENT = f"{RECEIVED}<uuid:pk>/"
COMPANYS = [
    path(RECEIVED, receiving.company_applications, name="company_applications"),
    path(f"{RECEIVED}answers/<uuid:job>/", bulk.bulk, name="bulk"),
    path(f"{RECEIVED}answers/progress/<uuid:pk>/", bulk.bulk_progress, name="bulk_progress"),
    path(SENT, answering.company_application, name="company_application"),
    path(f"{SENT}files/<uuid:file>/", receiving.company_file, name="company_file"),
    path(f"{SENT}messages/", answering.company_message, name="company_message"),
    path(f"{SENT}advancement/", answering.advance, name="advancement"),
    path(f"{SENT}refusal/", answering.decline, name="refusal"),
    path(f"{SENT}requests/", asking.ask, name="ask"),
]
urlpatterns = [*OWN, *COMPANYS]
