"""The lines of a posting's form of which there are several: places, and stages of the interviews."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.forms.fields import whole
from jobfutures.jobs.guards import MOST_MINUTES, MOST_STAGES
from jobfutures.jobs.models import Job
from jobfutures.jobs.wording import FAULTS
from jobfutures.kit.widgets import choose
from jobfutures.profiles.forms.fields import country, line

SPARE_PLACES = 2
MOST_PLACES = 10


class PlaceForm(forms.Form):
    city = line(_("City"), 100)
    country = country(_("Country"))
    region = line(_("Region or state"), 100)
    postal = line(_("Postal code"), 20)
    street = line(_("Street and number"), 200)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if any(said.get(name) for name in self.fields):
            if not said.get("city") and not self.has_error("city"):
                self.add_error("city", now("Say the city."))
            if not said.get("country") and not self.has_error("country"):
                self.add_error("country", now("Say the country."))
        return said


class TopicsOfStage(forms.MultipleChoiceField):
    """A topic that left the job leaves its stages too."""

    def clean(self, value: Any) -> list[str]:
        found: list[str] = super().clean([one for one in value or [] if self.valid_value(one)])
        return found


class StageForm(forms.Form):
    name = line(_("Name"), 80)
    minutes = whole(_("Minutes"), 1, MOST_MINUTES)
    topics = TopicsOfStage(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["topics"], offered)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if (said.get("minutes") or said.get("topics")) and not said.get("name") and not self.has_error("name"):
            self.add_error("name", now("Give this stage a name."))
        if said.get("name") and not said.get("minutes") and not self.has_error("minutes"):
            self.add_error("minutes", now("Say how many minutes it takes."))
        return said


class Rows[Row: forms.Form]:
    """A fixed number of small forms; those that say nothing are left out.

    first: the field without which a line says nothing.  wrong: what is said of all of them together.
    """

    first: str

    def __init__(self, rows: list[Row]) -> None:
        self.forms = rows
        self.wrong: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        return iter(self.forms)

    def filled(self) -> list[dict[str, Any]]:
        return [one.cleaned_data for one in self.forms if one.is_valid() and one.cleaned_data.get(self.first)]


class PlaceRows(Rows[PlaceForm]):
    first = "city"

    def __init__(self, given: QueryDict | None, job: Job | None) -> None:
        stored = list(job.places.all()) if job else []
        sent = sum(1 for name in given if name.startswith("place-") and name.endswith("-city")) if given else 0
        number = min(max(len(stored) + SPARE_PLACES, sent), MOST_PLACES)
        begun = [{name: getattr(place, name) for name in PlaceForm.base_fields} for place in stored]
        begun += [{}] * (number - len(begun))
        super().__init__(
            [
                PlaceForm(given, prefix=f"place-{row}", initial=begun[row], use_required_attribute=False)
                for row in range(number)
            ]
        )

    def faults(self) -> Iterator[str]:
        if not all(one.is_valid() for one in self.forms):
            yield now("One of the places is half said; the sentence stands below it.")


class StageRows(Rows[StageForm]):
    first = "name"

    def __init__(self, given: QueryDict | None, job: Job | None, offered: list[tuple[str, str]]) -> None:
        stored = job.stages[:MOST_STAGES] if job else []
        begun = [{name: one.get(name) for name in ("name", "minutes", "topics")} for one in stored]
        begun += [{}] * (MOST_STAGES - len(begun))
        super().__init__(
            [
                StageForm(
                    given, prefix=f"stage-{row}", initial=begun[row], offered=offered, use_required_attribute=False
                )
                for row in range(MOST_STAGES)
            ]
        )

    def faults(self) -> Iterator[str]:
        if not all(one.is_valid() for one in self.forms):
            yield now("One of the stages is half said; the sentence stands below it.")
        elif sum(one["minutes"] for one in self.filled()) > MOST_MINUTES:
            yield str(FAULTS["stage_minutes"])

    def said(self) -> list[dict[str, Any]]:
        return [{"name": one["name"], "minutes": one["minutes"], "topics": one["topics"]} for one in self.filled()]
