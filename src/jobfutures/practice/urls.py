"""Addresses of practice."""

from django.urls import path

from jobfutures.practice.pages import aloud, cards, peer, projects

app_name = "practice"
urlpatterns = [
    path("practice/cards/", cards.cards, name="cards"),
    path("practice/cards/withdrawal/", cards.withdrawal, name="withdrawal"),
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
]
