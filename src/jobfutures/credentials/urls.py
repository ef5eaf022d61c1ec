"""Addresses of credentials: the owner's pages, the verify page, and what is published for verifiers."""

from django.urls import path

from jobfutures.credentials.pages import issuing, own, published, verify, withdrawing

app_name = "credentials"
urlpatterns = [
    path("credentials/", own.credentials, name="credentials"),
    path("credentials/checks/<uuid:check>/", issuing.check, name="check"),
    path("credentials/<uuid:pk>/", own.credential, name="credential"),
    path("credentials/<uuid:pk>/copies/<int:number>/", own.copy, name="copy"),
    path("credentials/<uuid:pk>/copies/<int:number>/text/", own.text, name="text"),
    path("credentials/<uuid:pk>/copies/<int:number>/withdrawal/", withdrawing.copy, name="copy_withdrawal"),
    path("credentials/<uuid:pk>/withdrawal/", withdrawing.withdrawal, name="withdrawal"),
    path("credentials/<uuid:pk>/deletion/", withdrawing.deletion, name="deletion"),
    path("credentials/status/<int:pk>", published.status, name="status"),
    path("credentials/keys/<str:kid>", published.key, name="key"),
    path("credentials/badges/issuer", published.issuer_profile, name="badge_issuer"),
    path("credentials/badges/skill-check/<slug:role>", published.achievement, name="achievement"),
    path("vct/skill-check/1", published.type_metadata, name="type_metadata"),
    path(".well-known/jwks.json", published.jwks, name="jwks"),
    path(".well-known/jwt-vc-issuer", published.vc_issuer, name="vc_issuer"),
    path("verify/", verify.verify, name="verify"),
]
