from activity import views
from django.urls import path

urlpatterns = [path("events/", views.list_events)]
