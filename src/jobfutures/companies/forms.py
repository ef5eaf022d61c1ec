"""What operators and owners type about companies."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from jobfutures.companies.models import MemberRole

HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class Company(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    slug = forms.SlugField(label=_("Short name, for addresses"), max_length=80)
    host = forms.CharField(
        label=_("Its own domain"),
        max_length=253,
        help_text=_("Such as acme.example. You verify by hand that it is theirs."),
        validators=[RegexValidator(rf"\A{HOST.pattern}\Z", _("This is no domain name. Write it as acme.example."))],
    )
    owner = forms.EmailField(
        label=_("Its first owner"), max_length=254, help_text=_("They are invited by mail, and join by signing in.")
    )

    def clean_host(self) -> str:
        return str(self.cleaned_data["host"])


class Invite(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole, initial=MemberRole.RECRUITER)
