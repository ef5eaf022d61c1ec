"""What somebody looks for: where, from when, for how much, and where they may work."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.kit.currencies import CODES, digits
from jobfutures.profiles.conditions import Permission
from jobfutures.profiles.forms.fields import NOT_OFFERED, country
from jobfutures.profiles.models import Availability, PayPeriod, Profile, SearchState, Workplace

SPARE_ROWS = 2  # empty rows for further countries
MOST_COUNTRIES = 20
NUMBER = _("An amount is a number such as 60000 or 45.50.")
NO_AMOUNT = dict.fromkeys(("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), NUMBER)


def choice(label: Any, choices: Any, *, help_text: Any = "") -> forms.ChoiceField:
    """Return a choice that may stay open."""
    return forms.ChoiceField(
        label=label, required=False, choices=[("", "—"), *choices], help_text=help_text, error_messages=NOT_OFFERED
    )


class WishesForm(forms.Form):
    """What the profile says of the work somebody wants. `said` gives it by the columns of the profile."""

    search_state = forms.ChoiceField(
        label=_("Are you looking?"),
        choices=SearchState,
        widget=forms.RadioSelect,
        help_text=_("This is for yourself, and is told to nobody: no grant and no application can hold it."),
        error_messages={**NOT_OFFERED, "required": _("Choose one of these.")},
    )
    workplaces = forms.MultipleChoiceField(
        label=_("Where you would work"),
        choices=Workplace,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={**NOT_OFFERED, "invalid_list": _("Choose one of these.")},
    )
    relocates = choice(_("Would you move for it?"), [("yes", _("Yes")), ("no", _("No"))])
    availability = choice(_("When you could begin"), Availability.choices)
    pay_floor = forms.DecimalField(
        label=_("The least you would work for"),
        required=False,
        min_value=0,
        max_digits=15,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("Used for your own search alone. It is never shown to anybody else, and cannot be shared."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), NUMBER
        ),
    )
    pay_currency = choice(_("Currency"), [(code, code) for code in sorted(CODES)])
    pay_period = choice(_("For"), PayPeriod.choices)

    def __init__(self, given: Mapping[str, Any] | None = None, *, profile: Profile) -> None:
        super().__init__(given, initial=begun(profile), use_required_attribute=False)
        self.rows = min(len(profile.work_auth) + SPARE_ROWS, MOST_COUNTRIES)
        for row in range(self.rows):
            stored = profile.work_auth[row] if row < len(profile.work_auth) else {}
            self.fields[f"country_{row}"] = country(now("Country"))
            self.fields[f"status_{row}"] = choice(now("Your right to work there"), Permission.choices)
            self.initial[f"country_{row}"], self.initial[f"status_{row}"] = stored.get("country"), stored.get("status")

    def countries(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for row in range(self.rows):
            yield self[f"country_{row}"], self[f"status_{row}"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        amount, currency, period = (said.get(name) for name in ("pay_floor", "pay_currency", "pay_period"))
        if amount and not self.has_error("pay_currency") and not currency:
            self.add_error("pay_currency", now("Say in which currency."))
        if amount and not self.has_error("pay_period") and not period:
            self.add_error("pay_period", now("Say for which time."))
        if amount and currency and amount != round(amount, digits(currency)):
            self.add_error("pay_floor", now("This currency has no such small part."))
        self.clean_countries(said)
        return said

    def clean_countries(self, said: Mapping[str, Any]) -> None:
        seen = set()
        for row in range(self.rows):
            where, status = said.get(f"country_{row}"), said.get(f"status_{row}")
            if where and not status and not self.has_error(f"status_{row}"):
                self.add_error(f"status_{row}", now("Say what you may do there."))
            if status and not where and not self.has_error(f"country_{row}"):
                self.add_error(f"country_{row}", now("Say in which country."))
            if where and where in seen:
                self.add_error(f"country_{row}", now("This country stands here already."))
            seen.add(where)

    def said(self) -> dict[str, Any]:
        one = self.cleaned_data
        amount, code = one["pay_floor"], one["pay_currency"]
        rows = [(one[f"country_{row}"], one[f"status_{row}"]) for row in range(self.rows)]
        return {
            "search_state": one["search_state"],
            "workplaces": one["workplaces"],
            "relocates": {"yes": True, "no": False}.get(one["relocates"]),
            "availability": one["availability"],
            "pay_floor": int(amount.scaleb(digits(code))) if amount else None,
            "pay_currency": code if amount else "",
            "pay_period": one["pay_period"] if amount else "",
            "work_auth": [{"country": where, "status": status} for where, status in rows if where],
        }


def begun(profile: Profile) -> dict[str, Any]:
    amount = Decimal(profile.pay_floor).scaleb(-digits(profile.pay_currency)) if profile.pay_floor else None
    return {
        "search_state": profile.search_state,
        "workplaces": profile.workplaces,
        "relocates": {True: "yes", False: "no"}.get(profile.relocates) if profile.relocates is not None else "",
        "availability": profile.availability,
        "pay_floor": amount,
        "pay_currency": profile.pay_currency,
        "pay_period": profile.pay_period,
    }
