"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import URLPattern, path

from jobfutures.hiring.pages import cards, deciding, impact, peeks

app_name = "hiring"
INTERVIEW = "hire/<slug:company>/interviews/<uuid:pk>/"
urlpatterns: list[URLPattern] = [
    path(f"{INTERVIEW}card/", cards.card, name="card"),
    path(f"{INTERVIEW}card/amendment/", cards.amendment, name="amendment"),
    path(f"{INTERVIEW}cards/", cards.cards, name="cards"),
    path(f"{INTERVIEW}cards/peek/", peeks.peek, name="peek"),
    path(f"{INTERVIEW}cards/<uuid:card>/waiver/", cards.waiver, name="waiver"),
    path("hire/<slug:company>/applications/<uuid:pk>/decision/", deciding.decision, name="decision"),
    path("hire/<slug:company>/impact/", impact.company_impact, name="company_impact"),
    path("operate/hiring/impact/", impact.impact, name="impact"),
    path("account/hiring-groups/", impact.impact_answer, name="impact_answer"),
]
