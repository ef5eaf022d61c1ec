"""Addresses of postings: for anybody, for programs, for companies, for the operator."""

from django.urls import path

from jobfutures.jobs.pages import events, feeds, hire, importing, operate, public, saved, search

app_name = "jobs"
ONE = "hire/<slug:company>/jobs/<uuid:pk>/"
urlpatterns = [
    path("jobs/", search.search, name="search"),
    path("jobs/search.atom", search.search_atom, name="search_atom"),
    path("jobs/search.json", search.search_json, name="search_json"),
    path("jobs/saved/", saved.saved_searches, name="saved_searches"),
    path("jobs/saved/<uuid:pk>/", saved.saved_search, name="saved_search"),
    path("jobs/saved/<uuid:pk>/deletion/", saved.saved_search_deletion, name="saved_search_deletion"),
    path("jobs/alerts/<str:token>/ending/", saved.alerts_ending, name="alerts_ending"),
    path("jobs/feed.atom", feeds.atom, name="atom"),
    path("jobs/feed.json", feeds.json_feed, name="json_feed"),
    path("jobs/indeed.xml", feeds.indeed, name="indeed"),
    path("jobs/jobs.csv", feeds.table, name="table"),
    path("jobs/<slug:slug>-<uuid:pk>/", public.job, name="job"),
    path("jobs/<slug:slug>-<uuid:pk>/preparation/", public.preparation, name="preparation"),
    path("hire/<slug:company>/jobs/", hire.jobs, name="hire"),
    path("hire/<slug:company>/jobs/new/", hire.new, name="new"),
    path("hire/<slug:company>/jobs/import/", importing.bring, name="import"),
    path("hire/<slug:company>/jobs/import/plan/", importing.plan, name="import_plan"),
    path("hire/<slug:company>/jobs/import/withdrawal/", importing.withdrawal, name="import_withdrawal"),
    path(ONE, hire.job, name="hire_job"),
    path(f"{ONE}preview/", hire.preview, name="preview"),
    path(f"{ONE}submission/", events.submission, name="submission"),
    path(f"{ONE}pause/", events.pause, name="pause"),
    path(f"{ONE}resumption/", events.resumption, name="resumption"),
    path(f"{ONE}confirmation/", events.confirmation, name="confirmation"),
    path(f"{ONE}closing/", events.closing, name="closing"),
    path(f"{ONE}repost/", events.repost, name="repost"),
    path(f"{ONE}deletion/", events.deletion, name="deletion"),
    path("operate/jobs/", operate.queue, name="operate"),
    path("operate/jobs/<uuid:pk>/", operate.job, name="operate_job"),
    path("operate/jobs/<uuid:pk>/approval/", operate.approval, name="approval"),
    path("operate/jobs/<uuid:pk>/return/", operate.return_, name="return"),
    path("operate/jobs/<uuid:pk>/removal/", operate.removal, name="removal"),
]
