"""The home of practice, and how somebody likes to practise."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.kit.public import public
from jobfutures.practice import queries, queries_home
from jobfutures.practice.commands.wishes import keep_preference
from jobfutures.practice.composing import LENGTHS
from jobfutures.practice.forms_plan import PreferenceForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        return visitor_home(request)
    found = queries_home.home(request.user, timezone.now())
    context = {"home": found, "kinds": queries_home.kinds(), "more": queries_home.more(), "lengths": LENGTHS}
    return render(request, "practice/home.html", context | {"key": uuid4()})


@public()
def visitor_home(request: HttpRequest) -> HttpResponse:
    """The same for every visitor: what they did lives in their browser, which adds it to the page."""
    more = [(address, title) for address, title in queries_home.more() if address != "/practice/preferences/"]
    context = {"kinds": queries_home.kinds(), "more": more, "lengths": LENGTHS}
    return render(request, "practice/home.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedIn) -> HttpResponse:
    form = PreferenceForm(request.POST if request.method == "POST" else None, initial=as_it_is(request.user))
    if request.method == "POST" and form.is_valid():
        keep_preference(by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. It holds from the next card on."))
        return redirect("practice:preferences")
    return render(request, "practice/preferences.html", {"form": form}, status=422 if form.errors else 200)


def as_it_is(person: User) -> dict[str, int]:
    wanted = queries.preference_of(person)
    return {
        "new_a_day": wanted.new_a_day,
        "reviews_a_day": wanted.reviews_a_day,
        "four_grades": wanted.four_grades,
    }
