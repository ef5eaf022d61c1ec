"""How code names the user, what breaks when the model is swapped, and why it is late once tables exist."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.checks import check_user_model
from django.contrib.auth.models import AbstractUser, BaseUserManager, User
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Lower
from django.test import override_settings
from shop.models import Order

pytestmark = pytest.mark.django_db


class Member(AbstractUser):
    """What one line at the start of a project would have been: a model of one's own, nothing added yet."""

    class Meta:
        app_label = "people"


def test_a_model_of_ones_own_starts_with_all_fields_of_the_default_one():
    ours, theirs = ({field.name for field in model._meta.fields} for model in (Member, User))
    print("fields that differ:", sorted(ours ^ theirs))
    assert ours == theirs


def test_a_foreign_key_names_the_setting_and_resolves_to_the_model():
    assert Order._meta.get_field("owner").remote_field.model is get_user_model()
    assert Order._meta.get_field("owner").swappable_setting == "AUTH_USER_MODEL"
    print("AUTH_USER_MODEL:", settings.AUTH_USER_MODEL)


def test_code_that_imports_user_breaks_on_the_day_of_the_swap():
    assert User.objects.count() == 0
    with override_settings(AUTH_USER_MODEL="shop.Customer"):
        assert get_user_model().__name__ == "Customer"
        with pytest.raises(AttributeError) as broken:
            User.objects.count()
    print(broken.value)


def test_how_many_tables_point_at_the_user_after_a_few_months():
    pointing = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            relations = connection.introspection.get_relations(cursor, table)
            pointing += [f"{table}.{column}" for column, (_, other, *_) in relations.items() if other == "auth_user"]
    print("columns with a foreign key to auth_user:", sorted(pointing))
    assert sorted(pointing) == [
        "auth_user_groups.user_id",
        "auth_user_user_permissions.user_id",
        "shop_order.owner_id",
    ]


def test_the_default_user_takes_one_address_in_two_spellings():
    User.objects.create_user("ada", "ada@example.org")
    User.objects.create_user("Ada", "ADA@example.org")
    print("users with that address:", User.objects.filter(email__iexact="ada@example.org").count())
    assert User.objects.filter(email__iexact="ada@example.org").count() == 2


def test_normalising_an_address_lowers_the_domain_only():
    stored = User.objects.create_user("ada", "Ada.L@Example.ORG").email
    print("stored:", stored)
    assert stored == "Ada.L@example.org"


class AddressManager(BaseUserManager):
    """A member has no user name, so Django's own manager does not fit."""

    def create_user(self, email: str, password: str | None = None, **fields):
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save()
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)  # what a login asks

    async def aget_by_natural_key(self, email: str):
        return await self.aget(email__iexact=email)  # and an async one


class EmailMember(AbstractUser):
    """Log in by address, whatever its case."""

    username = None
    email = models.EmailField(unique=True)
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = AddressManager()

    class Meta:
        app_label = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_member_for_each_address")]


class LooseMember(AbstractUser):
    """The constraint alone: enough for the database, not for Django's check."""

    username = None
    email = models.EmailField()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        app_label = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_loose_member_for_each_address")]


def complaints(model: type[AbstractUser]) -> list[str]:
    """What Django's system check says about a user model."""
    app = SimpleNamespace(label="people", get_model=lambda _name: model)
    with override_settings(AUTH_USER_MODEL=f"people.{model.__name__}"):
        return [message.id for message in check_user_model([app])]


def test_the_field_that_logs_in_must_be_unique_itself():
    print("constraint alone:", complaints(LooseMember), "with unique=True too:", complaints(EmailMember))
    assert (complaints(LooseMember), complaints(EmailMember)) == (["auth.E003"], [])


@pytest.fixture(scope="module")
def members(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(EmailMember)
    yield EmailMember
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(EmailMember)


def test_on_a_model_of_ones_own_the_rule_is_a_constraint(members):
    ada = members.objects.create_user("Ada@example.org", "right")
    with pytest.raises(IntegrityError), transaction.atomic():
        members.objects.create_user("ADA@example.org", "other")
    assert members.objects.get_by_natural_key("ada@EXAMPLE.org") == ada
    assert async_to_sync(members.objects.aget_by_natural_key)("ADA@example.org") == ada
    assert members.objects.create_superuser("root@example.org", "right").is_superuser
