"""Companies as everybody sees them. Only those in good standing have a page."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobfutures.accounts.models import User
from jobfutures.companies import rules
from jobfutures.companies.models import Company, CompanyQuerySet, Logo
from jobfutures.companies.sections import sections_of
from jobfutures.companies.showing import about_html, badge_of
from jobfutures.kit.countries import NAMES
from jobfutures.kit.public import public

A_PAGE = 30


@never_cache
@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    rows = Company.objects.reading().by_name().only("slug", "name", "host", "country", "state")
    paged = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    listed = [(one, NAMES.get(one.country, "")) for one in paged]
    return render(request, "companies/companies.html", {"paged": paged, "listed": listed})


def shown_to(request: HttpRequest) -> CompanyQuerySet:
    """Return companies that are public, and for a member also their own."""
    public_ones = Q(state__in=rules.READING)
    if isinstance(request.user, User):
        return Company.objects.filter(public_ones | Q(pk__in=Company.objects.of_member(request.user).values("pk")))
    return Company.objects.filter(public_ones)


@never_cache
@require_safe
def company(request: HttpRequest, company: str) -> HttpResponse:
    rows = shown_to(request).select_related("domain").defer("domain__evidence", "domain__proof")
    found = get_object_or_404(rows, slug=company)
    context = {
        "company": found, "badge": badge_of(found), "about": about_html(found),
        "is_public": rules.may_read(found.state),
        "country": NAMES.get(found.country, ""), "sections": sections_of(found),
        "logo": Logo.objects.filter(company=found).defer("image").first(),
    }  # fmt: skip
    return render(request, "companies/company.html", context)


@require_safe
def logo(request: HttpRequest, company: str) -> HttpResponse:
    found = get_object_or_404(Logo.objects.filter(company__in=shown_to(request)), company__slug=company)
    answer = HttpResponse(bytes(found.image), content_type="image/webp")
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = f'"{found.digest}"'
    return answer


@public()
def policy(request: HttpRequest) -> HttpResponse:
    """How companies are verified here: what the rules and the settings of this instance say."""
    context = {
        "auto_verify": settings.AUTO_VERIFY, "dual_review": settings.DUAL_REVIEW, "look_days": rules.LOOK_EVERY.days,
        "apart_hours": rules.APART.days * 24, "grace_days": rules.GRACE_KEPT.days, "token_days": rules.TOKEN_KEPT.days,
    }  # fmt: skip
    return render(request, "companies/policy.html", context)
