from django.urls import path

from . import views

urlpatterns = [
    path("parcels/", views.parcels, name="parcels"),
    path("parcels/<str:number>/withdrawal/", views.withdrawal, name="withdrawal"),
]
