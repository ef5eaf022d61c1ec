"""Addresses of postings."""

from django.urls import path

from jobfutures.jobs.pages import saved, search

app_name = "jobs"
urlpatterns = [
    path("jobs/", search.search, name="search"),
    path("jobs/search.atom", search.search_atom, name="search_atom"),
    path("jobs/search.json", search.search_json, name="search_json"),
    path("jobs/saved/", saved.saved_searches, name="saved_searches"),
    path("jobs/saved/<uuid:pk>/", saved.saved_search, name="saved_search"),
    path("jobs/saved/<uuid:pk>/deletion/", saved.saved_search_deletion, name="saved_search_deletion"),
    path("jobs/alerts/<str:token>/ending/", saved.alerts_ending, name="alerts_ending"),
]
