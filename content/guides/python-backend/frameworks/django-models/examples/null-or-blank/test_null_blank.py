"""null asks the database, blank asks the form: four combinations, and who looks at which."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms import modelform_factory

pytestmark = pytest.mark.django_db


class Person(models.Model):
    plain = models.CharField(max_length=20, default="x")
    blank = models.CharField(max_length=20, default="x", blank=True)
    null = models.CharField(max_length=20, default="x", null=True)
    both = models.CharField(max_length=20, default="x", null=True, blank=True)

    class Meta:
        app_label = "nullblank"


class Badge(models.Model):
    """An optional code that must be unique where it is given."""

    code = models.CharField(max_length=20, unique=True, null=True, blank=True)

    class Meta:
        app_label = "nullblank"


@pytest.fixture(scope="module", autouse=True)
def tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Person)
        editor.create_model(Badge)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Person)
        editor.delete_model(Badge)


def database_takes(field: str, value: str | None) -> bool:
    try:
        with transaction.atomic():
            Person.objects.create(**{field: value})
    except IntegrityError:
        return False
    return True


def validation_takes(field: str, value: str | None) -> bool:
    try:
        Person(**{field: value}).full_clean()
    except ValidationError:
        return False
    return True


EXPECTED = {  # field: (database "", database None, validation "", validation None)
    "plain": (True, False, False, False),
    "blank": (True, False, True, True),  # validation skips what is empty and may be, None included
    "null": (True, True, False, False),
    "both": (True, True, True, True),
}


@pytest.mark.parametrize("field", EXPECTED)
def test_who_takes_an_empty_text_and_who_takes_none(field):
    seen = (
        database_takes(field, ""),
        database_takes(field, None),
        validation_takes(field, ""),
        validation_takes(field, None),
    )
    print(f'{field}: database "" {seen[0]}, None {seen[1]}; validation "" {seen[2]}, None {seen[3]}')
    assert seen == EXPECTED[field]


def test_save_does_not_validate():
    person = Person.objects.create(plain="")  # blank=False did not stop it
    assert person.pk
    with pytest.raises(ValidationError, match="cannot be blank"):
        person.full_clean()


def test_two_kinds_of_empty_need_two_conditions():
    Person.objects.create(null="")
    Person.objects.create(null=None)
    empty, none = (Person.objects.filter(**condition).count() for condition in ({"null": ""}, {"null__isnull": True}))
    print(f'found by "": {empty}, found by isnull: {none}')
    assert (empty, none) == (1, 1)


def test_a_form_turns_an_empty_field_into_none_where_null_is_allowed():
    form = modelform_factory(Person, fields=["blank", "both"])({"blank": "", "both": ""})
    assert form.is_valid()
    print("blank only:", repr(form.instance.blank), "| null and blank:", repr(form.instance.both))
    assert (form.instance.blank, form.instance.both) == ("", None)


def test_optional_and_unique_is_where_null_is_needed_on_a_text():
    form = modelform_factory(Badge, fields=["code"])
    for _ in range(2):
        form({"code": ""}).save()
    print("badges without a code:", Badge.objects.filter(code=None).count())
    assert Badge.objects.filter(code=None).count() == 2  # NULLs do not collide
    Badge.objects.create(code="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Badge.objects.create(code="")  # empty texts do


def test_blank_on_a_relation_decides_about_the_form_only():
    required = modelform_factory(Person, fields=["null"])().fields["null"].required
    optional = modelform_factory(Person, fields=["both"])().fields["both"].required
    print("null=True alone, required in the form:", required)
    assert (required, optional) == (True, False)
