from django.urls import path

from box_office import views

urlpatterns = [path("exports/sales.csv", views.sales_csv)]
