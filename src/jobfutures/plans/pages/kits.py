"""One interview of a plan: read, written, filled from the guide, taken out."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.plans import rules
from jobfutures.plans.commands import kits as commands
from jobfutures.plans.commands.plans import CannotPlan
from jobfutures.plans.forms.kits import KitForm, OfferForm
from jobfutures.plans.models import Kit
from jobfutures.plans.pages.loading import READING, Desk, desk, own_kit
from jobfutures.plans.queries.offers import Offer, offer_for
from jobfutures.plans.queries.reading import said
from jobfutures.plans.queries.showing import shown_kit
from jobfutures.plans.wording import sentence

METHODS = (*READING, "POST")


@desk(*METHODS)
def kit(at: Desk, kit: UUID) -> HttpResponse:
    """A kit of the open version is written here by recruiters; all others are read here."""
    found = own_kit(at, kit)
    if at.request.method == "POST":
        return change(at, found)
    if found.plan.frozen_at is None and at.may_hire:
        return form_page(at, found, form_of(at, found))
    return reading_page(at, found)


def form_of(at: Desk, found: Kit) -> KitForm:
    """Return the form, which offers the topics of the job, and those that the kit has already."""
    topics = {area.pk: area for area in [*at.job.topics.order_by("section__position", "position"), *found.topics.all()]}
    given = at.request.POST if at.request.method == "POST" else None
    return KitForm(given, kit=said(found), topics=list(topics.values()))


def change(at: Desk, found: Kit) -> HttpResponse:
    if not at.may_hire:
        raise PermissionDenied
    form = form_of(at, found)
    if not form.is_valid():
        return form_page(at, found, form, status=422)
    version = at.request.POST.get("version", "")
    try:
        commands.change_kit(by=at.request.user, kit=found, text=form.said(), version=version, at=timezone.now())
    except CannotPlan as refusal:
        form.add_error(None, str(refusal))
        return form_page(at, found, form, status=409)
    messages.success(at.request, _("Saved."))
    page = "plans:plan" if "done" in at.request.POST else "plans:kit"
    return redirect(page, at.slug, at.job.pk, *([] if "done" in at.request.POST else [found.pk]))


def form_page(at: Desk, found: Kit, form: KitForm, *, status: int = 200) -> HttpResponse:
    found.plan.refresh_from_db(fields=["changed_at", "frozen_at"])  # after a refusal, saving again means it
    context = {
        "company": at.job.company, "job": at.job, "kit": found, "form": form,
        "gaps": [sentence(gap) for gap in rules.gaps(said(found))],
    }  # fmt: skip
    return render(at.request, "plans/kit.html", context, status=status)


def reading_page(at: Desk, found: Kit, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "company": at.job.company, "job": at.job, "kit": shown_kit(found), "row": found, "refusal": refusal,
        "is_member": True,
    }  # fmt: skip
    return render(at.request, "plans/kit_read.html", context, status=status)


@desk(*METHODS)
def guide(at: Desk, kit: UUID) -> HttpResponse:
    """What the guide offers on the topics of a kit, to tick."""
    found = own_kit(at, kit, whole=False)
    if not at.may_hire:
        raise PermissionDenied
    offer = offer_for(found, at.job.level)
    if at.request.method != "POST":
        return offer_page(at, found, offer, OfferForm(None, offer=offer))
    form = OfferForm(at.request.POST, offer=offer)
    if not form.is_valid():
        return offer_page(at, found, offer, form, status=422)
    version = at.request.POST.get("version", "")
    try:
        commands.take_from_guide(
            by=at.request.user, kit=found, offer=offer, chosen=form.cleaned_data["chosen"], version=version,
            at=timezone.now(),
        )  # fmt: skip
    except CannotPlan as refusal:
        form.add_error(None, str(refusal))
        return offer_page(at, found, offer, form, status=409)
    messages.success(at.request, _("Taken over. Change whatever you like: it is your copy."))
    return redirect("plans:kit", at.slug, at.job.pk, found.pk)


def offer_page(at: Desk, found: Kit, offer: Offer, form: OfferForm, *, status: int = 200) -> HttpResponse:
    if form.is_bound:
        found.plan.refresh_from_db(fields=["changed_at", "frozen_at"])
    begun = set() if found.criteria.all() else offer.suggested
    context = {
        "company": at.job.company, "job": at.job, "kit": found, "offer": offer, "form": form,
        "ticked": set(at.request.POST.getlist("chosen")) if form.is_bound else begun, "is_suggested": bool(begun),
        "there": {one.name for one in found.criteria.all()},
    }  # fmt: skip
    return render(at.request, "plans/guide.html", context, status=status)


@desk("POST")
def removal(at: Desk, kit: UUID) -> HttpResponse:
    found = own_kit(at, kit)
    version = at.request.POST.get("version", "")
    try:
        commands.remove_kit(by=at.request.user, kit=found, version=version, at=timezone.now())
    except CannotPlan as refusal:
        return reading_page(at, found, refusal=str(refusal), status=409)
    messages.success(at.request, _("Taken out of the plan."))
    return redirect("plans:plan", at.slug, at.job.pk)
