from django.urls import path

from .views import OwnAccount

urlpatterns = [path("account/", OwnAccount.as_view(), name="own-account")]
