from django.urls import path

from jobfutures.notices import pages

app_name = "notices"
urlpatterns = [
    path("inbox/", pages.inbox, name="inbox"),
    path("inbox/<str:key>/", pages.letter, name="letter"),
    path("inbox/<str:key>/deletion/", pages.deletion, name="deletion"),
]
