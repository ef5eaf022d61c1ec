"""Addresses of notices: one's own, and the operator's local mailbox."""

from django.urls import path

from jobfutures.notices.pages import inbox, notices

app_name = "notices"
urlpatterns = [
    path("account/notices/", notices.notices, name="notices"),
    path("account/notices/reading/", notices.reading, name="reading"),
    path("account/notices/choices/", notices.choices, name="choices"),
    path("account/notices/unread.json", notices.unread, name="unread"),
    path("account/notices/<uuid:pk>/", notices.notice, name="notice"),
    path("notices/<str:token>/ending/", notices.letters_ending, name="letters_ending"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<str:key>/", inbox.letter, name="letter"),
    path("inbox/<str:key>/deletion/", inbox.deletion, name="deletion"),
]
