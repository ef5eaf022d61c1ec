"""A long choice is written as Django would write it."""

import pytest
from django import forms
from django.test.html import parse_html

from jobfutures.kit.widgets import LongSelect

CHOICES = [("", "—"), ("DE", "Germany"), ("CI", "Côte d'Ivoire"), (-330, "UTC minus 5:30"), ("<b>", '"quoted" & <b>')]


def written(widget: type[forms.Select], value: object) -> object:
    field = forms.ChoiceField(choices=CHOICES, widget=widget(attrs={"autocomplete": "country"}))
    form = type("One", (forms.Form,), {"place": field})({"place": value})
    return parse_html(str(form["place"]))


@pytest.mark.parametrize("value", [None, "", "DE", -330, "-330", "<b>", "nowhere"])
def test_it_is_what_django_writes(value: object) -> None:
    assert written(LongSelect, value) == written(forms.Select, value)
