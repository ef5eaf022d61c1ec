import pytest

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
