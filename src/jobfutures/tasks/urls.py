from django.urls import path

from jobfutures.tasks import pages

app_name = "tasks"
urlpatterns = [
    path("operate/tasks/", pages.tasks, name="tasks"),
    path("operate/tasks/kinds/<str:kind>/replay/", pages.kind_replay, name="kind_replay"),
    path("operate/tasks/kinds/<str:kind>/discarding/", pages.kind_discarding, name="kind_discarding"),
    path("operate/tasks/<uuid:task>/", pages.dead_task, name="task"),
    path("operate/tasks/<uuid:task>/replay/", pages.replay, name="replay"),
    path("operate/tasks/<uuid:task>/discarding/", pages.discarding, name="discarding"),
]
