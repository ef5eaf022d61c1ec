"""A deleted_at column meets uniqueness, relations and counts; and a history that no writer can forget."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q
from django.utils import timezone
from sqlalchemy import text


class LiveManager(models.Manager):
    use_in_migrations = True

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


KEY = ("id", models.BigAutoField(primary_key=True))


def build(app: str, rule: models.UniqueConstraint):
    """Members that are hidden when deleted, and their letters."""
    state = ProjectState()
    member_fields = [
        KEY,
        ("email", models.CharField(max_length=50)),
        ("deleted_at", models.DateTimeField(null=True, default=None)),
    ]
    managers = [("objects", LiveManager()), ("everyone", models.Manager())]
    state.add_model(ModelState(app, "Member", member_fields, {"constraints": [rule]}, managers=managers))
    letter_fields = [KEY, ("member", models.ForeignKey(f"{app}.Member", models.CASCADE, related_name="letters"))]
    state.add_model(ModelState(app, "Letter", letter_fields))
    return state.apps.get_model(app, "Member"), state.apps.get_model(app, "Letter")


PLAIN = build("softplain", models.UniqueConstraint(fields=["email"], name="soft_email"))
LIVE = build("soft", models.UniqueConstraint(fields=["email"], condition=Q(deleted_at=None), name="soft_live_email"))


@pytest.fixture(scope="module", autouse=True)
def all_tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in (*PLAIN, *LIVE):
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in reversed((*PLAIN, *LIVE)):
            editor.delete_model(model)


@pytest.fixture
def tables(db):
    return LIVE


def hide(row) -> None:
    row.deleted_at = timezone.now()
    row.save(update_fields=["deleted_at"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("models_", "again"), [(PLAIN, "refused"), (LIVE, "accepted")], ids=["unique", "unique_among_the_living"]
)
def test_a_deleted_member_signs_up_again(models_, again):
    member, _ = models_
    hide(member.objects.create(email="ada@example.org"))
    try:
        with transaction.atomic():
            member.objects.create(email="ada@example.org")
        outcome = "accepted"
    except IntegrityError:
        outcome = "refused"
    print(f"signing up again: {outcome}")
    assert outcome == again


def test_the_manager_hides_rows_in_some_places_and_not_in_others(tables):
    member, letter = tables
    ada = member.objects.create(email="ada@example.org")
    letter.objects.create(member=ada)
    hide(ada)
    seen = {
        "Member.objects": member.objects.count(),
        "letters joined by filter": letter.objects.filter(member__email="ada@example.org").count(),
        "letter.member": int(letter.objects.get().member.email == "ada@example.org"),
        "select_related": int(letter.objects.select_related("member").get().member is not None),
    }
    print("rows that still show the deleted member:", seen)
    assert list(seen.values()) == [0, 1, 1, 1]


def test_deleting_in_bulk_goes_through_the_manager_and_is_real(tables):
    member, _ = tables
    for n in range(3):
        member.objects.create(email=f"m{n}@example.org")
    member.objects.all().delete()  # the queryset's delete() knows nothing of deleted_at
    assert member.everyone.count() == 0


def test_the_children_of_a_hidden_row_stay(tables):
    member, letter = tables
    ada = member.objects.create(email="ada@example.org")
    letter.objects.create(member=ada)
    hide(ada)
    print("letters of the hidden member:", letter.objects.count())
    assert letter.objects.count() == 1  # no cascade ran, because nothing was deleted


HISTORY = [
    "CREATE TEMPORARY TABLE price (sku text PRIMARY KEY, cents integer)",
    """CREATE TEMPORARY TABLE price_history (sku text, cents integer, valid tstzrange,
                                             EXCLUDE USING gist (sku WITH =, valid WITH &&))""",
    """CREATE FUNCTION pg_temp.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         UPDATE pg_temp.price_history SET valid = tstzrange(lower(valid), clock_timestamp())
         WHERE sku = OLD.sku AND upper_inf(valid);
         IF TG_OP <> 'DELETE' THEN
           INSERT INTO pg_temp.price_history VALUES (NEW.sku, NEW.cents, tstzrange(clock_timestamp(), NULL));
         END IF;
         RETURN NULL;
       END $$""",
    "CREATE TRIGGER price_kept AFTER INSERT OR UPDATE OR DELETE ON price FOR EACH ROW EXECUTE FUNCTION pg_temp.keep()",
]


@pytest.mark.postgresql
def test_a_history_by_trigger_sees_every_writer(engine):
    with engine.connect() as session:
        session.execute(text("CREATE EXTENSION IF NOT EXISTS btree_gist"))  # equality beside ranges in one constraint
        for statement in HISTORY:
            session.execute(text(statement))
        session.execute(text("INSERT INTO price VALUES ('tea', 450)"))
        asked_at = session.scalar(text("SELECT clock_timestamp()"))
        session.execute(text("UPDATE price SET cents = 480"))  # a bulk update, without any model
        session.execute(text("DELETE FROM price"))
        kept = list(session.scalars(text("SELECT cents FROM price_history ORDER BY lower(valid)")))
        then = session.scalar(text("SELECT cents FROM price_history WHERE valid @> :at"), {"at": asked_at})
        current = session.scalar(text("SELECT count(*) FROM price_history WHERE upper_inf(valid)"))
        session.rollback()
    print(f"kept {kept}, valid at the moment asked for: {then}, still valid: {current}")
    assert (kept, then, current) == ([450, 480], 450, 0)
