"""Explaining a question aloud or in writing: choosing one, saying it, and seeing which points were said."""

from collections.abc import Callable
from functools import wraps
from secrets import choice
from typing import Any, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from jobfutures.accounts.models import User
from jobfutures.accounts.signed_in import SignedIn
from jobfutures.guide.models import KeyPoint, Question
from jobfutures.kit.permissions import policy
from jobfutures.kit.public import public
from jobfutures.practice import queries_aloud as queries
from jobfutures.practice.commands.tellings import LONGEST_TYPED, tell_question
from jobfutures.practice.forms_aloud import Narrowed, TellingForm
from jobfutures.practice.models import Telling
from jobfutures.topics.models import Level

WITH_OWN_SOUND: dict[str, Any] = {**settings.SECURE_CSP, "media-src": ["blob:"]}
plays_own_sound = csp_override(WITH_OWN_SOUND)


def may_listen(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the browser ask for the microphone on this page."""

    @wraps(page)
    def listening(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = page(request, *args, **kwargs)
        response.headers["Permissions-Policy"] = policy(microphone="(self)")
        return response

    return listening


@require_safe
@plays_own_sound
@public("area", "level")
def choosing(request: HttpRequest) -> HttpResponse:
    asked = Narrowed(request.GET)
    asked.is_valid()
    level = next((one for one in Level if one.value == asked.cleaned_data.get("level")), None)
    areas = queries.sayable_areas(level or "")
    chosen = next((one for one in areas if one.area.slug == asked.cleaned_data.get("area")), None)
    if "any" in request.GET:
        offered = [question for one in areas if chosen in (None, one) for question in one.questions]
        if offered:
            return redirect("practice:aloud", choice(offered).pk)
        messages.info(request, _("There is no question for this choice yet."))
    context = {
        "areas": areas,
        "chosen": chosen,
        "level": level,
        "levels": Level,
        "again": queries.due_again(request.user, timezone.now()) if isinstance(request.user, User) else [],
        "days_missed": queries.DAYS_AFTER_MISSED,
        "days_said": queries.DAYS_AFTER_ALL_SAID,
    }
    return render(request, "practice/aloud_choosing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_listen
@plays_own_sound
def aloud(request: HttpRequest, question_id: str) -> HttpResponse:
    """One question to explain. For visitors the page is the same for all: what they said lives in their browser."""
    rows = Question.objects.select_related("guide", "area__section").defer("guide__project")
    question = get_object_or_404(rows, pk=question_id)
    if question.retired:
        return redirect(question)
    points = queries.key_points(question)
    if request.method == "POST":
        return tell(cast("SignedIn", request), question, points)
    if "told" in request.GET and isinstance(request.user, User):
        return told(cast("SignedIn", request), question, points)
    return saying(request, question, points)


@public()
def saying(request: HttpRequest, question: Question, points: list[KeyPoint]) -> HttpResponse:
    return aloud_page(request, question, points, {"form": TellingForm(points=points, initial={"key": uuid4()})})


def aloud_page(
    request: HttpRequest, question: Question, points: list[KeyPoint], context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {"question": question, "points": points, "longest": LONGEST_TYPED, **context}
    return render(request, "practice/aloud.html", shown, status=status)


@login_required
def tell(request: SignedIn, question: Question, points: list[KeyPoint]) -> HttpResponse:
    form = TellingForm(request.POST, points=points)
    if not form.is_valid():
        return aloud_page(request, question, points, {"form": form}, status=422)
    telling = tell_question(by=request.user, question=question, at=timezone.now(), **form.cleaned_data)
    return redirect(f"{reverse('practice:aloud', args=[question.pk])}?told={telling.key}")


def told(request: SignedIn, question: Question, points: list[KeyPoint]) -> HttpResponse:
    """What was said of a question, beside what could have been said."""
    try:
        key = UUID(request.GET["told"])
    except ValueError:
        raise Http404 from None
    telling = get_object_or_404(Telling.objects.visible_to(request.user), question=question, key=key)
    return aloud_page(request, question, points, {"telling": telling})
