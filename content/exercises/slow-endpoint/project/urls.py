from django.urls import path

from stations import views

urlpatterns = [path("stations/", views.stations)]
