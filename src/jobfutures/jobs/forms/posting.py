"""What a company types about a job. A draft may be half said; what is said has to make sense."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.forms.fields import CountriesField, PayField, choice, offsets, topic_groups, whole
from jobfutures.jobs.forms.rows import PlaceRows, StageRows
from jobfutures.jobs.guards import DESCRIPTION, MOST_TOPICS, Faults, is_web_address
from jobfutures.jobs.models import ApplyMode, Employment, Job, Level, Visa, Workplace
from jobfutures.jobs.money import NoAmount, minor, written
from jobfutures.jobs.wording import FAULTS
from jobfutures.kit.currencies import CODES
from jobfutures.kit.widgets import choose
from jobfutures.profiles.forms.fields import NOT_OFFERED, LinesField, ProseField, line
from jobfutures.profiles.models import PayPeriod
from jobfutures.topics.models import Area

DAY = timedelta(days=1)
SIMPLE = (
    "title", "description", "level", "employment", "workplace", "hybrid_days", "applicant_countries", "timezone_min",
    "timezone_max", "pay_currency", "pay_period", "equity_note", "visa", "languages", "vacancy_exists",
    "ai_screening", "response_promise_days", "apply_url",
)  # fmt: skip
NEEDED = (  # a draft may lack them, and no posting
    "description", "level", "employment", "workplace", "pay_min", "pay_max", "pay_currency", "pay_period",
    "response_promise_days", "closes_on", "apply_url",
)  # fmt: skip


class PostingForm(forms.Form):
    """One draft. `said` gives what it says, by columns; `topics` and `places` the rows beside it.

    asked_later: fields that are called neither needed nor optional.
    """

    asked_later = NEEDED

    title = forms.CharField(
        label=_("Title"), min_length=3, max_length=120,
        help_text=_("What the work is, such as: Backend engineer, payments"),
        error_messages={
            "required": _("A draft needs a title, so that you find it again."),
            "min_length": FAULTS["title_length"], "max_length": FAULTS["title_length"],
        },
    )  # fmt: skip
    description = ProseField(
        _("Description"), DESCRIPTION.stop - 1, rows=14,
        help_text=_("An empty line begins a paragraph, “- ” a list. Pay and place are printed from the fields below."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, error_messages=NOT_OFFERED)
    level = choice(_("Level"), Level.choices)
    employment = choice(_("Employment"), Employment.choices)
    workplace = choice(_("Where one works"), Workplace.choices)
    hybrid_days = whole(_("Days a week on site"), 1, 4, help_text=_("Only for hybrid work: 1 to 4."))
    applicant_countries = CountriesField(
        _("Countries from which people may work"), help_text=_("Only for remote work. One a line: Germany, or DE.")
    )
    timezone_min = offsets(_("Time zones from"))
    timezone_max = offsets(_("to"))
    pay_min = PayField(_("Lowest pay"))
    pay_max = PayField(_("Highest pay"))
    pay_currency = choice(_("Currency"), [(code, code) for code in sorted(CODES)])
    pay_period = choice(_("For"), PayPeriod.choices)
    equity_note = line(_("Shares in the company"), 200, help_text=_("Such as: 0.1 to 0.3 %, over four years."))
    visa = forms.ChoiceField(
        label=_("Do you help with a visa?"),
        choices=Visa,
        initial=Visa.UNKNOWN,
        error_messages=NOT_OFFERED,
        required=False,
    )
    response_promise_days = whole(
        _("Days until everybody has an answer"), 1, 14, help_text=_("At most 14. It is printed on the page.")
    )
    vacancy_exists = forms.BooleanField(label=_("This job is open now: whoever fits is hired for it"), required=False)
    closes_on = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("At most 60 days after it is published."),
        error_messages={"invalid": _("This is no day. Write it as year-month-day, such as 2027-03-01.")},
    )  # fmt: skip
    apply_mode = forms.ChoiceField(
        label=_("Where people apply"), choices=ApplyMode, initial=ApplyMode.INTERNAL, required=False,
        widget=forms.RadioSelect, error_messages=NOT_OFFERED,
        help_text=_("Here they choose what of their profile you see, and both of you see whose turn it is."),
    )  # fmt: skip
    apply_url = line(_("Its address, if it is your own page"), 500, inputmode="url", placeholder="https://")
    ai_screening = ProseField(
        _("Use of AI in this hiring"), 1000, rows=3,
        help_text=_("What software decides or sorts, if any does. Empty: what your company says of itself is printed."),
    )  # fmt: skip

    def __init__(self, given: QueryDict | None = None, *, job: Job | None = None, internal: bool = False) -> None:
        super().__init__(given, initial=begun(job), use_required_attribute=False)
        self.areas = {
            area.pk: area for area in Area.objects.select_related("section").order_by("section__position", "position")
        }
        choose(self.fields["topics"], [(pk, area.title) for pk, area in self.areas.items()])
        self.fields["languages"] = LinesField(
            now("Languages at work"), job.languages if job else [], most=10, help_text=now("One a line.")
        )
        if not internal:
            del self.fields["apply_mode"]
        chosen = given.getlist("topics") if given is not None else self.initial.get("topics", [])
        self.chosen = [pk for pk in self.areas if pk in chosen]
        self.internal = internal
        self.places = PlaceRows(given, job)
        self.stages = StageRows(given, job, [(pk, self.areas[pk].title) for pk in self.chosen])

    def topic_groups(self) -> Iterator[tuple[str, list[tuple[Area, bool]], int]]:
        """Yield (section, areas with whether each is chosen, how many are), for the list of topics."""
        return topic_groups(self.areas.values(), self.chosen)

    def clean_topics(self) -> list[Area]:
        found = [self.areas[pk] for pk in self.cleaned_data["topics"]]
        if len(found) > MOST_TOPICS:
            raise forms.ValidationError(FAULTS["many_topics"])
        return found

    def clean_apply_url(self) -> str:
        url = str(self.cleaned_data["apply_url"])
        if url and not is_web_address(url):
            raise forms.ValidationError(FAULTS["no_way_in"])
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.clean_pay(said)
        if said.get("workplace") == Workplace.REMOTE and said.get("hybrid_days"):
            self.add_error("hybrid_days", FAULTS["remote_with_days"])
        for rows in (self.places, self.stages):
            self.tell_rows(rows, rows.faults())
        return said

    def tell_rows(self, rows: PlaceRows | StageRows, sentences: Iterable[str]) -> None:
        """Put sentences beside several lines at once; the form as a whole says that there are some."""
        rows.wrong += sentences
        if rows.wrong and not self.non_field_errors():
            self.add_error(None, now("Something needs a change, and the sentence is below, beside it."))

    def clean_pay(self, said: dict[str, Any]) -> None:
        code = said.get("pay_currency")
        for field in ("pay_min", "pay_max"):
            typed = said.get(field)
            said[field] = None
            if not typed:
                continue
            if not code:
                if not self.has_error("pay_currency"):
                    self.add_error("pay_currency", FAULTS["no_currency"])
                continue
            try:
                said[field] = minor(typed, code)
            except NoAmount as wrong:
                self.add_error(field, amount_sentence(wrong, code))
        low, high = said.get("pay_min"), said.get("pay_max")
        if low is not None and high is not None and low > high:
            self.add_error("pay_max", FAULTS["pay_order"])

    def facts(self) -> dict[str, Any]:
        """Return what the form says, by columns of a posting."""
        one = self.cleaned_data
        day: date | None = one["closes_on"]
        return {
            **{name: one[name] for name in SIMPLE},
            "visa": one["visa"] or Visa.UNKNOWN,
            "response_promise_days": one["response_promise_days"] or 7,
            "pay_min": one["pay_min"],
            "pay_max": one["pay_max"],
            "closes_at": datetime.combine(day, time(), UTC) + DAY if day else None,
            "apply_mode": self.chosen_way(),
            "stages": self.stages.said(),
        }

    def chosen_way(self) -> str:
        """Return where people apply: as chosen; where nobody chose, on the page that is named, else here."""
        if not self.internal:
            return ApplyMode.EXTERNAL
        named = ApplyMode.EXTERNAL if self.cleaned_data["apply_url"] else ApplyMode.INTERNAL
        return str(self.cleaned_data["apply_mode"] or named)

    def tell(self, sentence: str, faults: Faults) -> None:
        """Put what keeps a stored draft from being published beside its fields."""
        if not self.is_bound:
            self._errors, self.cleaned_data = ErrorDict(), {}
        self.add_error(None, sentence)
        for field, name in faults:
            if field in self.fields:
                self.add_error(field, FAULTS[name])
            else:
                self.tell_rows(self.places if field == "places" else self.stages, [str(FAULTS[name])])


def amount_sentence(wrong: NoAmount, code: str) -> str:
    if wrong.why == "digits":
        return now("%(currency)s has no such small part.") % {"currency": code}
    return now("An amount is a number such as 65000 or 45.50.")


def begun(job: Job | None) -> dict[str, Any]:
    """Return what the form says of a stored draft before anybody typed."""
    if job is None:
        return {}
    facts = {name: getattr(job, name) for name in SIMPLE if name != "languages"}  # this field brings its own lines
    return {
        **facts,
        "apply_mode": job.apply_mode,
        "topics": [area.pk for area in job.topics.all()],
        "pay_min": written(job.pay_min, job.pay_currency),
        "pay_max": written(job.pay_max, job.pay_currency),
        "closes_on": job.last_day,
    }
