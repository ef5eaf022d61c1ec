"""A grant is never needed: whatever a company does with an application works where nothing was shared."""

import pytest
from django.apps import apps
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.deciding import decide
from jobfutures.hiring.models import Application
from jobfutures.hiring.tests.sitting import sitting
from jobfutures.jobs.models import Job
from jobfutures.sharing.models import Grant

pytestmark = pytest.mark.django_db


def test_11_an_application_without_a_grant_is_complete(ben: User, ana: User) -> None:
    held = sitting(ben, ana)
    held.hand_in("ivan")
    held.hand_in("iris")
    message = "We would like to work with you. You hear the rest from us by letter."

    decide(
        by=ben, application=held.application, outcome="OFFER", message=message, cites=[held.card("ivan")],
        at=timezone.now(),
    )  # fmt: skip

    assert Application.objects.get().state == "OFFERED"
    assert not Grant.objects.exists()


def test_11_no_setting_of_a_job_and_no_application_points_at_a_grant() -> None:
    demanding = [
        f"{model.__name__}.{one.name}"
        for model in (Job, Application, *apps.get_app_config("plans").get_models())
        for one in model._meta.get_fields()
        if one.related_model is Grant or "grant" in one.name
    ]

    assert demanding == []
