"""What is offered before a check begins, how exact it is, and what somebody says of themselves by their own wish."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.checks import forms, queries, showing
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.commands.descriptions import describe_oneself, forget_description
from jobfutures.checks.models import Description
from jobfutures.kit.public import public
from jobfutures.topics.models import Role

reads_or_posts = require_http_methods(["GET", "HEAD", "POST"])


@public()
def checks(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"offers": queries.offered(request.user, timezone.now())}
    if isinstance(request.user, User):
        context["history"] = [showing.listed(one) for one in queries.history(request.user)]
    return render(request, "checks/checks.html", context)


def opened_role(slug: str) -> Role:
    return get_object_or_404(Role.objects.filter(retired=False), pk=slug)


@public()
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """What the check of a role is, how long it takes, what is kept and who sees it."""
    return role_page(request, opened_role(slug))


def role_page(
    request: HttpRequest, found: Role, form: forms.Begin | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    offer = queries.offer_of(request.user, found, timezone.now())
    facts = showing.facts_of(offer)
    shown = {"offer": offer, "role": found, "facts": facts, "refusal": refusal}
    shown["form"] = form or forms.Begin(has_task=facts.has_task)
    return render(request, "checks/role.html", shown, status=status)


@require_safe
@public()
def accuracy(request: HttpRequest, slug: str) -> HttpResponse:
    found = opened_role(slug)
    bank = queries.banks_in_use().get(found.pk)
    sheets = showing.sheets_of(bank) if bank else []
    parts = [(part["title"], round(100 * part["share"])) for part in bank.parts] if bank else []
    context = {"role": found, "bank": bank, "sheets": sheets, "parts": parts}
    return render(request, "checks/accuracy.html", context)


@login_required
@never_cache
@reads_or_posts
def attempts(request: SignedIn, slug: str) -> HttpResponse:
    """POST: begin a check."""
    found = opened_role(slug)
    if request.method != "POST":
        return redirect("checks:role", slug)
    facts = showing.facts_of(queries.offer_of(request.user, found, timezone.now()))
    form = forms.Begin(request.POST, has_task=facts.has_task)
    if not form.is_valid():
        return role_page(request, found, form, status=422)
    try:
        begun = commands.begin_check(
            by=request.user,
            role=found,
            pace=form.cleaned_data["pace"],
            wants_task=bool(form.cleaned_data.get("task")),
            key=form.cleaned_data["key"],
            at=timezone.now(),
        )
    except commands.CannotBegin as refusal:
        return role_page(request, found, form, str(refusal), status=409)
    return redirect(begun)


@login_required
@never_cache
@reads_or_posts
def description(request: SignedIn) -> HttpResponse:
    """Four voluntary answers, kept apart from every check; or their deletion."""
    said = Description.objects.visible_to(request.user).first()
    if request.method == "POST" and "forget" in request.POST:
        forget_description(by=request.user)
        messages.success(request, _("Your answers are deleted."))
        return redirect("checks:description")
    form = forms.SelfDescription(request.POST if request.method == "POST" else None, said=said)
    if form.is_valid():
        describe_oneself(by=request.user, on=timezone.now().date(), **form.cleaned_data)
        messages.success(request, _("Thank you. Your answers are kept, apart from your checks."))
        return redirect("checks:checks")
    status = 422 if form.is_bound else 200
    return render(request, "checks/description.html", {"form": form, "said": said}, status=status)
