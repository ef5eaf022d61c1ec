"""Promises about privacy that no single room can keep: what is in the schema, in the code, and in the database after
somebody left. The numbers are those of the privacy invariants in the design.
"""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from jobfutures.accounts.commands import delete_account
from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.checks.models import Attempt
from jobfutures.companies.models import Company
from jobfutures.disclosure.payload import payload_of, values_of
from jobfutures.sharing.rules import PARTS
from tests.access import client_of
from tests.leaks import MARK, Canaries, plant, states, texts, world
from tests.made import Site

SOURCE = Path(__file__).parents[1] / "src" / "jobfutures"
ORDERING = re.compile(r"\b(order_by|filter|exclude|annotate|aggregate|values|distinct)\(([^()]|\([^()]*\))*\)")
OUTCOMES = re.compile(r"checks?__|attempt__outcome|outcome|posterior|\bability\b")
OWN = ("checks", "psychometrics", "profiles/readiness")  # pages of the owner, and nightly work that names nobody


def columns() -> list[tuple[str, str]]:
    return [(model.__name__, one.name) for model in apps.get_models() for one in model._meta.get_fields()]


def test_6_no_other_room_orders_or_filters_people_by_what_a_check_found() -> None:
    found = []
    for file in SOURCE.rglob("*.py"):
        where = file.relative_to(SOURCE).as_posix()
        if where.startswith(OWN) or "/tests/" in where or "/migrations/" in where:
            continue
        calls = [match[0] for match in ORDERING.finditer(file.read_text(encoding="utf-8"))]
        found += [f"{where}: {call}" for call in calls if OUTCOMES.search(call)]

    assert found == []


def test_7_there_is_no_rank_and_no_percentile_of_anybody() -> None:
    wrong = re.compile(r"percentile|(^|_)rank(ing)?$|leaderboard")

    assert [one for one in columns() if wrong.search(one[1])] == []
    assert not any("score" in part for parts in PARTS.values() for part in parts)


@pytest.mark.django_db
def test_7_whatever_is_shared_of_a_check_no_number_of_its_scale_leaves(small_site: Site, ana: User) -> None:
    check = Attempt.objects.get(pk=small_site.checked)
    names = [f"check.{check.pk}.{part}" for part in PARTS["check"]]
    shared = values_of(ana, names)
    payload = payload_of(shared).decode()

    assert set(shared) >= {f"check.{check.pk}.{part}" for part in ("role", "level", "taken_on", "format", "version")}
    for name in ("ability", "error"):
        number = check.outcome[name]
        assert json.dumps(number) not in payload
        assert f"{number:.3f}" not in payload


@pytest.mark.slow
@pytest.mark.django_db
def test_24_export_tells_everything_and_erasure_leaves_nothing(
    small_site: Site, ana: User, ben: User, olga: User
) -> None:
    canaries: Canaries = plant(ana, Attempt.objects.get(pk=small_site.checked))
    others = world(Company.objects.get(slug=small_site.company), ben, olga)
    recruiter = others.clients["recruiter"]
    for _name, given, _opens in states(ana, others.acme):
        recruiter.get(f"/hire/acme/shared/{given.pk}/")
    exported = unpacked(export_archive(ana, timezone.now()))
    assert {word for word in canaries.words if word.startswith(MARK)} <= canaries.in_text(exported)
    assert "recruiter@example.org" not in exported, "who looked is told by role: the name is a third person's"

    delete_account(by=ana, at=timezone.now())
    kept = {model.__name__: " ".join(texts(model)) for model in apps.get_models()}
    assert {name: canaries.in_text(text) for name, text in kept.items() if canaries.in_text(text)} == {}
    assert [name for name, text in kept.items() if ana.email in text] == []
    assert client_of(ben).get("/sharing/").status_code == 200


def unpacked(archive: bytes) -> str:
    with ZipFile(BytesIO(archive)) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist())


def test_no_table_of_a_person_is_shown_by_its_name() -> None:
    """20: a row's text lands in logs and tracebacks, so it is a number, never what somebody typed."""
    typed = (models.EmailField, models.TextField, models.CharField)
    for model in apps.get_models():
        if model is Company or not model.__module__.startswith("jobfutures."):
            continue  # a company is public
        if hasattr(model._default_manager.all(), "visible_to"):
            row = model()
            for one in model._meta.concrete_fields:
                if isinstance(one, typed) and not one.primary_key and not one.choices:
                    setattr(row, one.attname, "typed by somebody")
            assert "typed by somebody" not in str(row), model.__name__
