from django.urls import path

from jobfutures.search import pages

app_name = "search"
urlpatterns = [
    path("search/", pages.search, name="search"),
    path("operate/searches/", pages.chosen_terms, name="chosen_terms"),
]
