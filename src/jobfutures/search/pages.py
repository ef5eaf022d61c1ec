"""The search page, which is also its own suggestions while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jobfutures.accounts.limits import visitor
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.kit.http import render_part
from jobfutures.search import commands, frame, queries
from jobfutures.search.forms import ChosenTermForm, SearchForm
from jobfutures.search.models import ChosenTerm


def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render_part(request, "search/search.html", "results", {"form": form, "refused": True}, status=422)
    text, page = form.cleaned_data["q"], form.cleaned_data["page"] or 1
    results = queries.search(text, page)
    typing = bool(getattr(request, "htmx", False))
    at = timezone.now()
    if results.exact and results.count and not typing and page == 1:
        commands.count_search(text=text, network=visitor(request), at=at)
    popular = [] if text else queries.popular(at.date())
    context = {"form": form, "text": text, "found": results, "popular": popular}
    framed = frame.answer(request, context) if text and not typing else None
    return framed or render_part(request, "search/search.html", "results", context)


@operator_only
def chosen_terms(request: SignedIn) -> HttpResponse:
    """The operator's page on popular searches."""
    form = ChosenTermForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            commands.choose_term(by=request.user, text=values["term"], choice=values["choice"], at=timezone.now())
            return redirect("search:chosen_terms")
        except commands.CannotChoose as refusal:
            form.add_error("term", str(refusal))
    context = {
        "form": form,
        "terms": ChosenTerm.objects.order_by("term"),
        "popular": queries.popular(timezone.now().date()),
        "least": queries.LEAST_VISITORS,
    }
    return render(request, "search/chosen_terms.html", context, status=422 if form.errors else 200)
