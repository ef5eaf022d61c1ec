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
from jobfutures.profiles.pdf.typesetting import TooLong, typeset, unset_letters
from jobfutures.profiles.queries import resume_to_hand_out
from jobfutures.profiles.resume.pairs import Resume
from jobfutures.profiles.resume.writing import document


@login_required
@require_safe
@never_cache
def resume(request: SignedIn) -> HttpResponse:
    """The choice of what stands in the PDF."""
    return choice(request, resume_to_hand_out(request.user))


def choice(request: SignedIn, handed: Resume, *, is_too_long: bool = False) -> HttpResponse:
    name = handed.basics.columns.get("name", "")
    context = {"parts": PARTS.items(), "missing": unset_letters(handed), "name": name, "is_too_long": is_too_long}
    return render(request, "profiles/resume.html", context, status=409 if is_too_long else 200)


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
    """The résumé on paper, with the parts that `?part=` names; all of them where it is not there."""
    handed = resume_to_hand_out(request.user)
    try:
        content = typeset(handed, chosen_parts(request.GET.getlist("part")))
    except TooLong:
        return choice(request, handed, is_too_long=True)
    name = slugify(handed.basics.columns.get("name", ""))[:60] or "resume"
    return download(content, "application/pdf", f"{name}.pdf")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
