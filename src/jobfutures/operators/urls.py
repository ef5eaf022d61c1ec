"""Addresses for operators, and the page on which a person sees what operators opened."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.urls import path

from jobfutures.accounts.signed_in import operator_only
from jobfutures.operators.pages import instance, mail, openings, people


def guarded(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to operators who have just proved again who they are."""
    return operator_only(reauthentication_required(page))


app_name = "operators"
urlpatterns = [
    path("metrics", instance.metrics, name="metrics"),
    path("operate/content/", instance.content, name="content"),
    path("operate/content/loading/", instance.loading, name="loading"),
    path("operate/numbers/", instance.numbers, name="numbers"),
    path("operate/mail/", mail.mail, name="mail"),
    path("operate/mail/<uuid:pk>/sending/", mail.sending, name="sending"),
    path("operate/mail/<uuid:pk>/discarding/", mail.discarding, name="discarding"),
    path("operate/people/", people.people, name="people"),
    path("operate/people/<uuid:person>/", people.person, name="person"),
    path("operate/people/<uuid:person>/sessions/ending/", people.end_sessions, name="end_sessions"),
    path("operate/people/<uuid:person>/reset-link/", people.reset_link, name="reset_link"),
    path("operate/people/<uuid:person>/export/", people.export, name="export"),
    path("operate/people/<uuid:person>/deactivation/", people.deactivation, name="deactivation"),
    path("operate/people/<uuid:person>/reactivation/", people.reactivation, name="reactivation"),
    path("operate/people/<uuid:person>/erasure/", guarded(people.erasure), name="erasure"),
    path("operate/people/<uuid:person>/openings/", guarded(openings.glass), name="glass"),
    path("operate/people/<uuid:person>/openings/<uuid:pk>/", openings.opening, name="opening"),
    path("operate/people/<uuid:person>/openings/<uuid:pk>/mending/", openings.mending, name="mending"),
    path("account/openings/", openings.openings, name="openings"),
]
