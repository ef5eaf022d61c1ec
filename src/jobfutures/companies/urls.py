"""Addresses of companies: public ones, their members' and the operator's."""

from django.urls import path

from jobfutures.companies.pages import hire, operate, own, proof, public

app_name = "companies"
urlpatterns = [
    path("companies/", public.companies, name="companies"),
    path("companies/policy/", public.policy, name="policy"),
    path("companies/<slug:company>/", public.company, name="company"),
    path("companies/<slug:company>/logo.webp", public.logo, name="logo"),
    path("hire/", hire.hire, name="hire"),
    path("hire/new/", own.create, name="create"),
    path("hire/invitations/<uuid:pk>/", hire.invitation, name="invitation"),
    path("hire/<slug:company>/", hire.members, name="members"),
    path("hire/<slug:company>/facts/", own.facts, name="facts"),
    path("hire/<slug:company>/logo/", own.logo_upload, name="logo_upload"),
    path("hire/<slug:company>/logo/removal/", own.logo_removal, name="logo_removal"),
    path("hire/<slug:company>/archival/", own.archival, name="archival"),
    path("hire/<slug:company>/proof/", proof.proof, name="proof"),
    path("hire/<slug:company>/proof/looks/", proof.looks, name="looks"),
    path("hire/<slug:company>/proof/withdrawal/", proof.withdrawal, name="withdrawal"),
    path("hire/<slug:company>/members/<int:member>/removal/", hire.removal, name="removal"),
    path("operate/companies/", operate.operate, name="operate"),
    path("operate/companies/<slug:company>/", operate.review, name="review"),
    path("operate/companies/<slug:company>/move/", operate.move, name="move"),
    path("operate/companies/<slug:company>/looks/", operate.looks, name="operate_looks"),
]
