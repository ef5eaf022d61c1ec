"""Taking a profile along: as a JSON Resume, and as a page to print."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.profiles.pdf.parts import PARTS, chosen_parts
from jobfutures.profiles.pdf.typesetting import typeset, unset_letters
from jobfutures.profiles.queries import resume_to_hand_out
from jobfutures.profiles.resume.writing import document


@login_required
@require_safe
@never_cache
def resume(request: SignedIn) -> HttpResponse:
    """The choice of what stands in the PDF."""
    handed = resume_to_hand_out(request.user)
    context = {"parts": PARTS.items(), "missing": unset_letters(handed), "name": handed.basics.columns.get("name", "")}
    return render(request, "profiles/resume.html", context)


@login_required
@require_safe
@never_cache
def resume_json(request: SignedIn) -> HttpResponse:
    handed = document(resume_to_hand_out(request.user))
    text = json.dumps(handed, ensure_ascii=False, indent=2)
    return download(text.encode(), "application/json", "resume.json")


@login_required
@require_safe
@never_cache
def resume_pdf(request: SignedIn) -> HttpResponse:
    """The résumé on paper, with the parts that `?part=` names; all of them where none is named."""
    handed = resume_to_hand_out(request.user)
    content = typeset(handed, chosen_parts(request.GET.getlist("part")))
    name = slugify(handed.basics.columns.get("name", ""))[:60] or "resume"
    return download(content, "application/pdf", f"{name}.pdf")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
