"""Addresses of interview plans, for members of a company."""

from django.urls import path

from jobfutures.plans.pages import kits, plans, taking

app_name = "plans"
PLAN = "hire/<slug:company>/jobs/<uuid:job>/plan/"
KIT = f"{PLAN}kits/<uuid:kit>/"
urlpatterns = [
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}beginning/", plans.beginning, name="beginning"),
    path(f"{PLAN}version/", plans.version, name="version"),
    path(f"{PLAN}plan.md", taking.plan_markdown, name="markdown"),
    path(f"{PLAN}plan.pdf", taking.plan_pdf, name="pdf"),
    path(f"{PLAN}kits/", plans.kits, name="kits"),
    path(KIT, kits.kit, name="kit"),
    path(f"{KIT}guide/", kits.guide, name="guide"),
    path(f"{KIT}removal/", kits.removal, name="kit_removal"),
    path(f"{KIT}kit.md", taking.kit_markdown, name="kit_markdown"),
    path(f"{KIT}kit.pdf", taking.kit_pdf, name="kit_pdf"),
]
