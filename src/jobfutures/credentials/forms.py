"""What comes in: the wish for a credential, a note on a copy, and what somebody wants to have verified."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobfutures.credentials.models import Kind
from jobfutures.credentials.vc import holders
from jobfutures.credentials.vc.suite import Expected
from jobfutures.kit.form_keys import FormKeyField

NO_KEYS = _(
    "Nothing was issued: a selective credential is bound to keys that only your browser has, and it made none. Make "
    "them with the button on this page, in a browser with JavaScript; or take the badge, which needs no key."
)


class HolderKeysField(forms.CharField):
    """Public keys as the page's script writes them."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return []
        try:
            return holders.read(text)
        except holders.WrongHolders:
            raise forms.ValidationError(NO_KEYS) from None


class Issue(forms.Form):
    key = FormKeyField(required=False, initial=uuid4)
    kind = forms.ChoiceField(
        choices=Kind,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Say which of the two you want, with its button."),
            "invalid_choice": _("Say which of the two you want, with its button."),
        },
    )
    holder_keys = HolderKeysField(required=False)

    def __init__(self, given: QueryDict | None = None, *, kind: str = "") -> None:
        super().__init__(given, initial={"kind": kind, "key": uuid4()}, auto_id=f"{kind.lower() or 'sent'}-%s")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("kind") == Kind.SD_JWT and not found.get("holder_keys") and not self.errors:
            raise forms.ValidationError(NO_KEYS)
        return found

    def refusals(self) -> list[str]:
        """Return each sentence once: all fields are hidden, so none could stand at its field."""
        said = [str(sentence) for sentences in self.errors.values() for sentence in sentences]
        return list(dict.fromkeys(said))


class Note(forms.Form):
    note = forms.CharField(
        label=_("Who has this copy"),
        help_text=_(
            "Only you see it. It helps you to give each company a copy of its own, and to know which to withdraw."
        ),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("A note has at most %(limit_value)d characters; this one has %(show_value)d.")},
    )


class Verify(forms.Form):
    text = forms.CharField(
        label=_("The presentation or badge"),
        help_text=_("The whole text, as it was sent to you. Line breaks do no harm."),
        max_length=50_000,
        widget=forms.Textarea(
            attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}
        ),
        error_messages={
            "required": _("Paste what was sent to you."),
            "max_length": _("This is too long for a presentation or a badge: at most %(limit_value)d characters."),
        },
    )  # fmt: skip
    audience = forms.CharField(
        label=_("Audience that you asked for"),
        help_text=_(
            "For a presentation. Who you said you are, letter for letter: your company's address, for example."
        ),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("At most %(limit_value)d characters.")},
    )
    nonce = forms.CharField(
        label=_("Nonce that you asked for"),
        help_text=_("For a presentation. The random word that you gave, so that an old one cannot be shown again."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("At most %(limit_value)d characters.")},
    )

    def expected(self) -> Expected | None:
        audience, nonce = self.cleaned_data["audience"], self.cleaned_data["nonce"]
        return Expected(audience, nonce) if audience and nonce else None
