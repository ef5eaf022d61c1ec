"""One entry of a list of a profile."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as now

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.profiles import labels
from jobfutures.profiles.forms.fields import NOT_OFFERED, AddressField, DateField, LinesField, ProseField, line
from jobfutures.profiles.models import Item
from jobfutures.profiles.resume.fields import MOST_YEARS, SECTIONS, Field, Kind
from jobfutures.profiles.resume.lines import texts_of
from jobfutures.profiles.rules import is_before
from jobfutures.topics.models import Area, Section

NEEDED = {"work": "name", "education": "institution", "projects": "name", "certificates": "name"}
LEVELS = ("Beginner", "Intermediate", "Advanced", "Expert")  # stored as words: a JSON Resume has them so


class ItemForm(forms.Form):
    """An entry, new or stored. `said` gives it by the columns of its rows."""

    def __init__(self, given: Mapping[str, Any] | None = None, *, section: str, item: Item | None = None) -> None:
        super().__init__(given, use_required_attribute=False, initial={"key": uuid4()})
        self.section, self.item = section, item
        self.told = SECTIONS[section]
        for one in self.told:
            self.fields[one.column] = self.field_for(one)
            if item and one.kind is not Kind.LINES:
                self.initial[one.column] = getattr(item, one.column)
        if item is None:
            self.fields["key"] = FormKeyField()
        if needed := NEEDED.get(section):
            self.fields[needed].required = True
            self.fields[needed].error_messages["required"] = now("This says which entry it is, so it cannot be empty.")

    def field_for(self, one: Field) -> forms.Field:
        label = labels.column_label(self.section, one.column)
        told = labels.column_help(self.section, one.column)
        stored = getattr(self.item, one.column) if self.item else None
        if one.kind is Kind.DATE:
            return DateField(label, told)
        if one.kind is Kind.LINES:
            return LinesField(label, stored or (), told)
        if one.kind is Kind.TEXT:
            return ProseField(label, one.most, help_text=told)
        if one.column == "url":
            return AddressField(label, stored or "", told)
        return line(label, one.most, help_text=told)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        began, ended = said.get("began"), said.get("ended")
        if began and ended and is_before(ended, began):
            self.add_error("ended", now("This lies before the beginning."))
        return said

    def said(self) -> dict[str, Any]:
        found = {one.column: self.cleaned_data[one.column] for one in self.told}
        for one in self.told:
            if one.kind is Kind.LINES:
                found[one.column] = texts_of(found[one.column], getattr(self.item, one.column, ()))
        return found


class TopicForm(ItemForm):
    """A topic: an area of the guide, or something else under a name of one's own."""

    def __init__(self, given: Mapping[str, Any] | None = None, *, section: str, item: Item | None = None) -> None:
        super().__init__(given, section=section, item=item)
        self.areas = {area.pk: area for area in Area.objects.order_by("section__position", "position")}
        titles = dict(Section.objects.values_list("pk", "title"))
        groups: dict[str, list[tuple[str, str]]] = {}
        for area in self.areas.values():
            groups.setdefault(titles[area.section_id], []).append((area.pk, area.title))
        self.fields["topic"] = forms.ChoiceField(
            label=now("Topic of the guide"), required=False, choices=[("", "—"), *groups.items()],
            error_messages=NOT_OFFERED,
        )  # fmt: skip
        self.choose_level(getattr(item, "level", ""))
        whole = now("Years are a whole number from 0 to 60.")
        self.fields["years"] = forms.IntegerField(
            label=labels.COLUMNS["years"], required=False, min_value=0, max_value=MOST_YEARS,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), whole),
        )  # fmt: skip
        topic = getattr(item, "topic_id", None)
        if item and topic:
            self.initial["topic"], self.initial["name"] = topic, ""
        self.order_fields(["topic", "name", "level", "years", "keywords"])

    def choose_level(self, stored: str) -> None:
        words = [*LEVELS, *([stored] if stored and stored not in LEVELS else [])]
        self.fields["level"] = forms.ChoiceField(
            label=labels.COLUMNS["level"], required=False, choices=[("", "—"), *((word, word) for word in words)],
            help_text=now("Your own word for it."), error_messages=NOT_OFFERED,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors and bool(said.get("topic")) == bool(said.get("name")):
            self.add_error("name", now("Choose a topic above, or write something else here: one of the two."))
        return said

    def said(self) -> dict[str, Any]:
        found = super().said()
        topic = self.areas.get(self.cleaned_data["topic"])
        kept = getattr(self.item, "topic_id", None) if topic else None
        if topic:
            found["name"] = getattr(self.item, "name", "") if kept == topic.pk else topic.title
        return {**found, "topic": topic}


def form_for(section: str) -> type[ItemForm]:
    return TopicForm if section == "topics" else ItemForm
