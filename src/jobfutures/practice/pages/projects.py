"""Projects of the person's own: the list, one project to write about, its deletion, and the file to take along."""

from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.kit.public import public
from jobfutures.practice import queries_projects as queries
from jobfutures.practice.commands.walkthroughs import (
    CannotBegin,
    CannotSave,
    begin_walkthrough,
    delete_walkthrough,
    save_walkthrough,
)
from jobfutures.practice.forms_projects import NewProject, WalkthroughForm
from jobfutures.practice.guiding import GUIDING
from jobfutures.practice.models import Walkthrough


@require_http_methods(["GET", "HEAD", "POST"])
def projects(request: HttpRequest) -> HttpResponse:
    """The person's projects; visitors see what would be asked."""
    if request.method == "POST":
        return begin(cast("SignedIn", request))
    return own_projects(request, NewProject(initial={"key": uuid4()}))


@public()
def own_projects(request: HttpRequest, form: NewProject, status: int = 200) -> HttpResponse:
    walks = queries.walkthroughs_of(request.user) if isinstance(request.user, User) else []
    context = {"form": form, "walks": walks, "guiding": GUIDING}
    return render(request, "practice/projects.html", context, status=status)


@login_required
@never_cache
def begin(request: SignedIn) -> HttpResponse:
    form = NewProject(request.POST)
    if not form.is_valid():
        return own_projects(request, form, status=422)
    try:
        begun = begin_walkthrough(by=request.user, at=timezone.now(), **form.cleaned_data)
    except CannotBegin as refusal:
        form.add_error(None, str(refusal))
        return own_projects(request, form, status=409)
    return redirect("practice:project", begun.pk)


def own(request: SignedIn, pk: UUID) -> Walkthrough:
    """Return a project of this person, or answer 404."""
    return get_object_or_404(queries.own_walkthroughs(request.user), pk=pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project(request: SignedIn, pk: UUID) -> HttpResponse:
    walkthrough = own(request, pk)
    if request.method != "POST":
        return project_page(request, walkthrough, WalkthroughForm(walkthrough=walkthrough))
    form = WalkthroughForm(request.POST, walkthrough=walkthrough)
    if not form.is_valid():
        return project_page(request, walkthrough, form, status=422)
    try:
        save(request, walkthrough, form)
    except CannotSave as refusal:
        form.beside(refusal.kept)
        form.add_error(None, str(refusal))
        return project_page(request, walkthrough, form, status=409)
    messages.success(request, _("Saved."))
    return redirect("practice:project", pk)


def save(request: SignedIn, walkthrough: Walkthrough, form: WalkthroughForm) -> Walkthrough:
    return save_walkthrough(
        by=request.user,
        walkthrough=walkthrough,
        title=form.cleaned_data["title"],
        answers=form.answers(),
        seen=form.cleaned_data["seen"],
        at=timezone.now(),
    )


def project_page(request: SignedIn, walkthrough: Walkthrough, form: WalkthroughForm, status: int = 200) -> HttpResponse:
    context = {"walkthrough": walkthrough, "form": form, "rows": list(form.rows())}
    return render(request, "practice/project.html", context, status=status)


@login_required
@require_POST
@never_cache
def draft(request: SignedIn, pk: UUID) -> HttpResponse:
    """Save while somebody types: the same as the form does, answered for script."""
    walkthrough = own(request, pk)
    form = WalkthroughForm(request.POST, walkthrough=walkthrough)
    if not form.is_valid():
        fault = next(iter(form.errors.values()))[0]
        return JsonResponse({"detail": str(fault)}, status=422)
    try:
        saved = save(request, walkthrough, form)
    except CannotSave:
        told = _("This project was saved in another tab meanwhile. Nothing was written over; Save shows both texts.")
        return JsonResponse({"detail": told}, status=409)
    return JsonResponse({"seen": saved.saved_at.isoformat(), "title": saved.title})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, pk: UUID) -> HttpResponse:
    walkthrough = own(request, pk)
    if request.method == "POST":
        delete_walkthrough(by=request.user, walkthrough=walkthrough)
        messages.success(request, _("The project was deleted."))
        return redirect("practice:projects")
    return render(request, "practice/project_deletion.html", {"walk": queries.walk_of(walkthrough)})


@login_required
@never_cache
def markdown(request: SignedIn, pk: UUID) -> HttpResponse:
    walk = queries.walk_of(own(request, pk))
    if request.method not in ("GET", "HEAD"):  # said to its owner only: for others there is no such page
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = HttpResponse(queries.as_markdown(walk), content_type="text/markdown; charset=utf-8")
    name = slugify(walk.title)[:60] or "walkthrough"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.md"'
    return response
