"""An index over some rows, over a computed value, and one that carries a column along."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q
from django.db.models.functions import Lower
from sqlalchemy import Connection, Engine, text


@pytest.fixture
def jobs(engine: Engine) -> Iterator[Connection]:
    """20,000 jobs, 200 of them waiting."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP TABLE IF EXISTS spec_job"))
        connection.execute(text("CREATE TABLE spec_job (id integer, state text, owner text, cents integer)"))
        connection.execute(
            text("""
                INSERT INTO spec_job SELECT n, CASE WHEN n % 100 = 0 THEN 'waiting' ELSE 'done' END,
                'Owner' || n % 1000, n FROM generate_series(1, 20000) n
            """)
        )
        yield connection
        connection.execute(text("DROP TABLE spec_job"))


def plan(connection: Connection, sql: str) -> dict:
    connection.execute(text("VACUUM (ANALYZE) spec_job"))
    found = connection.scalar(text(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}"))[0]["Plan"]
    while "Plans" in found and "Heap" not in found["Node Type"]:
        found = found["Plans"][0]
    return found


@pytest.mark.postgresql
def test_a_partial_index_is_small_and_serves_only_what_implies_its_condition(jobs):
    jobs.execute(text("CREATE INDEX full_id ON spec_job (id)"))
    jobs.execute(text("CREATE INDEX part_id ON spec_job (id) WHERE state = 'waiting'"))
    full, part = (jobs.scalar(text("SELECT pg_relation_size(:name)"), {"name": name}) for name in ("full_id", "part_id"))
    print(f"pages: full {full // 8192}, partial {part // 8192}")
    assert full > 20 * part

    jobs.execute(text("DROP INDEX full_id"))
    waiting = plan(jobs, "SELECT * FROM spec_job WHERE state = 'waiting' AND id > 19000")
    done = plan(jobs, "SELECT * FROM spec_job WHERE state = 'done' AND id > 19990")
    print(f"waiting: {waiting['Node Type']}; done: {done['Node Type']}")
    assert ("Scan" in waiting["Node Type"], done["Node Type"]) == (True, "Seq Scan")
    assert "Seq" not in waiting["Node Type"]


@pytest.mark.postgresql
def test_a_prepared_statement_with_a_generic_plan_cannot_know_the_condition(jobs):
    jobs.execute(text("CREATE INDEX part_id ON spec_job (id) WHERE state = 'waiting'"))
    jobs.execute(text("PREPARE one AS SELECT * FROM spec_job WHERE state = $1 AND id > 19000"))
    seen = {}
    for mode in ("force_custom_plan", "force_generic_plan"):
        jobs.execute(text(f"SET plan_cache_mode = {mode}"))
        seen[mode] = "part_id" in " ".join(jobs.scalars(text("EXPLAIN (COSTS OFF) EXECUTE one('waiting')")))
    jobs.execute(text("RESET plan_cache_mode"))
    jobs.execute(text("DEALLOCATE one"))
    print("partial index used:", seen)
    assert seen == {"force_custom_plan": True, "force_generic_plan": False}


@pytest.mark.postgresql
def test_an_expression_index_also_gives_the_planner_statistics_of_the_expression(jobs):
    sql = "SELECT * FROM spec_job WHERE lower(owner) = 'owner7'"
    before = plan(jobs, sql)
    jobs.execute(text("CREATE INDEX owner_lower ON spec_job (lower(owner))"))
    after = plan(jobs, sql)
    print(f"before: {before['Node Type']}, {before['Plan Rows']} rows estimated; after: {after['Plan Rows']} of 20")
    assert before["Node Type"] == "Seq Scan" and after["Actual Rows"] == after["Plan Rows"] == 20


@pytest.mark.postgresql
def test_a_covering_index_answers_without_the_table(jobs):
    sql = "SELECT cents FROM spec_job WHERE owner = 'Owner7'"
    jobs.execute(text("CREATE INDEX plain ON spec_job (owner)"))
    plain = plan(jobs, sql)["Node Type"]
    jobs.execute(text("CREATE INDEX covering ON spec_job (owner) INCLUDE (cents)"))
    covering = plan(jobs, sql)
    jobs.execute(text("ALTER TABLE spec_job SET (autovacuum_enabled = false)"))
    jobs.execute(text("UPDATE spec_job SET state = state WHERE owner = 'Owner7'"))
    dirty = jobs.scalar(text(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}"))[0]["Plan"]
    print(f"{plain}; {covering['Node Type']}, heap fetches {covering['Heap Fetches']}, after updates > 0:",
          dirty["Heap Fetches"] > 0)  # fmt: skip
    assert covering["Heap Fetches"] == 0 and dirty["Heap Fetches"] > 0


def build(*, indexes=(), constraints=()) -> type[models.Model]:
    """A throw-away model with these indexes, as migrations would build it."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("email", models.CharField(max_length=100)),
        ("active", models.BooleanField(default=True)),
    ]
    state = ProjectState()
    state.add_model(ModelState("special", "Member", fields, {"indexes": indexes, "constraints": constraints}))
    return state.apps.get_model("special", "Member")


@pytest.mark.django_db(transaction=True)
def test_the_three_kinds_in_django():
    member = build(
        constraints=[models.UniqueConstraint(Lower("email"), condition=Q(active=True), name="one_active_email")],
        indexes=[models.Index(fields=["email"], include=["active"], name="email_active")],
    )
    with connection.schema_editor() as editor:
        editor.create_model(member)
    try:
        member.objects.create(email="Ada@example.org")
        member.objects.create(email="ada@example.org", active=False)  # the rule speaks of active rows only
        with pytest.raises(IntegrityError):
            member.objects.create(email="ADA@example.org")
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(member)
