from django.urls import path

from . import views

urlpatterns = [
    path("books/<int:book_id>/cover/", views.cover, name="cover"),
    path("books/<int:book_id>/cover/upload/", views.upload, name="cover-upload"),
    path("books/<int:book_id>/cover/fetch/", views.fetch, name="cover-fetch"),
]
