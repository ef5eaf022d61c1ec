from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.search.models import Choice
from jobfutures.search.rules import LONGEST_QUERY


class SearchForm(forms.Form):
    q = forms.CharField(max_length=LONGEST_QUERY, required=False, strip=True)
    page = forms.IntegerField(min_value=1, max_value=50, required=False)


class ChosenTermForm(forms.Form):
    term = forms.CharField(label=_("Search"), max_length=60)
    choice = forms.ChoiceField(
        label=_("What to do with it"), choices=[*Choice.choices, ("", _("Leave it to its use"))], required=False
    )
