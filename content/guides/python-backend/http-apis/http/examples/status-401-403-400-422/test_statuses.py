"""Six kinds of refusal, and the status that three frameworks choose for each without being asked."""

import asyncio
from typing import Annotated

import httpx
import pytest
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import path
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from rest_framework import permissions, serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView, exception_handler

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class Quantity(serializers.Serializer):
    quantity = serializers.IntegerField(min_value=1)


class Orders(APIView):
    authentication_classes = [BasicAuthentication]
    permission_classes = [permissions.IsAuthenticated]

    def post(self, request):
        form = Quantity(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(status=201)

    def delete(self, request):
        self.permission_denied(request, message="only managers delete")


def with_codes(exc, context):
    """Django REST framework keeps a code for each fault and sends only the sentence. Send both."""
    response = exception_handler(exc, context)
    if isinstance(exc, APIException):
        response.data = exc.get_full_details()
    return response


class OrdersWithCodes(Orders):
    def get_exception_handler(self):
        return with_codes  # for a whole service: the setting EXCEPTION_HANDLER


@login_required
def page(request):
    return HttpResponse("hello")


@permission_required("shop.delete_order", raise_exception=True)
def delete_page(request):
    return HttpResponse("gone")


urlpatterns = [path("api/orders", Orders.as_view()), path("page", page), path("delete", delete_page)]
urlpatterns += [path("api/coded", OrdersWithCodes.as_view())]

api = FastAPI()


class NewOrder(BaseModel):
    quantity: int


@api.post("/orders", status_code=201)
async def create(new: NewOrder): ...


@api.get("/private")
async def private(_: Annotated[object, Depends(HTTPBearer())]): ...


def fastapi(method: str, url: str, **sent) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://api") as client:
            return await client.request(method, url, **sent)

    return asyncio.run(go())


@pytest.fixture
def ada(client) -> APIClient:
    User.objects.create_user("ada", password="right")
    known = APIClient()
    known.credentials(HTTP_AUTHORIZATION="Basic YWRhOnJpZ2h0")
    return known


def test_who_are_you_is_401_with_a_challenge_and_you_may_not_is_403(ada):
    nobody = APIClient().post("/api/orders", {"quantity": 1})
    known = ada.delete("/api/orders")
    print("unknown caller:", nobody.status_code, nobody["WWW-Authenticate"], "| known caller:", known.status_code)
    assert (nobody.status_code, known.status_code) == (401, 403)
    assert nobody.has_header("WWW-Authenticate") and not known.has_header("WWW-Authenticate")


def test_fastapi_s_bearer_asks_for_a_token(ada):
    answer = fastapi("GET", "/private")
    print("FastAPI without a token:", answer.status_code, answer.headers.get("www-authenticate"))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_page_for_people_redirects_to_the_login_instead(client):
    answer = client.get("/page")
    print("Django page:", answer.status_code, answer["Location"])
    assert answer.status_code == 302
    assert client.get("/delete").status_code == 403  # raise_exception: also for somebody unknown


BODIES = {"no JSON": b"{quantity: 1", "a wrong type": b'{"quantity": "many"}', "a missing field": b"{}"}


def test_400_or_422_depends_on_whom_you_ask(ada):
    table = {}
    for name, body in BODIES.items():
        drf = ada.generic("POST", "/api/orders", body, "application/json").status_code
        fast = fastapi("POST", "/orders", content=body, headers={"content-type": "application/json"}).status_code
        table[name] = (drf, fast)
    print("(DRF, FastAPI):", table)
    assert table == {"no JSON": (400, 422), "a wrong type": (400, 422), "a missing field": (400, 422)}


def test_an_unknown_format_is_415_and_not_400(ada):
    answer = ada.generic("POST", "/api/orders", b"<order/>", "application/xml")
    print("XML to DRF:", answer.status_code)
    assert answer.status_code == 415


def test_a_client_should_branch_on_a_code_in_the_body(ada):
    """Three faults with one status: only the body tells them apart, and a sentence is not a code."""
    codes = []
    for body in BODIES.values():
        plain = ada.generic("POST", "/api/orders", body, "application/json")
        coded = ada.generic("POST", "/api/coded", body, "application/json")
        assert (plain.status_code, coded.status_code) == (400, 400)
        assert b"code" not in plain.content
        faults = coded.json()
        codes.append(faults["quantity"][0]["code"] if "quantity" in faults else faults["code"])
    print("as installed:", plain.json(), "| codes, sent by a handler of ours:", codes)
    assert codes == ["parse_error", "invalid", "required"]
