"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import path

from jobfutures.hiring.pages import interviews, interviews_candidate, scheduling

app_name = "hiring"
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
urlpatterns = [*INTERVIEWS]
