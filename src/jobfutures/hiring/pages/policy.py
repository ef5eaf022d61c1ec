"""How hiring works here, and what is said of AI in it: what the rules and the settings of this instance say."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jobfutures.hiring.queries.policy import policy_facts
from jobfutures.kit.public import public


@public()
def policy(request: HttpRequest) -> HttpResponse:
    return render(request, "hiring/policy.html", {"facts": policy_facts()})


@public()
def ai(request: HttpRequest) -> HttpResponse:
    return render(request, "hiring/ai.html", {"statement": settings.AI_STATEMENT})
