"""Addresses of practice."""

from django.urls import path

from jobfutures.practice.pages import cards, home, plans, progress, sessions, transfer

app_name = "practice"
urlpatterns = [
    path("practice/", home.home, name="home"),
    path("practice/preferences/", home.preferences, name="preferences"),
    path("practice/session/", sessions.choice, name="sessions"),
    path("practice/session/<uuid:pk>/", sessions.session, name="session"),
    path("practice/session/<uuid:pk>/skips/", sessions.skips, name="skips"),
    path("practice/session/<uuid:pk>/ending/", sessions.ending, name="ending"),
    path("practice/plan/", plans.plan, name="plan"),
    path("practice/plan/deletion/", plans.deletion, name="plan_deletion"),
    path("practice/cards/", cards.cards, name="cards"),
    path("practice/cards/withdrawal/", cards.withdrawal, name="withdrawal"),
    path("practice/cards/set-aside/", cards.set_aside, name="set_aside"),
    path("practice/cards/<slug:area_slug>.json", cards.deck, name="deck"),
    path("practice/cards/<slug:question_id>/<slug:slug>/suspension/", cards.suspension, name="suspension"),
    path("practice/cards/<slug:question_id>/<slug:slug>/reset/", cards.reset, name="reset"),
    path("practice/log/", cards.log, name="log"),
    path("practice/progress/", progress.progress, name="progress"),
    path("practice/progress/practice.json", transfer.file, name="file"),
    path("practice/progress/import/", transfer.import_file, name="import"),
    path("practice/progress/anki/", transfer.anki, name="anki"),
]
