"""The choice of a role and a level."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.practice.queries_plan import roles_with_plan
from jobfutures.topics.models import Level, Role

FIELDS = ("role", "level")


class RoleForm(forms.Form):
    """Asks what somebody prepares for; what the address does not say, their practice plan says. One query."""

    level = forms.ChoiceField(
        choices=Level,
        label=_("Level"),
        error_messages={"required": _("Choose a level."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, given: Mapping[str, Any], *, person: User) -> None:
        planned = roles_with_plan(person)
        plan = next(({"role": role.pk, "level": level} for role, level in planned if level), {})
        asked = {name: given[name] for name in FIELDS if name in given}
        said = plan | asked
        super().__init__(said or None, initial={"level": Level.MIDDLE}, use_required_attribute=False)
        self.is_planned = bool(plan) and said == plan
        self.has_plan = bool(plan)
        self.roles = {role.pk: role for role, _level in planned}
        self.fields["role"] = forms.ChoiceField(
            choices=[(role.pk, role.title) for role in self.roles.values()],
            label=_("Kind of job"),
            error_messages={"required": _("Choose a kind of job."), "invalid_choice": _("Choose one of these.")},
        )
        self.order_fields(FIELDS)

    def clean_role(self) -> Role:
        return self.roles[self.cleaned_data["role"]]
