"""What somebody says of themselves for reports on hiring."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobfutures.checks.models import Description
from jobfutures.hiring.models import ImpactAnswer
from jobfutures.kit.widgets import choose


class ImpactAnswerForm(forms.Form):
    """Three answers, each of which may stay open."""

    gender = forms.ChoiceField(label=_("Gender"), required=False)
    age = forms.ChoiceField(label=_("Age"), required=False)
    background = forms.ChoiceField(label=_("Ethnic background"), required=False)

    def __init__(self, given: QueryDict | None = None, *, said: ImpactAnswer | None = None) -> None:
        super().__init__(given, initial={name: getattr(said, name) for name in self.base_fields} if said else None)
        kinds = {"gender": Description.Gender, "age": Description.Age, "background": Description.Background}
        for name, choices in kinds.items():
            choose(self.fields[name], [("", _("I do not say")), *choices.choices])
