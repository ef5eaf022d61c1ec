from django.urls import path

from savings import views

urlpatterns = [
    path("transfers/", views.add_transfer),
    path("accounts/<int:account_id>/", views.show_account),
]
