"""What owners choose when they share, and companies when they ask."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import PEOPLE_CHOICES, Company, MemberRole
from jobfutures.disclosure.payload import offers_of
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.offers import Offer, Sensitivity
from jobfutures.kit.widgets import choose
from jobfutures.sharing import rules
from jobfutures.sharing.choices import Choice
from jobfutures.sharing.labels import LABELS
from jobfutures.sharing.models import Mode, Purpose, Request

TELLS = {Sensitivity.PERSONAL: _("says who you are"), Sensitivity.DETAILED: _("in detail")}
FIELD_ERRORS = {
    "required": _("Choose at least one field."),
    "invalid_choice": _("One of these fields is not yours to share, or has nothing in it any more. Choose again."),
}


class Share(forms.Form):
    """A grant to be. preview: the digest of what the owner was shown; empty before they were."""

    reader = forms.CharField(
        label=_("With whom"),
        max_length=254,
        help_text=_(
            "A verified company's domain, such as acme.example, or one person's e-mail address. "
            "They sign in to read it; a copied link opens nothing."
        ),
    )
    names = forms.MultipleChoiceField(
        label=_("Fields"), widget=forms.CheckboxSelectMultiple, error_messages=FIELD_ERRORS
    )
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose)
    roles = forms.MultipleChoiceField(
        label=_("Who in the company may look"), choices=PEOPLE_CHOICES, required=False,
        initial=[MemberRole.OWNER, MemberRole.RECRUITER], widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    mode = forms.ChoiceField(label=_("What they see"), choices=Mode, initial=Mode.LIVE)
    days = forms.IntegerField(
        label=_("Days until it ends by itself"), min_value=1, max_value=rules.MOST_DAYS, initial=rules.USUAL_DAYS
    )
    max_reads = forms.IntegerField(
        label=_("Looks until it ends by itself"), min_value=1, max_value=10_000, required=False,
        help_text=_("Leave it empty for any number."),
    )  # fmt: skip
    preview = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    key = FormKeyField(required=False, initial=uuid4)

    def __init__(self, *args: Any, owner: User, asked: Request | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers_of(owner, asked.fields if asked else None)
        self.asked = asked
        choose(self.fields["names"], grouped(self.offers))
        if asked:  # who reads it and what for is what they asked; the fields remain the owner's choice
            del self.fields["reader"], self.fields["purpose"]

    def clean_reader(self) -> Company | str:
        """Return a company that may read, or a person's address in lower case."""
        typed = str(self.cleaned_data["reader"]).strip().lower()
        if "@" in typed:
            validate_email(typed)
            return typed
        company = Company.objects.reading().filter(host=typed.removeprefix("www.")).first()
        if company is None:
            raise forms.ValidationError(
                _("No company is verified under this domain. Look whether it is written right.")
            )
        return company

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.company_of(found) and not found.get("roles") and "roles" not in self.errors:
            self.add_error("roles", _("Choose at least one."))
        if missing := rules.missing_beside(found.get("names", ())):
            labels = {one.name: one.label for one in self.offers}
            names = ", ".join(labels.get(name, name) for name in missing)
            self.add_error(
                "names", _("A result is only shared whole: choose this with it: %(names)s") % {"names": names}
            )
        return found

    def company_of(self, found: dict[str, Any]) -> Company | None:
        reader = self.asked.company if self.asked else found.get("reader")
        return reader if isinstance(reader, Company) else None

    def choice(self) -> Choice:
        found = self.cleaned_data
        company = self.company_of(found)
        return Choice(
            company=company,
            email="" if company else found["reader"],
            fields=found["names"],
            purpose=self.asked.purpose if self.asked else found["purpose"],
            roles=found["roles"] if company else [],
            mode=found["mode"],
            days=found["days"],
            max_reads=found["max_reads"],
        )


def grouped(offers: Sequence[Offer]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return choices under the heading of each thing that could be shared."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in offers:
        told = TELLS.get(one.sensitivity)
        groups.setdefault(one.group, []).append((one.name, f"{one.label} ({told})" if told else one.label))
    return list(groups.items())


class Ask(forms.Form):
    """What a company asks of an address."""

    email = forms.EmailField(
        label=_("Whom do you ask?"), max_length=254,
        help_text=_("Their e-mail address. Whether somebody here has it, you will only learn if they share."),
    )  # fmt: skip
    names = forms.MultipleChoiceField(
        label=_("What do you ask for?"), widget=forms.CheckboxSelectMultiple,
        choices=list(LABELS.items()),
        error_messages={"required": _("Choose at least one field.")},
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose)
    message = forms.CharField(
        label=_("A few words to them"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    key = FormKeyField(required=False, initial=uuid4)
