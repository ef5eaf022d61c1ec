from box_office import views
from django.urls import path

urlpatterns = [path("exports/sales.csv", views.sales_csv)]
