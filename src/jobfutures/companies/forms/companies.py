"""What is typed about a company: by its owners, and by operators."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jobfutures.companies.forms.fields import HostField, NameField, ProseField
from jobfutures.companies.logos import MOST_BYTES, Picture, WrongPicture, made_anew
from jobfutures.companies.models import Method, Size
from jobfutures.companies.rules import DECISIONS, RESERVED
from jobfutures.companies.wording import PICTURE_FAULTS
from jobfutures.kit import countries
from jobfutures.kit.widgets import LongSelect


class Facts(forms.Form):
    """What a company says of itself. names_stay: an operator has looked at its names already."""

    name = NameField(label=_("Name"), max_length=200, help_text=_("As people know it."))
    legal_name = NameField(
        label=_("Legal name"), max_length=200, help_text=_("As it stands in the register: Acme Software GmbH.")
    )
    country = forms.ChoiceField(
        label=_("Country of its seat"), choices=[("", "—"), *countries.choices()], widget=LongSelect
    )
    size = forms.ChoiceField(label=_("Size"), choices=[("", "—"), *Size.choices])
    about = ProseField(
        label=_("About the company"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What it does, how it works. Markdown; at most 5,000 characters."),
    )
    ai_statement = ProseField(
        label=_("How it uses AI in hiring"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Which tools read or rank what candidates send, and who decides. Left empty, the page says that "
                    "the company has not said."),
    )  # fmt: skip
    response_promise_days = forms.IntegerField(
        label=_("Within how many days it answers"),
        min_value=1,
        max_value=14,
        initial=7,
        help_text=_("1 to 14. Both sides see when an answer is late."),
    )

    def __init__(self, *args: Any, names_stay: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if names_stay:
            del self.fields["name"], self.fields["legal_name"]


class Claim(forms.Form):
    host = HostField(label=_("Your own domain"), help_text=_("Such as acme.example, where your website is."))
    method = forms.ChoiceField(
        label=_("How you prove it"), choices=Method, initial=Method.DNS, widget=forms.RadioSelect
    )


class LogoFile(forms.Form):
    """After `is_valid`, `cleaned_data["logo"]` is a Picture."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, at most 1 MiB. We make a small picture of it and keep nothing else."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> Picture:
        brought: UploadedFile[Any] = self.cleaned_data["logo"]
        try:
            return made_anew(brought.read(MOST_BYTES + 1))
        except WrongPicture as refusal:
            raise forms.ValidationError(str(PICTURE_FAULTS[refusal.reason]), code=refusal.reason) from None


class Addition(forms.Form):
    """A company that an operator adds."""

    name = NameField(label=_("Name"), max_length=200)
    slug = forms.SlugField(label=_("Short name, for addresses"), max_length=80)
    host = HostField(
        label=_("Its own domain"),
        takes_shared=True,
        help_text=_("Such as acme.example. You verify by hand that it is theirs."),
    )
    owner = forms.EmailField(
        label=_("Its first owner"), max_length=254, help_text=_("They are invited by mail, and join by signing in.")
    )

    def clean_host(self) -> str:
        return str(self.cleaned_data["host"].name)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in RESERVED:
            raise forms.ValidationError(_("This short name is kept for pages of the site. Choose another."))
        return slug


class Decision(forms.Form):
    event = forms.ChoiceField(choices=[(one, one) for one in sorted(DECISIONS)], widget=forms.HiddenInput)
    note = ProseField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why you decide so. Needed to approve, refuse, suspend or give a domain away; the owners read it."),
    )
