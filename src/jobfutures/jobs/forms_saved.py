from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.queries.saved import wanted_of


class SavedForm(forms.Form):
    name = forms.CharField(
        label=_("Name of this search"),
        max_length=100,
        error_messages={"required": _("Give it a name by which you know it again.")},
    )
    alerts = forms.BooleanField(
        label=_("Write to me once a day when there is something new"),
        required=False,
        help_text=_("The letter holds titles of postings and links, nothing of you. Each has a link that ends it."),
    )


class NewSavedForm(SavedForm):
    """With what is saved: the parameters of an address of the list."""

    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        wanted = wanted_of(str(self.cleaned_data["query"]))
        if wanted is None:
            raise forms.ValidationError(_("This search asks for something that is not there. Search again, then save."))
        return wanted.query()
