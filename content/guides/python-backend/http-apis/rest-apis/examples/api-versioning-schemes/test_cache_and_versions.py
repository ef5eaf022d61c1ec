"""The version is part of what a cache must compare: in the path by itself, in a header only with Vary."""

import pytest
from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import cache_page
from django.views.decorators.vary import vary_on_headers

pytestmark = pytest.mark.urls(__name__)


def answer(version: str) -> JsonResponse:
    return JsonResponse({"total": 19.99} if version == "1" else {"total_cents": 1999})


@cache_page(60)
def in_the_path(request: HttpRequest, version: str) -> JsonResponse:
    return answer(version)


@cache_page(60)
def in_a_header(request: HttpRequest) -> JsonResponse:
    return answer(request.headers["Api-Version"])


@cache_page(60)
@vary_on_headers("Api-Version")
def in_a_header_with_vary(request: HttpRequest) -> JsonResponse:
    return answer(request.headers["Api-Version"])


urlpatterns = [
    path("v<str:version>/orders/A-1", in_the_path),
    path("without-vary/orders/A-1", in_a_header),
    path("with-vary/orders/A-1", in_a_header_with_vary),
]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def test_two_paths_are_two_entries(client):
    assert [client.get(f"/v{version}/orders/A-1").json() for version in "12"] == [
        {"total": 19.99},
        {"total_cents": 1999},
    ]


def test_without_vary_the_second_client_gets_the_first_client_s_version(client):
    seen = [client.get("/without-vary/orders/A-1", headers={"Api-Version": version}).json() for version in "12"]
    print("asked for 1, then 2:", seen)
    assert seen == [{"total": 19.99}, {"total": 19.99}]


def test_with_vary_each_gets_its_own(client):
    seen = [client.get("/with-vary/orders/A-1", headers={"Api-Version": version}).json() for version in "12"]
    print("asked for 1, then 2:", seen)
    assert seen == [{"total": 19.99}, {"total_cents": 1999}]
