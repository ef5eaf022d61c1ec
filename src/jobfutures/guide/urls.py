from django.urls import path

from jobfutures.guide import pages
from jobfutures.guide.feeds import NewQuestions

app_name = "guide"
urlpatterns = [
    path("guides/", pages.guides, name="guides"),
    path("guides/feed.atom", NewQuestions(), name="feed"),
    path("guides/packages/<str:archive>", pages.package, name="package"),
    path("guides/<slug:guide_id>/", pages.guide, name="guide"),
    path("guides/<slug:guide_id>/<slug:area_slug>/", pages.area, name="area"),
    path("guides/<slug:guide_id>/<slug:area_slug>/<slug:question_id>/", pages.question, name="question"),
    path(
        "guides/<slug:guide_id>/<slug:area_slug>/<slug:question_id>/examples/<int:number>/runs/",
        pages.runs,
        name="runs",
    ),
]
