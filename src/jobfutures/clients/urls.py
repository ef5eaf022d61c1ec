"""Addresses of clients: for owners of companies, and for the programs themselves."""

from django.urls import path

from jobfutures.clients.pages import clients, tokens

app_name = "clients"
ALL = "hire/<slug:company>/clients/"
urlpatterns = [
    path(ALL, clients.clients, name="clients"),
    path(f"{ALL}<uuid:pk>/renewal/", clients.renewal, name="renewal"),
    path(f"{ALL}<uuid:pk>/revocation/", clients.revocation, name="revocation"),
    path("oauth/token", tokens.token, name="token"),
    path("oauth/revocation", tokens.revocation, name="token_revocation"),
    path(".well-known/oauth-authorization-server", tokens.metadata, name="metadata"),
]
