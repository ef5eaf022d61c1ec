"""Addresses of the reviews."""

from django.urls import path

from jobfutures.reviews import pages

app_name = "reviews"
urlpatterns = [
    path("practice/reviews/", pages.reviews, name="reviews"),
    path("practice/reviews/<slug:slug>/", pages.review, name="review"),
    path("practice/reviews/<slug:slug>/comments/", pages.comments, name="comments"),
    path("practice/reviews/<slug:slug>/draft/", pages.draft, name="draft"),
    path("practice/reviews/<slug:slug>/draft/deletion/", pages.draft_deletion, name="draft_deletion"),
    path("practice/reviews/<slug:slug>/attempts/", pages.attempts, name="attempts"),
    path("practice/reviews/<slug:slug>/attempts/<uuid:pk>/", pages.attempt, name="attempt"),
    path("practice/reviews/<slug:slug>/attempts/<uuid:pk>/deletion/", pages.attempt_deletion, name="attempt_deletion"),
]
