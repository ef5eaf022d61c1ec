from django.urls import path

from .views import latest_trips

urlpatterns = [path("vehicles/<str:plate>/trips/", latest_trips, name="latest-trips")]
