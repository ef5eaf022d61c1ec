from django.urls import path

from . import views

urlpatterns = [path("categories/<int:pk>/shelves/", views.shelves, name="shelves")]
