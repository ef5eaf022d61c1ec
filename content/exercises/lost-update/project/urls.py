from django.urls import path

from stock import views

urlpatterns = [
    path("boxes/<int:box_id>/", views.box_detail),
    path("boxes/<int:box_id>/movements/", views.movements),
]
