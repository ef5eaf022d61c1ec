"""Middleware as nested calls: who sees which response, who sees an exception, and what a streamed body hides."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

pytestmark = pytest.mark.urls(__name__)
LOG: list[str] = []


def outer(get_response):
    def middleware(request):
        response = get_response(request)
        LOG.append(f"outer sees {response.status_code}, X-Inner: {response.get('X-Inner')}")
        response["X-Outer"] = "yes"
        return response

    return middleware


def inner(get_response):
    def middleware(request):
        response = get_response(request)
        LOG.append(f"inner sees {response.status_code}, X-Outer: {response.get('X-Outer')}")
        response["X-Inner"] = "yes"
        return response

    return middleware


def hopeful(get_response):
    """Tries to catch what a view raises, the wrong way."""

    def middleware(request):
        try:
            return get_response(request)
        except ZeroDivisionError:
            LOG.append("hopeful caught it")
            return HttpResponse(status=418)

    return middleware


class Translating:
    """The right way: Django asks process_exception before it makes a 500."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        LOG.append(f"process_exception got {type(exception).__name__}")
        return HttpResponse(status=503)


def maintenance(get_response):
    def middleware(request):
        return HttpResponse("back at nine", status=503)

    return middleware


def unused(get_response):
    raise MiddlewareNotUsed


def timing(get_response):
    def middleware(request):
        LOG.append("timing starts")
        response = get_response(request)
        LOG.append("timing ends")
        return response

    return middleware


def forgetful(get_response):
    def middleware(request):
        get_response(request)  # no return

    return middleware


def rows():
    for number in range(3):
        LOG.append(f"row {number} made")
        yield f"{number}\n"


urlpatterns = [
    path("ok", lambda request: HttpResponse("ok")),
    path("bug", lambda request: 1 / 0),
    path("export", lambda request: StreamingHttpResponse(rows())),
]


def get(address: str, *chain: str):
    LOG.clear()
    with override_settings(MIDDLEWARE=[f"{__name__}.{name}" for name in chain]):
        return Client(raise_request_exception=False).get(address)


def test_the_last_in_the_list_sees_the_response_first():
    response = get("/ok", "outer", "inner")
    print("\n".join(LOG))
    assert LOG == ["inner sees 200, X-Outer: None", "outer sees 200, X-Inner: yes"]
    assert response["X-Outer"] == "yes"


def test_a_middleware_never_sees_the_exception_only_the_500_made_of_it():
    response = get("/bug", "outer", "hopeful", "inner")
    print(response.status_code, LOG)
    assert response.status_code == 500
    assert LOG == ["inner sees 500, X-Outer: None", "outer sees 500, X-Inner: yes"]


def test_process_exception_may_turn_it_into_an_answer():
    response = get("/bug", "outer", "Translating")
    print(response.status_code, LOG)
    assert (response.status_code, LOG[0]) == (503, "process_exception got ZeroDivisionError")


def test_who_stands_outside_still_wraps_an_early_answer_who_stands_inside_does_not():
    response = get("/ok", "outer", "maintenance", "inner")
    print(response.status_code, LOG)
    assert LOG == ["outer sees 503, X-Inner: None"]
    assert "X-Inner" not in response


def test_a_streamed_body_is_made_after_all_middleware_has_ended():
    response = get("/export", "timing")
    assert LOG == ["timing starts", "timing ends"]
    assert b"".join(response.streaming_content) == b"0\n1\n2\n"
    print(LOG)
    assert LOG[-1] == "row 2 made"
    assert not hasattr(response, "content")


def test_one_that_is_not_used_leaves_no_trace():
    assert get("/ok", "unused", "outer").status_code == 200


def test_a_forgotten_return_breaks_whoever_stands_outside():
    response = get("/ok", "outer", "forgetful")
    print("forgotten return:", response.status_code, type(response.exc_info[1]).__name__)
    assert response.status_code == 500
    assert "'NoneType' object has no attribute 'status_code'" in str(response.exc_info[1])
