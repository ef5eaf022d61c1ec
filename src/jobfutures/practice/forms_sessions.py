"""What people choose for a session: how long it takes; and what the address of a visitor's session says."""

import re

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.practice.composing import LENGTHS, StepKind

MOST_STEPS = 20  # that one address may name
NAME = re.compile(r"[-\w]{1,80}")


class LengthForm(forms.Form):
    minutes = forms.TypedChoiceField(
        choices=[(length, length) for length in LENGTHS],
        coerce=int,
        error_messages={
            "invalid_choice": _("A session takes 5, 15 or 30 minutes. Choose one of them."),
            "required": _("A session takes 5, 15 or 30 minutes. Choose one of them."),
        },
    )


class SessionForm(LengthForm):
    key = FormKeyField(required=False)


class AddressForm(LengthForm):
    """What the address of a visitor's session holds. begun: seconds since 1970. What is odd is left out."""

    begun = forms.IntegerField(required=False, min_value=0, max_value=10**11)
    cards = forms.IntegerField(required=False, min_value=0, max_value=max(LENGTHS) * 3)


def named_steps(address: QueryDict) -> dict[StepKind, list[str]]:
    """Return what an address names of each kind, in its order and each once."""
    kinds = [kind for kind in StepKind if kind is not StepKind.CARDS]
    return {
        kind: list(dict.fromkeys(name for name in address.getlist(kind)[:MOST_STEPS] if NAME.fullmatch(name)))
        for kind in kinds
    }
