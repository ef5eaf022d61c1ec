"""The public page that says what a presentation or badge shows. What is pasted here is judged and forgotten."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from jobfutures.credentials import issuer, queries, words
from jobfutures.credentials.forms import Verify
from jobfutures.credentials.vc.reasons import SENTENCES
from jobfutures.credentials.vc.verifying import verdict


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    form = Verify(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "nonce": secrets.token_urlsafe(9), "issuer": issuer.address()}
    if form.is_valid():
        now = timezone.now()
        found = verdict(form.cleaned_data["text"], queries.trust(now), form.expected(), now)
        context |= {"verdict": found, "now": now, "sentence": SENTENCES[found.reason] if found.reason else ""}
        context["statements"] = words.statements(found.shown, queries.titles())
    return render(request, "credentials/verify.html", context, status=422 if form.errors else 200)
