"""Sheets for two people who take turns: one question, or a set of four, to print and to fold."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jobfutures.kit.public import public
from jobfutures.practice import queries_peer as queries
from jobfutures.topics.models import Level

MOST_TURNS = 99


class Wanted(forms.Form):
    """Which set; a value that is none leaves the page without one."""

    role = forms.CharField(required=False, max_length=50)
    level = forms.CharField(required=False, max_length=10)
    turn = forms.IntegerField(required=False, min_value=1, max_value=MOST_TURNS)


@public()
def peer(request: HttpRequest, question_id: str) -> HttpResponse:
    question = get_object_or_404(queries.askable(), pk=question_id)
    if question.retired:
        return redirect(question)
    return render(request, "practice/peer.html", {"question": question, "sheets": [queries.sheet(question)]})


@public("role", "level", "turn")
def peer_set(request: HttpRequest) -> HttpResponse:
    asked = Wanted(request.GET)
    asked.is_valid()
    roles = queries.live_roles()
    role = next((one for one in roles if one.pk == asked.cleaned_data.get("role")), None)
    level = next((one for one in Level if one.value == asked.cleaned_data.get("level")), None)
    turn = asked.cleaned_data.get("turn") or 1
    context = {
        "roles": roles,
        "role": role,
        "level": level,
        "levels": Level,
        "sheets": queries.peer_set(role, level, turn - 1) if role and level else [],
        "next_turn": turn % MOST_TURNS + 1,
    }
    return render(request, "practice/peer_set.html", context)
