"""Addresses of practice."""

from django.urls import path

from jobfutures.practice.pages import aloud, cards, home, peer, plans, progress, projects, sessions, transfer

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
    path("practice/cards/due/", cards.due, name="due"),
    path("practice/cards/set-aside/", cards.set_aside, name="set_aside"),
    path("practice/cards/<slug:area_slug>.json", cards.deck, name="deck"),
    path("practice/cards/<slug:question_id>/<slug:slug>/suspension/", cards.suspension, name="suspension"),
    path("practice/cards/<slug:question_id>/<slug:slug>/reset/", cards.reset, name="reset"),
    path("practice/aloud/", aloud.choosing, name="choosing"),
    path("practice/aloud/<slug:question_id>/", aloud.aloud, name="aloud"),
    path("practice/peer/", peer.peer_set, name="peer_set"),
    path("practice/peer/<slug:question_id>/", peer.peer, name="peer"),
    path("practice/projects/", projects.projects, name="projects"),
    path("practice/projects/<uuid:pk>/", projects.project, name="project"),
    path("practice/projects/<uuid:pk>/draft/", projects.draft, name="project_draft"),
    path("practice/projects/<uuid:pk>/deletion/", projects.deletion, name="project_deletion"),
    path("practice/projects/<uuid:pk>/walkthrough.md", projects.markdown, name="walkthrough"),
    path("practice/log/", cards.log, name="log"),
    path("practice/progress/", progress.progress, name="progress"),
    path("practice/progress/practice.json", transfer.file, name="file"),
    path("practice/progress/import/", transfer.import_file, name="import"),
    path("practice/progress/anki/", transfer.anki, name="anki"),
]
