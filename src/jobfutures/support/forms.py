"""What people type on the help pages."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.mail import validate_domain
from jobfutures.support.models import LONGEST_QUOTE, LONGEST_TEXT

LONGEST_NEED = 500
OWN_PAGE = re.compile(r"/(companies|jobs)/[a-z0-9/_-]*")  # what a report may link to


class WordsField(forms.CharField):
    """A text of several lines. A line's end counts as one character, as in the browser."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class Need(forms.Form):
    need = forms.CharField(
        label=_("What do you need?"),
        max_length=LONGEST_NEED,
        help_text=_(
            "A few words are enough, such as “reset my password”. You see what fits, then you can write to us."
        ),
        error_messages={"required": _("Write a few words, so that we can look for what fits.")},
    )


class Letter(forms.Form):
    """What every message has; `website` is left empty by people and filled in by machines."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        validators=[validate_domain],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    form_key = FormKeyField(required=False, initial=uuid4)


class Contact(Letter):
    text = WordsField(label=_("Your message"), max_length=LONGEST_TEXT)

    field_order = ("text", "email")


class Report(Letter):
    about = forms.CharField(label=_("Which question or page?"), max_length=200)
    quote = WordsField(
        label=_("The words that are wrong or unclear"),
        max_length=LONGEST_QUOTE,
        required=False,
        help_text=_("Copied from the page."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = WordsField(
        label=_("What is wrong with them?"),
        max_length=LONGEST_TEXT,
        help_text=_("A link to a source, or the lines that you ran, help most."),
    )

    field_order = ("about", "quote", "text", "email")

    def __init__(self, *args: Any, names_its_question: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Only if you would like an answer.")
        if names_its_question:
            del self.fields["about"]


class Fraud(Letter):
    """A report about a company or a posting of this site; `about` is the address of its page, without the host."""

    about = forms.CharField(
        label=_("Which company or posting?"),
        max_length=200,
        help_text=_("The address of its page here, or its name."),
    )
    text = WordsField(
        label=_("What happened?"),
        max_length=LONGEST_TEXT,
        help_text=_("What they asked of you, when, and by which way. Leave out what is private."),
    )

    field_order = ("about", "text", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Only if you would like an answer. The company never learns of it.")

    def clean_about(self) -> str:
        """Return a path of this site, where an address of this site was given; other words as they are."""
        said = str(self.cleaned_data["about"]).removeprefix(settings.SITE_ADDRESS)
        return said if OWN_PAGE.fullmatch(said) or not said.startswith("/") else said.lstrip("/")


class Asked(forms.Form):
    question = forms.SlugField(max_length=80, required=False)


class Answer(forms.Form):
    text = WordsField(label=_("Your answer"), max_length=LONGEST_TEXT)
