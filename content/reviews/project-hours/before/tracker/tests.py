from datetime import date

import pytest
from django.contrib.auth.models import User

from .hours import log_time
from .models import Membership, Project

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 4)


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
