"""What a search for postings may ask for, checked; names are the parameters of its address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.companies.models import Size
from jobfutures.jobs.models import Employment, Level, Workplace
from jobfutures.jobs.wanted import MOST_RANKED, NEWEST, RELEVANCE, Cursor, Wanted
from jobfutures.jobs.words import LONGEST_QUERY
from jobfutures.kit.countries import choices as countries
from jobfutures.kit.currencies import CODES
from jobfutures.profiles.models import PayPeriod

MOST_VALUES = 50
MOST_PAY = 1_000_000_000
DAYS = (("1", _("the last day")), ("7", _("the last week")), ("30", _("the last month")))
ANSWERS = (("2", _("2 days")), ("5", _("5 days")), ("7", _("a week")), ("14", _("two weeks")))
LISTS = ("workplace", "level", "employment", "country", "city", "topic", "size")


class Several(forms.MultipleChoiceField):
    """Some of these values. Another one is refused in words that do not repeat it at length."""

    def __init__(self, choices: Iterable[Any], **options: Any) -> None:
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options)
        self.error_messages["invalid_choice"] = _("There is no such choice here.")


class Written(forms.Field):
    """Values that are taken as they stand, such as cities, which nobody can list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.longest = longest

    def to_python(self, value: list[str] | None) -> list[str]:
        found = list(dict.fromkeys(one for one in value or [] if one))
        if len(found) > MOST_VALUES or any(len(one) > self.longest or "\x00" in one for one in found):
            raise forms.ValidationError(_("There is no such choice here."))
        return found


class SearchForm(forms.Form):
    """GET parameters. `wanted` and `place` are there once it is valid."""

    q = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.SearchInput,
        error_messages={"max_length": _("That is too long to search for: use up to 200 characters.")},
    )
    workplace = Several(Workplace.choices, label=_("Where you work"))
    level = Several(Level.choices, label=_("Level"))
    employment = Several(Employment.choices, label=_("Employment"))
    country = Several(countries(), label=_("Country"))
    city = Written(103, label=_("City"))
    topic = Written(50, label=_("Topics"))
    size = Several(Size.choices, label=_("Company size"))
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[("", _("any")), *((code, code) for code in sorted(CODES))], required=False
    )
    pay_from = forms.IntegerField(label=_("Pay reaches at least"), min_value=0, max_value=MOST_PAY, required=False)
    period = forms.ChoiceField(label=_("Pay for"), choices=PayPeriod.choices, required=False)
    days = forms.ChoiceField(label=_("Posted in"), choices=[("", _("any time")), *DAYS], required=False)
    answers = forms.ChoiceField(
        label=_("Promises an answer within"), choices=[("", _("any time")), *ANSWERS], required=False
    )
    sort = forms.ChoiceField(
        label=_("Order"), choices=[(NEWEST, _("Newest first")), (RELEVANCE, _("Best match first"))], required=False
    )
    after = forms.CharField(label=_("Page"), required=False, widget=forms.HiddenInput)

    def clean_after(self) -> str:
        after = str(self.cleaned_data["after"])
        if after and not is_place(after):
            raise forms.ValidationError(_("There is no such page of this list: begin at its first page."))
        return after

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("pay_from") is not None and not self.cleaned_data.get("currency"):
            self.add_error("currency", _("Choose the currency that the amount is in."))
        return self.cleaned_data

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data
        days, answers = given["days"], given["answers"]
        return Wanted(
            q=given["q"], currency=given["currency"], pay_from=given["pay_from"], period=given["period"] or "YEAR",
            days=int(days) if days else None, answers=int(answers) if answers else None, sort=given["sort"] or NEWEST,
            **{name: tuple(given[name]) for name in LISTS},
        )  # fmt: skip

    @property
    def place(self) -> str:
        """Return where in the list its page begins, or an empty text."""
        return str(self.cleaned_data["after"])


def is_place(after: str) -> bool:
    """Tell whether a list may have handed this out: a number of one by match, or a place in one by time."""
    if after.isascii() and after.isdigit():
        return len(after) < 6 and int(after) < MOST_RANKED
    try:
        Cursor.read(after)
    except ValueError:
        return False
    return True
