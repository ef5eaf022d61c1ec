"""Taking a plan along, or one interview of it: as Markdown and on paper, for members of the company."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from jobfutures.plans.handout import markdown_of, pdf_of
from jobfutures.plans.models import Kit
from jobfutures.plans.pages.loading import READING, Desk, desk, own_kit
from jobfutures.plans.queries.reading import plans_of, whole_kits
from jobfutures.plans.queries.showing import ShownKit, shown_kit
from jobfutures.profiles.pdf.typesetting import TooLong

type Writer = Callable[[str, list[ShownKit]], HttpResponse]


def as_markdown(title: str, kits: list[ShownKit]) -> HttpResponse:
    return download(markdown_of(title, kits).encode(), "text/markdown; charset=utf-8", title, "md")


def as_pdf(title: str, kits: list[ShownKit]) -> HttpResponse:
    """Answer 413 where it would be dozens of pages."""
    try:
        return download(pdf_of(title, kits), "application/pdf", title, "pdf")
    except TooLong:
        return HttpResponse(status=413)


def download(content: bytes, kind: str, title: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = slugify(title)[:60] or "plan"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def whole_plan(at: Desk, write: Writer) -> HttpResponse:
    """Write the newest version, or the one that `?version=` names."""
    versions = plans_of(at.job, at.request.user)
    number = at.request.GET.get("version", "")
    shown = next((one for one in versions if number in {"", str(one.version)}), None)
    if shown is None:
        raise Http404
    kits = [shown_kit(one) for one in whole_kits(Kit.objects.filter(plan=shown))]
    return write(f"{at.job.title}, plan {shown.version}", kits)


def one_kit(at: Desk, pk: UUID, write: Writer) -> HttpResponse:
    found = own_kit(at, pk)
    return write(f"{at.job.title}: {found.title}", [shown_kit(found)])


@desk(*READING)
def plan_markdown(at: Desk) -> HttpResponse:
    return whole_plan(at, as_markdown)


@desk(*READING)
def plan_pdf(at: Desk) -> HttpResponse:
    return whole_plan(at, as_pdf)


@desk(*READING)
def kit_markdown(at: Desk, kit: UUID) -> HttpResponse:
    return one_kit(at, kit, as_markdown)


@desk(*READING)
def kit_pdf(at: Desk, kit: UUID) -> HttpResponse:
    return one_kit(at, kit, as_pdf)
