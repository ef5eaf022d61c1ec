"""Companies in good standing, as everybody sees them."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.kinds import Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.companies.models import Company

room = Room("companies", _("Companies whose domain was proved"))
LISTED = ("slug", "name", "host", "country", "size", "response_promise_days")


class CompanyShown(Shown):
    slug: str = Field(examples=["acme"])
    name: str = Field(examples=["Acme"])
    host: str = Field(description="The domain that was proved to be theirs.", examples=["acme.example"])
    country: str = Field(description="ISO 3166-1, or empty.", examples=["DE"])
    size: str
    response_promise_days: int


class CompanyWhole(CompanyShown):
    legal_name: str
    about: str = Field(description="Markdown.")
    ai_statement: str = Field(description="What it says of its use of AI in hiring.")


@room.get("/companies", shows=Part[CompanyShown], links={"get_company": {"company": "/items/0/slug"}})
def list_companies(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """The companies, by name."""
    return part(request, Company.objects.reading(), cut, order=("name", "slug"), columns=LISTED)


@room.get("/companies/{slug:company}", shows=CompanyWhole)
def get_company(request: ApiRequest, company: str) -> Answer:
    """One company."""
    rows = Company.objects.reading().values(*LISTED, "legal_name", "about", "ai_statement")
    return get_object_or_404(rows, slug=company)
