"""Addresses of companies' members and of the operator's list."""

from django.urls import path

from jobfutures.companies import pages

app_name = "companies"
urlpatterns = [
    path("hire/", pages.hire, name="hire"),
    path("hire/invitations/<uuid:pk>/", pages.invitation, name="invitation"),
    path("hire/<slug:company>/", pages.members, name="members"),
    path("hire/<slug:company>/members/<int:member>/removal/", pages.removal, name="removal"),
    path("operate/companies/", pages.operate, name="operate"),
    path("operate/companies/<slug:company>/move/", pages.move, name="move"),
]
