from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from .hours import log_time
from .models import Membership, Project

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def project():
    project = Project.objects.create(name="Harbour bridge")
    for name in ("lea", "max"):
        person = User.objects.create_user(name)
        Membership.objects.create(project=project, person=person, is_lead=name == "lea")
        log_time(project=project, person=person, day=MAY, minutes=90)
    return project


def ask(client, project, name):
    client.force_login(User.objects.get(username=name))
    return client.get(f"/projects/{project.pk}/hours/2026/5/")


def test_a_lead_sees_everybody(client, project):
    assert ask(client, project, "lea").json() == {"minutes": {"lea": 90, "max": 90}}


def test_a_member_sees_their_own_time(client, project):
    assert ask(client, project, "max").json() == {"minutes": {"max": 90}}


def test_a_stranger_finds_no_project(client, project):
    User.objects.create_user("kim")
    assert ask(client, project, "kim").status_code == 404


def test_the_second_look_reads_no_entries(client, project, django_assert_num_queries):
    ask(client, project, "lea")
    # session, user, membership
    with django_assert_num_queries(3):
        client.get(f"/projects/{project.pk}/hours/2026/5/")


def test_new_time_is_seen_at_once(client, project, django_capture_on_commit_callbacks):
    ask(client, project, "lea")
    with django_capture_on_commit_callbacks(execute=True):
        log_time(project=project, person=User.objects.get(username="max"), day=MAY, minutes=30)
    assert ask(client, project, "lea").json() == {"minutes": {"lea": 90, "max": 120}}
