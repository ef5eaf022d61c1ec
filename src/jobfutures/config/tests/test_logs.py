import pytest
from django.test import Client
from django_structlog.middlewares.request import logger
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from jobfutures.config.logs import without_query


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        ("GET /search/?q=my+illness", "GET /search/"),
        ("GET /account/password/reset/key/0a1-c0ffee/", "GET /account/password/reset/key/-/"),
        ("POST /account/confirm-email/MQ:1abc:xyz/", "POST /account/confirm-email/-/"),
        ("GET /operate/setup/one-time-token/", "GET /operate/setup/-/"),
        ("GET /guides/python/", "GET /guides/python/"),
    ],
)
def test_what_people_typed_and_what_opens_something_is_not_logged(asked: str, logged: str) -> None:
    assert without_query(None, "info", {"request": asked})["request"] == logged


def test_the_address_of_a_refused_form_is_not_logged_either() -> None:
    said = "Forbidden (CSRF cookie not set.): /operate/setup/one-time-token/"

    assert without_query(None, "warning", {"event": said})["event"].endswith(": /operate/setup/-/")


def test_the_network_address_of_a_visitor_is_not_logged(client: Client) -> None:
    logger.__dict__.pop("bind", None)  # an earlier request bound it, and logs may have been set up anew since
    with capture_logs(processors=[merge_contextvars]) as logged:
        client.get("/healthz", REMOTE_ADDR="192.0.2.7")

    assert logged
    assert "192.0.2.7" not in str(logged)
