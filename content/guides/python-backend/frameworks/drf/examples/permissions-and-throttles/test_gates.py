"""The gates of a DRF view in their order, what each one answers, and two ways round a throttle."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import override_settings
from django.urls import path
from rest_framework import authentication, permissions, throttling
from rest_framework.response import Response
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework.views import APIView

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
LOG: list[str] = []


class NotingLogin(authentication.BasicAuthentication):
    def authenticate(self, request):
        LOG.append("authenticate")
        return super().authenticate(request)


class NotingPermission(permissions.IsAuthenticated):
    def has_permission(self, request, view) -> bool:
        LOG.append("permission")
        return super().has_permission(request, view)


class TwoAMinute(throttling.SimpleRateThrottle):
    rate, scope = "2/min", "two"
    now = 1000.0

    def timer(self) -> float:
        return self.now

    def get_cache_key(self, request, view) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def allow_request(self, request, view) -> bool:
        LOG.append("throttle")
        return super().allow_request(request, view)


class Guarded(APIView):
    authentication_classes = [NotingLogin]
    permission_classes = [NotingPermission]
    throttle_classes = [TwoAMinute]

    def get(self, request):
        LOG.append("handler")
        return Response()


class SessionFirst(Guarded):
    authentication_classes = [authentication.SessionAuthentication, NotingLogin]


class Open(Guarded):
    permission_classes: list[type] = []


urlpatterns = [
    path("guarded", Guarded.as_view()),
    path("session-first", SessionFirst.as_view()),
    path("open", Open.as_view()),
]


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    LOG.clear()
    User.objects.create_user("ada", password="right")


@pytest.fixture
def ada() -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Basic YWRhOnJpZ2h0")  # ada:right
    return client


def test_the_order_of_the_gates(ada):
    assert ada.get("/guarded").status_code == 200
    print(LOG)
    assert LOG == ["authenticate", "permission", "throttle", "handler"]


def test_a_refused_caller_is_never_counted_by_the_throttle():
    statuses = [APIClient().get("/guarded").status_code for _ in range(5)]
    print("five calls without a login:", statuses, "- throttle asked:", LOG.count("throttle"))
    assert statuses == [401] * 5 and "throttle" not in LOG


def test_the_first_authentication_class_decides_between_401_and_403():
    challenge = APIClient().get("/guarded")
    none = APIClient().get("/session-first")
    print(challenge.status_code, challenge["WWW-Authenticate"], "|", none.status_code)
    assert (challenge.status_code, none.status_code) == (401, 403)


def test_the_third_call_gets_429_and_is_told_when_to_come_back(ada):
    answers = [ada.get("/guarded") for _ in range(3)]
    print([answer.status_code for answer in answers], "Retry-After:", answers[-1]["Retry-After"])
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def spoofed(number: int) -> int:
    return APIClient().get("/open", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}", REMOTE_ADDR="198.51.100.7").status_code


def test_a_header_of_the_caller_s_choice_makes_a_new_caller_of_him_each_time():
    believed = [spoofed(number) for number in range(5)]
    cache.clear()
    with override_settings(REST_FRAMEWORK={"NUM_PROXIES": 0}):  # no proxy in front: the header is nobody's word
        counted = [spoofed(number) for number in range(5)]
    print("X-Forwarded-For believed:", believed, "NUM_PROXIES=0:", counted)
    assert (believed, counted) == ([200] * 5, [200, 200, 429, 429, 429])


def test_each_worker_with_a_cache_of_its_own_counts_for_itself():
    request = Open().initialize_request(APIRequestFactory().get("/open"))

    def allowed(caches: list) -> int:
        """Six calls, handed round robin to workers with these caches."""
        passed = 0
        for number in range(6):
            throttle = TwoAMinute()
            throttle.cache = caches[number % len(caches)]
            passed += throttle.allow_request(request, Open())
        return passed

    class Memory(dict):
        def set(self, key, value, timeout) -> None:
            self[key] = list(value)

    print("limit 2: one cache", allowed([Memory()]), "- three workers", allowed([Memory(), Memory(), Memory()]))
    assert (allowed([Memory()]), allowed([Memory(), Memory(), Memory()])) == (2, 6)


class Owner(permissions.BasePermission):
    def has_permission(self, request, view) -> bool:
        return request.user.username == "ada"


class Staff(permissions.BasePermission):
    def has_permission(self, request, view) -> bool:
        return bool(request.user.is_staff)


@pytest.mark.parametrize(("classes", "passes"), [([Owner, Staff], False), ([Owner | Staff], True), ([], True)])
def test_a_list_means_all_of_them_and_an_empty_list_means_anybody(classes, passes):
    request = APIRequestFactory().get("/")
    request.user = User.objects.get(username="ada")
    assert all(kind().has_permission(request, None) for kind in classes) is passes
