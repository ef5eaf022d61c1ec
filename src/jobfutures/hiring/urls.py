"""Addresses of hiring: the candidate's, and those of a company's members."""

from django.urls import URLPattern

app_name = "hiring"
urlpatterns: list[URLPattern] = []
