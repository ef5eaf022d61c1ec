"""Addresses of profiles: all of them open to their owner alone."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jobfutures.profiles.pages import choices, imports, items, overview, readiness, taking
from jobfutures.profiles.resume.fields import SECTIONS


class SectionConverter(StringConverter):
    regex = "|".join(SECTIONS)


register_converter(SectionConverter, "section")

app_name = "profiles"
urlpatterns = [
    path("profile/", overview.overview, name="overview"),
    path("profile/about/", overview.about, name="about"),
    path("profile/wishes/", overview.wishes, name="wishes"),
    path("profile/evidence/", choices.evidence, name="evidence"),
    path("profile/blocks/", choices.blocks, name="blocks"),
    path("profile/blocks/<uuid:pk>/deletion/", choices.block_deletion, name="block_deletion"),
    path("profile/import/", imports.bring, name="import"),
    path("profile/import/plan/", imports.plan, name="plan"),
    path("profile/import/withdrawal/", imports.withdrawal, name="withdrawal"),
    path("profile/readiness/", readiness.readiness, name="readiness"),
    path("profile/resume/", taking.resume, name="resume"),
    path("profile/resume.json", taking.resume_json, name="resume_json"),
    path("profile/resume.pdf", taking.resume_pdf, name="resume_pdf"),
    path("profile/<section:section>/", items.items, name="items"),
    path("profile/<section:section>/<uuid:pk>/", items.item, name="item"),
    path("profile/<section:section>/<uuid:pk>/moves/", items.moves, name="moves"),
    path("profile/<section:section>/<uuid:pk>/deletion/", items.deletion, name="deletion"),
]
