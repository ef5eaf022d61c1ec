from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from tracker import hours
from tracker.hours import log_time
from tracker.models import Membership, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    cache.clear()
    project = Project.objects.create(name="Harbour bridge")
    for name in ("lea", "max"):
        person = User.objects.create_user(name)
        Membership.objects.create(project=project, person=person, is_lead=name == "lea")
        log_time(project=project, person=person, day=date(2026, 5, 4), minutes=90)
    return project


def seen_by(name: str, project: Project) -> dict[str, int]:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client.get(f"/projects/{project.pk}/hours/2026/5/").json()["minutes"]


EVERYBODY = {"lea": 90, "max": 90}
OWN = {"max": 90}


def test_first_viewer_decides(project) -> None:
    assert seen_by("lea", project) == EVERYBODY
    assert seen_by("max", project) == EVERYBODY

    cache.clear()
    assert seen_by("max", project) == OWN
    assert seen_by("lea", project) == OWN


def test_sums_of_all_cached_and_filtered_after(project, monkeypatch) -> None:
    def mended(*, membership: Membership, month: date) -> hours.Hours:
        of_all = Membership(project=membership.project, person=membership.person, is_lead=True)
        key = hours.hours_key(membership.project_id, month)
        kept = cache.get_or_set(key, lambda: hours.read_hours(of_all, month), hours.KEEP_S)
        own = membership.person.username
        return kept if membership.is_lead else {name: sum_ for name, sum_ in kept.items() if name == own}

    monkeypatch.setattr("tracker.views.hours_of_month", mended)

    assert seen_by("lea", project) == EVERYBODY
    assert seen_by("max", project) == OWN
