"""Everything that happens between the server's call and the first line of a view, written down by the parts themselves."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.signals import request_started
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

pytestmark = pytest.mark.urls(__name__)
LOG: list[str] = []


def noting(name: str):
    """A middleware that writes down when it is built, entered and left, and when a view has been found."""

    class Noting:
        def __init__(self, get_response) -> None:
            LOG.append(f"{name} built")
            self.get_response = get_response

        def __call__(self, request):
            LOG.append(f"{name} in, view known: {request.resolver_match is not None}")
            response = self.get_response(request)
            LOG.append(f"{name} out with {response.status_code}")
            return response

        def process_view(self, request, view, args, kwargs) -> None:
            LOG.append(f"{name} process_view {view.__name__}{kwargs}")

    return Noting


First, Second = noting("first"), noting("second")


class Closed(First):
    def __call__(self, request):
        LOG.append("closed answers by itself")
        return HttpResponse(status=503)


def detail(request, number):
    LOG.append(f"view {number}")
    return HttpResponse()


def nobody(request):
    return HttpResponse("hello")


def who(request):
    return HttpResponse(str(request.user))


urlpatterns = [path("orders/<int:number>", detail), path("nobody", nobody), path("who", who)]


def with_middleware(*classes: str):
    return override_settings(MIDDLEWARE=[f"{__name__}.{name}" for name in classes])


def log_of(address: str) -> list[str]:
    client = Client()
    client.get("/orders/1")  # the first request builds the chain
    LOG.clear()
    request_started.connect(note_start)
    client.get(address)
    request_started.disconnect(note_start)
    return LOG.copy()


def note_start(**_) -> None:
    LOG.append("signal request_started")


@with_middleware("First", "Second")
def test_the_order_of_a_request():
    log = log_of("/orders/7")
    print("\n".join(log))
    assert log == [
        "signal request_started",
        "first in, view known: False",
        "second in, view known: False",
        "first process_view detail{'number': 7}",
        "second process_view detail{'number': 7}",
        "view 7",
        "second out with 200",
        "first out with 200",
    ]


@with_middleware("First", "Second")
def test_the_chain_is_built_once_from_the_inside_out():
    LOG.clear()
    client = Client()
    for _ in range(3):
        client.get("/orders/1")
    built = [line for line in LOG if line.endswith("built")]
    print("three requests:", built)
    assert built == ["second built", "first built"]


@with_middleware("First", "Second")
@pytest.mark.parametrize("address", ["/nowhere", "/orders/abc"])
def test_an_unknown_address_passes_through_every_middleware_and_no_process_view(address):
    log = log_of(address)
    assert log[1:] == [
        "first in, view known: False",
        "second in, view known: False",
        "second out with 404",
        "first out with 404",
    ]


@with_middleware("Closed", "Second")
def test_a_middleware_that_answers_hides_everything_behind_it():
    log = log_of("/orders/7")
    print(log)
    assert log == ["signal request_started", "closed answers by itself"]


@pytest.mark.django_db
def test_a_session_and_a_user_are_promises_that_cost_nothing_until_touched(django_assert_num_queries):
    client = Client()
    client.force_login(User.objects.create_user("ada"))
    with django_assert_num_queries(0):
        assert client.get("/nobody").content == b"hello"
    with django_assert_num_queries(2) as queries:
        assert client.get("/who").content == b"ada"
    print("request.user untouched: 0 queries, touched:", [q["sql"].split(" FROM ")[1].split('"')[1] for q in queries])


class Refuses(First):
    def process_view(self, request, view, args, kwargs) -> None:
        raise PermissionDenied


@with_middleware("Second", "Refuses")
def test_a_refusal_in_process_view_becomes_a_response_for_those_outside():
    assert log_of("/orders/7")[-1] == "second out with 403"
    assert "view 7" not in LOG
