"""What owners type about members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.companies.models import PEOPLE_CHOICES, MemberRole


class Invite(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=PEOPLE_CHOICES, initial=MemberRole.RECRUITER)
