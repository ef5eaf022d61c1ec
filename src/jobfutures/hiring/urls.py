"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import path

from jobfutures.hiring.pages import (
    answering,
    applying,
    applying_questions,
    asking,
    attachments,
    bulk,
    cards,
    deciding,
    impact,
    interviews,
    interviews_candidate,
    own,
    peeks,
    policy,
    receiving,
    scheduling,
)

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
OWN_INTERVIEW = "applications/interviews/<uuid:pk>/"
INTERVIEW = "hire/<slug:company>/interviews/<uuid:pk>/"
INTERVIEWS = [
    path(OWN_INTERVIEW, interviews_candidate.interview, name="candidate_interview"),
    path(f"{OWN_INTERVIEW}choice/", interviews_candidate.choice, name="choice"),
    path(f"{OWN_INTERVIEW}other-times/", interviews_candidate.other_times, name="other_times"),
    path(f"{OWN_INTERVIEW}moving/", interviews_candidate.moving, name="moving"),
    path(f"{OWN_INTERVIEW}absence/", interviews_candidate.absence, name="absence_of_company"),
    path(f"{OWN_INTERVIEW}interview.ics", interviews_candidate.calendar, name="candidate_calendar"),
    path("hire/<slug:company>/applications/<uuid:pk>/interviews/", scheduling.proposal, name="propose"),
    path("hire/<slug:company>/interviews/", interviews.interviews, name="interviews"),
    path(INTERVIEW, interviews.interview, name="interview"),
    path(f"{INTERVIEW}times/", scheduling.times, name="interview_times"),
    path(f"{INTERVIEW}arrangement/", scheduling.arrangement, name="arrangement"),
    path(f"{INTERVIEW}cancellation/", interviews.cancellation, name="cancellation"),
    path(f"{INTERVIEW}completion/", interviews.completion, name="completion"),
    path(f"{INTERVIEW}absence/", interviews.absence, name="absence"),
    path(f"{INTERVIEW}interview.ics", interviews.calendar, name="calendar"),
]
CARDS = [
    path(f"{INTERVIEW}card/", cards.card, name="card"),
    path(f"{INTERVIEW}card/amendment/", cards.amendment, name="amendment"),
    path(f"{INTERVIEW}cards/", cards.cards, name="cards"),
    path(f"{INTERVIEW}cards/peek/", peeks.peek, name="peek"),
    path(f"{INTERVIEW}cards/<uuid:card>/waiver/", cards.waiver, name="waiver"),
    path("hire/<slug:company>/applications/<uuid:pk>/decision/", deciding.decision, name="decision"),
    path("hire/<slug:company>/impact/", impact.company_impact, name="company_impact"),
    path("operate/hiring/impact/", impact.impact, name="impact"),
    path("account/hiring-groups/", impact.impact_answer, name="impact_answer"),
]
PUBLIC = [
    path("hiring/", policy.policy, name="policy"),
    path("hiring/ai/", policy.ai, name="ai"),
]
urlpatterns = [*OWN, *COMPANYS, *INTERVIEWS, *CARDS, *PUBLIC]
