"""Addresses of practice."""

from django.urls import path

from jobfutures.practice.pages import aloud, cards

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
    path("practice/log/", cards.log, name="log"),
]
