"""Addresses of interview plans, for members of a company."""

from django.urls import URLPattern

app_name = "plans"
urlpatterns: list[URLPattern] = []
