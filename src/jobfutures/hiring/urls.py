"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import path

from jobfutures.hiring.pages import answering, asking, bulk, receiving

app_name = "hiring"
RECEIVED = "hire/<slug:company>/applications/"
ONE = f"{RECEIVED}<uuid:pk>/"
urlpatterns = [
    path(RECEIVED, receiving.company_applications, name="company_applications"),
    path(f"{RECEIVED}answers/<uuid:job>/", bulk.bulk, name="bulk"),
    path(f"{RECEIVED}answers/progress/<uuid:pk>/", bulk.bulk_progress, name="bulk_progress"),
    path(ONE, answering.company_application, name="company_application"),
    path(f"{ONE}files/<uuid:file>/", receiving.company_file, name="company_file"),
    path(f"{ONE}messages/", answering.company_message, name="company_message"),
    path(f"{ONE}advancement/", answering.advance, name="advancement"),
    path(f"{ONE}refusal/", answering.decline, name="refusal"),
    path(f"{ONE}requests/", asking.ask, name="ask"),
]
