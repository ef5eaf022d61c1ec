"""Home, the operator's page, and the addresses that machines ask for."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from jobfutures.accounts.commands import CannotSetUp, use_setup_link
from jobfutures.accounts.queries import is_open_setup_link
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.kit.public import public
from jobfutures.web import queries
from jobfutures.web.forms import SetupForm
from jobfutures.web.readiness import why_not_ready


@public()
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"home": queries.home(timezone.now().date())})


@operator_only
def operate(request: SignedIn) -> HttpResponse:
    waiting, others = queries.operator_entries()
    context = {"waiting": waiting, "others": others, "facts": queries.operator_facts()}
    return render(request, "web/operate.html", context)


@never_cache
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time page on which the first operator makes their account."""
    if not is_open_setup_link(token, timezone.now()):
        return render(request, "web/setup_closed.html", status=410)
    form = SetupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            use_setup_link(token=token, at=timezone.now(), **form.cleaned_data)
        except CannotSetUp as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You are the operator now. Sign in to begin."))
            return redirect("account_login")
    return render(request, "web/setup.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
def healthy(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when a visitor can be served: not draining, database there and migrated, content loaded."""
    missing = why_not_ready()
    return HttpResponse(f"{missing or 'ready'}\n", content_type="text/plain", status=503 if missing else 200)


@cache_control(public=True, max_age=3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers to our picture: where an answer is no page, none names it."""
    return redirect(static("kit/favicon.svg"))


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "web/robots.txt", content_type="text/plain")


@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; the date moves on by itself while the instance is kept up."""
    month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    contact = settings.SECURITY_CONTACT or f"{settings.SITE_ADDRESS}/help/contact/"
    context = {"contact": contact, "expires": (month + timedelta(days=180)).isoformat()}
    return render(request, "web/security.txt", context, content_type="text/plain; charset=utf-8")


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, because a worker rules only what lies below its own address."""
    source = files("jobfutures.web").joinpath("service-worker.js").read_text(encoding="utf-8")
    return HttpResponse(source, content_type="text/javascript")
