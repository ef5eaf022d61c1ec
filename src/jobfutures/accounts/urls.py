from allauth.account.decorators import reauthentication_required
from django.urls import include, path

from jobfutures.accounts import pages

own = [
    path("", pages.account, name="account"),
    path("export/", pages.export, name="export"),
    path("deletion/", reauthentication_required(pages.deletion), name="deletion"),
    path("tokens/", reauthentication_required(pages.tokens), name="tokens"),
    path("tokens/<uuid:pk>/revocation/", pages.token_revocation, name="token_revocation"),
    path("sessions/<int:pk>/end/", pages.session_end, name="session_end"),
]

urlpatterns = [
    path("account/", include((own, "accounts"))),
    path("account/", include("allauth.urls")),
]
