"""Who somebody is, and how to reach them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.widgets import LongSelect
from jobfutures.kit.zones import zones
from jobfutures.profiles.forms.fields import NOT_OFFERED, AddressField, LinesField, ProseField, country, line
from jobfutures.profiles.models import Profile
from jobfutures.profiles.resume.lines import language_line, link_line, made_language, made_link, objects_of
from jobfutures.profiles.rules import is_link

MOST_LINES = 50
ORDER = (
    "name",
    "headline",
    "summary_md",
    "email",
    "phone",
    "city",
    "country",
    "timezone",
    "homepage",
    "links",
    "languages",
)


class AboutForm(forms.Form):
    """One profile's first page. `said` gives what the form says, by the columns of the profile."""

    name = line(_("Name"), 200, autocomplete="name")
    headline = line(_("Headline"), 120, help_text=_("In a few words: what you do, and what you do best."))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is no e-mail address.")},
    )
    phone = line(_("Phone"), 60, autocomplete="tel", inputmode="tel")
    summary_md = ProseField(
        _("Summary"),
        5000,
        help_text=_("Two or three sentences that are read first. An empty line begins a paragraph."),
    )
    city = line(_("City"), 120, autocomplete="address-level2")
    country = country(_("Country"))

    def __init__(self, given: Mapping[str, Any] | None = None, *, profile: Profile, account_email: str) -> None:
        columns = ("name", "headline", "email", "phone", "summary_md", "city", "country", "timezone", "homepage")
        begun = {column: getattr(profile, column) for column in columns}
        super().__init__(given, initial=begun, use_required_attribute=False)
        self.profile = profile
        self.fields["email"].help_text = now(
            "For your résumé. Where it is empty, the address of your account stands there: %(email)s."
        ) % {"email": account_email}
        self.fields["timezone"] = forms.ChoiceField(
            label=now("Time zone"), required=False, error_messages=NOT_OFFERED, widget=LongSelect,
            choices=[("", "—"), *((zone, zone.replace("_", " ")) for zone in zones())],
        )  # fmt: skip
        self.fields["homepage"] = AddressField(now("Website"), kept=profile.homepage)
        self.fields["links"] = LinesField(
            now("Links"), [link_line(one) for one in profile.links], most=MOST_LINES,
            help_text=now("One a line, such as: Code: https://code.example/ana"),
        )  # fmt: skip
        self.fields["languages"] = LinesField(
            now("Languages"), [language_line(one) for one in profile.languages], most=MOST_LINES,
            help_text=now("One a line, such as: German: C1"),
        )  # fmt: skip

        self.order_fields(ORDER)

    def clean_links(self) -> list[dict[str, Any]]:
        lines: list[str] = self.cleaned_data["links"]
        known = {link_line(one) for one in self.profile.links}
        for one in lines:
            if one not in known and not is_link(made_link(one)["url"]):
                raise forms.ValidationError(now("“%(line)s” does not end with an https address.") % {"line": one[:80]})
        return objects_of(lines, self.profile.links, link_line, made_link, "url")

    def clean_languages(self) -> list[dict[str, Any]]:
        lines: list[str] = self.cleaned_data["languages"]
        return objects_of(lines, self.profile.languages, language_line, made_language, "language")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"] or "")

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
