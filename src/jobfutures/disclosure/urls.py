"""Addresses of sharing where values are shown. To share asks for the password again, if that was long ago."""

from allauth.account.decorators import reauthentication_required
from django.urls import path

from jobfutures.disclosure.pages import asking, giving, reading, receipts

proved_before_post = reauthentication_required(allow_get=True)  # to look at the form asks for nothing
app_name = "disclosure"
urlpatterns = [
    path("sharing/new/", proved_before_post(giving.share), name="give"),
    path("sharing/requests/<uuid:pk>/", proved_before_post(giving.answer), name="answer"),
    path("sharing/<uuid:pk>/receipt.json", receipts.receipt, name="receipt"),
    path("shared/", reading.received, name="received"),
    path("shared/<uuid:share>/", reading.share, name="share"),
    path("hire/<slug:company>/shared/", reading.company_shares, name="company_shares"),
    path("hire/<slug:company>/shared/<uuid:share>/", reading.company_share, name="company_share"),
    path("hire/<slug:company>/requests/", asking.ask, name="ask"),
]
