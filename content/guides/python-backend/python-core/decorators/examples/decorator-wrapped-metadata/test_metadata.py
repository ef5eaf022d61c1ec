"""One wrapper with functools.wraps, one without: who in a web service notices?"""

import asyncio
import inspect
import pickle
from functools import wraps

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient


def bare(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def kept(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@kept
def shipping_cost(grams: int, express: bool = False) -> int:
    """Cents for one parcel."""
    return grams // 10 + 500 * express


def get(app: FastAPI, address: str) -> int:
    async def ask() -> int:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://shop") as client:
            return (await client.get(address)).status_code

    return asyncio.run(ask())


def test_wraps_copies_the_labels_and_leaves_a_way_back():
    assert shipping_cost.__name__ == "shipping_cost"
    assert shipping_cost.__doc__ == "Cents for one parcel."
    assert str(inspect.signature(shipping_cost)) == "(grams: int, express: bool = False) -> int"
    assert shipping_cost.__code__.co_name == "wrapper"  # the function itself is still the wrapper
    assert shipping_cost.__defaults__ is None  # not everything is copied
    assert inspect.unwrap(shipping_cost).__defaults__ == (False,)


def test_wraps_does_not_make_a_plain_wrapper_async():
    @kept
    async def save():
        return "saved"

    assert save.__name__ == "save"
    assert not inspect.iscoroutinefunction(save)
    assert inspect.iscoroutinefunction(inspect.unwrap(save))


def test_fastapi_reads_the_signature_and_asks_for_args_and_kwargs():
    app = FastAPI()

    def order(number: int):
        return {"number": number}

    app.get("/kept/{number}")(kept(order))
    app.get("/bare/{number}")(bare(order))

    statuses = get(app, "/kept/3"), get(app, "/bare/3")
    named = [field["name"] for field in app.openapi()["paths"]["/bare/{number}"]["get"]["parameters"]]
    assert (statuses, named) == ((200, 422), ["args", "kwargs"])
    print("with wraps 200, without 422; parameters in the schema:", *named)


@csrf_exempt
def webhook(request):
    return HttpResponse("thanks")


urlpatterns = [path("kept/", kept(webhook)), path("bare/", bare(webhook))]


@pytest.mark.urls(__name__)
def test_a_mark_left_by_another_decorator_is_lost():
    client = Client(enforce_csrf_checks=True)
    statuses = client.post("/kept/").status_code, client.post("/bare/").status_code
    assert statuses == (200, 403)
    print("webhook with wraps 200, without 403")


def test_pickle_finds_a_function_by_its_name():
    assert pickle.loads(pickle.dumps(shipping_cost)) is shipping_cost
    with pytest.raises((AttributeError, pickle.PicklingError), match="local object"):
        pickle.dumps(bare(shipping_cost))


def test_the_copied_signature_can_be_a_lie():
    def with_request_id(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            return function("r-1", *args, **kwargs)  # fills the first parameter itself

        return wrapper

    @with_request_id
    def audit(request_id, action):
        return f"{request_id} {action}"

    assert audit("delete") == "r-1 delete"
    assert str(inspect.signature(audit)) == "(request_id, action)"  # one parameter too many
    audit.__signature__ = inspect.Signature([inspect.Parameter("action", inspect.Parameter.POSITIONAL_OR_KEYWORD)])
    assert str(inspect.signature(audit)) == "(action)"
