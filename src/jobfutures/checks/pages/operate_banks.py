"""Operators' pages on bank versions. They show what versions can do, and of people only counts of ten or more.

Nobody sees anybody's check or result here, operators no more than others: see `operated`.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.checks import changes, operated, showing
from jobfutures.checks.banks import Entry
from jobfutures.checks.commands import banks as commands
from jobfutures.checks.commands.upkeep import queue_simulation
from jobfutures.checks.figures import last_night
from jobfutures.checks.models import Bank, Review


@operator_only
@require_safe
def operate(request: SignedIn) -> HttpResponse:
    """Every role with its versions, and the way to items, reviews and fairness."""
    told = last_night()
    waiting = Review.objects.waiting().count()
    context = {"roles": operated.role_banks(told), "waiting": waiting, "figures_at": told.at}
    return render(request, "checks/operate.html", context)


def opened(bank: int) -> Bank:
    return get_object_or_404(Bank.objects.select_related("role"), pk=bank)


@operator_only
@require_safe
def bank(request: SignedIn, bank: int) -> HttpResponse:
    return bank_page(request, opened(bank))


def bank_page(request: SignedIn, found: Bank, refusal: str = "", status: int = 200) -> HttpResponse:
    used = Bank.objects.filter(role=found.role_id).released().first()
    gates = commands.gates_of(found) if found.accuracy else []
    entries = [Entry.restored(one) for one in found.items]
    context = {
        "bank": found,
        "used": used,
        "is_used": used is not None and used.pk == found.pk,
        "gates": operated.gate_rows(gates),
        "passes": bool(gates) and all(gate.holds for gate in gates),
        "sheets": showing.sheets_of(found),
        "told": (found.accuracy or {}).get("answers"),
        "scored": sum(one.scored for one in entries),
        "pilots": sum(not one.scored for one in entries),
        "changes": changes.changes([Entry.restored(one) for one in used.items], entries) if used else None,
        "refusal": refusal,
    }
    return render(request, "checks/operate_bank.html", context, status=status)


@operator_only
@require_POST
def simulation(request: SignedIn, bank: int) -> HttpResponse:
    """Let the worker simulate a version: it takes longer than a page may."""
    queue_simulation(by=request.user, bank=opened(bank))
    messages.success(request, _("The simulation is on its way; look at this page again in half a minute."))
    return redirect("checks:operate_bank", bank)


@operator_only
@require_POST
def release(request: SignedIn, bank: int) -> HttpResponse:
    found = opened(bank)
    try:
        commands.release_bank(by=request.user, bank=found, at=timezone.now())
    except commands.CannotRelease as refusal:
        return bank_page(request, found, str(refusal), status=409)
    messages.success(request, _("This version is in use: checks that begin from now on are measured with it."))
    return redirect("checks:operate_bank", bank)
