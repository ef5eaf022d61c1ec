"""What owners type about webhooks."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.fetch import CannotFetch, checked
from jobfutures.webhooks.rules import KEPT, KINDS, LONGEST_URL
from jobfutures.webhooks.wording import KIND_WORDS


class KindsForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=[(kind, KIND_WORDS[kind]) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With all of them ticked it is also told of kinds that come later."),
    )  # fmt: skip


class EndpointForm(KindsForm):
    url = forms.CharField(
        label=_("Address"), max_length=LONGEST_URL,
        help_text=_("It starts with https:// and is on the public internet. Redirects are not followed."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    field_order = ["url", "kinds"]

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        try:
            checked(url)
        except CannotFetch as refusal:
            raise ValidationError(str(refusal)) from None
        return url


class ReplayForm(forms.Form):
    since = forms.DateTimeField(
        label=_("Since"), help_text=_("In UTC, 30 days back at most."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )  # fmt: skip

    def clean_since(self) -> datetime:
        since = self.cleaned_data["since"]
        if not isinstance(since, datetime):
            raise ValidationError(_("Write a day and a time."))
        now = timezone.now()
        if not now - KEPT - timedelta(days=1) <= since <= now:
            raise ValidationError(_("Messages are kept for 30 days: name a time within them."))
        return since
