"""Help for everybody, and the operator's inbox."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn, operator_only
from jobfutures.guide.models import Question
from jobfutures.kit.public import public
from jobfutures.support import forms, queries
from jobfutures.support.commands import messages as commands
from jobfutures.support.models import Kind, Message, State
from jobfutures.support.rules import acts_in

A_PAGE = 25


@public()
def faq(request: HttpRequest) -> HttpResponse:
    return render(request, "support/help.html", {"groups": queries.faq_by_group()})


@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return take(request, Kind.CONTACT, forms.Contact(request.POST), "support/contact.html", {})
    if "need" not in request.GET:
        return render(request, "support/contact.html", {"need": forms.Need()})
    need = forms.Need(request.GET)
    if not need.is_valid():
        return render(request, "support/contact.html", {"need": need}, status=422)
    words = need.cleaned_data["need"]
    form = forms.Contact(initial={"text": words, "email": address_of(request)})
    context = {"need": need, "form": form, "suggestions": queries.suggestions(words)}
    return render(request, "support/contact.html", context)


@never_cache
def report(request: HttpRequest) -> HttpResponse:
    question = question_asked(request)
    named = question is not None
    context = {"question": question}
    if request.method == "POST":
        form = forms.Report(request.POST, names_its_question=named)
        return take(request, Kind.WRONG_ANSWER, form, "support/report.html", context)
    form = forms.Report(initial={"email": address_of(request)}, names_its_question=named)
    return render(request, "support/report.html", {**context, "form": form})


@never_cache
def fraud(request: HttpRequest) -> HttpResponse:
    """Report a company or a posting; `page` names the address from which somebody came."""
    if request.method == "POST":
        return take(request, Kind.FRAUD, forms.Fraud(request.POST), "support/fraud.html", {})
    asked = request.GET.get("page", "")
    named = asked if forms.OWN_PAGE.fullmatch(asked) else ""
    form = forms.Fraud(initial={"email": address_of(request), "about": named})
    return render(request, "support/fraud.html", {"form": form})


def question_asked(request: HttpRequest) -> Question | None:
    """Return the question that the address names, or None where it names none. Raises Http404 for an unknown one."""
    asked = forms.Asked(request.GET)
    if not asked.is_valid():
        raise Http404("no such question")
    name = asked.cleaned_data["question"]
    return get_object_or_404(Question.objects.select_related("area"), pk=name) if name else None


def take(request: HttpRequest, kind: Kind, form: forms.Letter, template: str, context: dict[str, Any]) -> HttpResponse:
    """Store what was written and thank for it. What a machine filled in is thanked for as well, and not stored."""
    if not form.is_valid():
        return render(request, template, {**context, "form": form}, status=422)
    written = dict(form.cleaned_data)
    if not written.pop("website"):
        by = request.user if isinstance(request.user, User) else None
        question = context.get("question")
        if question:
            written["about"] = question.title
        commands.receive_message(by=by, kind=kind, question=question, at=timezone.now(), **written)
    return redirect("support:sent")


def address_of(request: HttpRequest) -> str:
    return request.user.email if isinstance(request.user, User) else ""


@public()
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "support/sent.html")


@operator_only
def inbox(request: SignedIn) -> HttpResponse:
    asked = {"state": (request.GET.get("state", ""), State), "kind": (request.GET.get("kind", ""), Kind)}
    chosen = {name: value if value in known.values else "" for name, (value, known) in asked.items()}
    paged = Paginator(queries.inbox(request.user, **chosen), A_PAGE).get_page(request.GET.get("page"))
    context = {"paged": paged, "chosen": chosen, "choices": queries.inbox_choices(request.user, **chosen)}
    return render(request, "support/inbox.html", context)


@operator_only
def message(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    return message_page(request, found, forms.Answer(), status=200)


def message_page(request: SignedIn, found: Message, form: forms.Answer, status: int) -> HttpResponse:
    replies = found.replies.order_by("at")
    context = {"message": found, "replies": replies, "form": form, "acts": acts_in(found.state)}
    return render(request, "support/message.html", context, status=status)


@operator_only
@require_POST
def answer(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    form = forms.Answer(request.POST)
    if not form.is_valid():
        return message_page(request, found, form, status=422)
    try:
        commands.answer_message(by=request.user, message=found, at=timezone.now(), **form.cleaned_data)
    except commands.CannotMove as refusal:
        return refused(request, found, refusal, form.cleaned_data["text"])
    messages.success(request, _("Your answer is on its way."))
    return redirect(found)


@operator_only
@require_POST
def move(request: SignedIn, pk: UUID, act: str) -> HttpResponse:
    found = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    try:
        commands.move_message(by=request.user, message=found, act=act, at=timezone.now())
    except commands.CannotMove as refusal:
        return refused(request, found, refusal)
    messages.success(request, _("The message is %(state)s now.") % {"state": found.get_state_display().lower()})
    return redirect(found)


def refused(request: SignedIn, found: Message, refusal: Exception, text: str = "") -> HttpResponse:
    context = {"message": found, "sentence": str(refusal), "text": text}
    return render(request, "support/refused.html", context, status=409)
