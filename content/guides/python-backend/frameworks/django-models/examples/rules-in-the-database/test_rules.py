"""One rule in three places, six ways to write: which place stops which way."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Q
from django.forms import modelform_factory

pytestmark = pytest.mark.django_db


class Validated(models.Model):
    """The rule as a validator of the field."""

    cents = models.IntegerField(validators=[MinValueValidator(0)])

    class Meta:
        app_label = "rules"


class Cleaned(models.Model):
    """The rule in save()."""

    cents = models.IntegerField()

    class Meta:
        app_label = "rules"

    def save(self, *args, **kwargs):
        if self.cents < 0:
            raise ValidationError("negative")
        super().save(*args, **kwargs)


class Constrained(models.Model):
    """The rule as a constraint of the table."""

    cents = models.IntegerField()

    class Meta:
        app_label = "rules"
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gte=0), name="cents_not_negative", violation_error_message="Must not be negative."
            )
        ]


MODELS = [Validated, Cleaned, Constrained]


@pytest.fixture(scope="module", autouse=True)
def tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in MODELS:
            editor.delete_model(model)


def by_form(model) -> None:
    form = modelform_factory(model, fields=["cents"])({"cents": "-1"})
    if not form.is_valid():
        raise ValidationError(form.errors.as_text())
    form.save()


def by_sql(model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} (cents) VALUES (-1)")


def by_update(model) -> None:
    model.objects.bulk_create([model(cents=5)])
    model.objects.update(cents=F("cents") - 6)


WAYS = {
    "form": by_form,
    "full_clean()": lambda model: model(cents=-1).full_clean(),
    "save()": lambda model: model(cents=-1).save(),
    "bulk_create()": lambda model: model.objects.bulk_create([model(cents=-1)]),
    "update()": by_update,
    "plain SQL": by_sql,
}
STOPPED = {
    Validated: ["form", "full_clean()"],
    Cleaned: ["form", "save()"],
    Constrained: ["form", "full_clean()", "save()", "bulk_create()", "update()", "plain SQL"],
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_which_ways_each_place_stops(model):
    stopped = []
    for name, way in WAYS.items():
        try:
            with transaction.atomic():
                way(model)
        except (ValidationError, IntegrityError):
            stopped.append(name)
    print(f"{model.__doc__} Stops: {', '.join(stopped)}")
    assert stopped == STOPPED[model]


def test_the_constraint_also_speaks_to_people():
    with pytest.raises(ValidationError) as refused:
        Constrained(cents=-1).full_clean()  # full_clean() checks constraints as well
    print("full_clean():", refused.value.messages)
    with pytest.raises(IntegrityError, match="cents_not_negative"), transaction.atomic():
        Constrained.objects.create(cents=-1)
    assert refused.value.messages == ["Must not be negative."]


def test_a_rule_about_the_moment_of_writing_is_no_constraint(django_assert_num_queries):
    """'The price may only rise' needs the old row: compare in the UPDATE, or use a trigger."""
    row = Constrained.objects.create(cents=100)
    with django_assert_num_queries(2):
        lower = Constrained.objects.filter(pk=row.pk, cents__lt=90).update(cents=90)
        higher = Constrained.objects.filter(pk=row.pk, cents__lt=120).update(cents=120)
    assert (lower, higher) == (0, 1)


def test_the_rows_that_break_a_rule_are_counted_before_it_becomes_a_constraint():
    broken = Validated.objects.bulk_create([Validated(cents=-1), Validated(cents=3)])
    rule = Q(cents__gte=0)
    violations = Validated.objects.filter(~rule)
    print("rows to repair first:", violations.count())
    assert list(violations) == broken[:1]
