from django.urls import path

from . import views

urlpatterns = [
    path("projects/<int:project_id>/hours/<int:year>/<int:month>/", views.project_hours, name="project-hours"),
]
