from django.urls import path

from activity import views

urlpatterns = [path("events/", views.list_events)]
