"""Operators' pages on items, on what is to be looked at, and on fairness.

They show items and large groups. Nothing of a person or of a single result is on them, and no count under ten: a check
is its candidate's alone, and an operator who could look somebody up would be a reason not to take one.
"""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.checks import fairness as report
from jobfutures.checks import operated, operator_forms
from jobfutures.checks.commands import items as commands
from jobfutures.checks.figures import Given, last_night
from jobfutures.checks.models import Bank, Item, Review, Source
from jobfutures.ledger.models import Entry
from jobfutures.topics.models import Role

A_PAGE = 40


@operator_only
@require_safe
def items(request: SignedIn) -> HttpResponse:
    form = operator_forms.Filters(request.GET)
    asked = form.asked()
    paged = Paginator(operated.listed_items(asked), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "paged": paged, "narrowed": any(asked.values())}
    return render(request, "checks/operate_items.html", context)


def opened(item: str) -> Item:
    return get_object_or_404(operated.opened_item(item))


@operator_only
@require_safe
def item(request: SignedIn, item: str) -> HttpResponse:
    return item_page(request, opened(item))


def item_page(request: SignedIn, found: Item, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    usual = operator_forms.TakeItemBack() if found.withdrawn_at else operator_forms.WithdrawItem()
    told = last_night()
    context = {
        "item": found,
        "roles": operated.in_roles(found, told),
        "given": told.answers.get(found.pk, Given()),
        "figures_at": told.at,
        "example": operated.example_of(found),
        "reviews": [(one, operated.figures_of(one)) for one in found.reviews.order_by("-opened_at", "-pk")[:20]],
        "acts": Entry.objects.about(found.ledger_subject()).order_by("-number")[:20],
        "form": form or usual,
    }
    return render(request, "checks/operate_item.html", context, status=status)


@operator_only
@require_POST
def withdrawal(request: SignedIn, item: str) -> HttpResponse:
    found, form = opened(item), operator_forms.WithdrawItem(request.POST)
    if not form.is_valid():
        return item_page(request, found, form, status=422)
    try:
        commands.withdraw_item(by=request.user, item=found, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The item is withdrawn: no check asks it any more."))
    except commands.CannotDecide as refusal:
        messages.warning(request, str(refusal))
    return redirect("checks:operate_item", item)


@operator_only
@require_POST
def taking_back(request: SignedIn, item: str) -> HttpResponse:
    found, form = opened(item), operator_forms.TakeItemBack(request.POST)
    if not form.is_valid():
        return item_page(request, found, form, status=422)
    try:
        commands.take_item_back(by=request.user, item=found, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The item may be asked again."))
    except commands.CannotDecide as refusal:
        messages.warning(request, str(refusal))
    return redirect("checks:operate_item", item)


@operator_only
@require_safe
def reviews(request: SignedIn) -> HttpResponse:
    return reviews_page(request)


def reviews_page(request: SignedIn, refused: tuple[int, forms.Form] | None = None, status: int = 200) -> HttpResponse:
    waiting = Review.objects.waiting().oldest_first().select_related("item__area")
    paged = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, operated.figures_of(one), decision_form(one, refused)) for one in paged]
    closed = Review.objects.exclude(closed_at=None).order_by("-closed_at").select_related("item")[:20]
    context = {"rows": rows, "paged": paged, "closed": closed}
    return render(request, "checks/operate_reviews.html", context, status=status)


def decision_form(review: Review, refused: tuple[int, forms.Form] | None) -> forms.Form:
    if refused and refused[0] == review.pk:
        return refused[1]
    return operator_forms.Decide(auto_id=f"review-{review.pk}-%s")


@operator_only
@require_POST
def closing(request: SignedIn, item_review: int) -> HttpResponse:
    found = get_object_or_404(Review.objects.select_related("item"), pk=item_review)
    form = operator_forms.Decide(request.POST, auto_id=f"review-{found.pk}-%s")
    if not form.is_valid():
        return reviews_page(request, (found.pk, form), status=422)
    try:
        commands.close_review(by=request.user, review=found, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The review is closed."))
    except commands.CannotDecide as refusal:
        messages.warning(request, str(refusal))
    return redirect("checks:operate_reviews")


@operator_only
@require_safe
def fairness(request: SignedIn) -> HttpResponse:
    """Groups of ten or more, items between groups of 200 or more; see `checks.fairness` for what is hidden and why."""
    roles = list(Role.objects.filter(retired=False).order_by("title"))
    role = next((one for one in roles if one.pk == request.GET.get("role")), roles[0] if roles else None)
    context: dict[str, object] = {"roles": roles, "role": role}
    if role is not None:
        bank = Bank.objects.filter(role=role, source=Source.ANSWERS).newest_first().first()
        told = last_night()
        context["kinds"] = told.impact.get(role.pk, [])
        context["figures_at"] = told.at
        context["bank"] = bank
        context["compared"], context["differences"] = report.differences(bank) if bank else ([], [])
    return render(request, "checks/operate_fairness.html", context)
