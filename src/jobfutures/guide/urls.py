from django.urls import path

from jobfutures.guide import pages
from jobfutures.guide.feeds import NewQuestions

app_name = "guide"
urlpatterns = [
    path("guides/", pages.guides, name="guides"),
    path("guides/feed.atom", NewQuestions(), name="feed"),
    path("guides/packages/<str:archive>", pages.package, name="package"),
    path("guides/<slug:guide_id>/", pages.guide, name="guide"),
    path("guides/<slug:guide_id>/interviewers/", pages.interviewers, name="interviewers"),
    path("guides/<slug:guide_id>/interviewers.md", pages.interviewers_md, name="interviewers_md"),
    path("guides/<slug:guide_id>/interviewers/<slug:area_slug>/", pages.interviewers_area, name="interviewers_area"),
    path(
        "guides/<slug:guide_id>/interviewers/<slug:area_slug>.md",
        pages.interviewers_area_md,
        name="interviewers_area_md",
    ),
    path("guides/<slug:guide_id>/paths/", pages.paths, name="paths"),
    path("guides/<slug:guide_id>/paths/<slug:role>/<slug:level>/", pages.path, name="path"),
    path("guides/<slug:guide_id>/sheets/", pages.sheets, name="sheets"),
    path("guides/<slug:guide_id>/sheets/<slug:role>/", pages.sheet, name="sheet"),
    path("guides/<slug:guide_id>/<slug:area_slug>/", pages.area, name="area"),
    path("guides/<slug:guide_id>/<slug:area_slug>/<slug:question_id>/", pages.question, name="question"),
    path(
        "guides/<slug:guide_id>/<slug:area_slug>/<slug:question_id>/examples/<int:number>/runs/",
        pages.runs,
        name="runs",
    ),
]
