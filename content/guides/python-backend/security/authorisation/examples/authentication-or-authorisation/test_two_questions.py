"""One address, two questions: who is asking, and may they do this?"""

import pytest
from django.contrib.auth.models import Permission, User
from django.core import signing
from django.http import HttpRequest, JsonResponse
from django.test import Client
from django.urls import path

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def ship(request: HttpRequest, number: str) -> JsonResponse:
    if not request.user.is_authenticated:  # who is asking? Nobody we know; a 401 must name a scheme
        challenge = {"WWW-Authenticate": 'Bearer realm="shop"'}
        return JsonResponse({"error": "sign in first"}, status=401, headers=challenge)
    if not request.user.has_perm("shop.change_order"):  # somebody we know, who may not do this
        return JsonResponse({"error": "orders are shipped by the warehouse"}, status=403)
    return JsonResponse({"shipped": number})


urlpatterns = [path("orders/<str:number>/ship", ship)]


@pytest.fixture
def mira() -> User:
    return User.objects.create_user("mira")


@pytest.fixture
def change_order() -> Permission:
    return Permission.objects.get(codename="change_order", content_type__app_label="shop")


def status(client: Client) -> int:
    return client.post("/orders/A-1/ship").status_code


def test_identity_and_permission_fail_with_different_answers(client, mira, change_order):
    answers = [status(client)]
    client.force_login(mira)
    answers.append(status(client))
    mira.user_permissions.add(change_order)
    answers.append(status(client))
    assert answers == [401, 403, 200]
    print("nobody 401, known but not allowed 403, allowed 200")


def test_a_permission_taken_away_ends_the_right_and_not_the_session(client, mira, change_order):
    mira.user_permissions.add(change_order)
    client.force_login(mira)
    assert status(client) == 200

    mira.user_permissions.remove(change_order)
    assert status(client) == 403  # same cookie, still mira

    mira.is_active = False
    mira.save(update_fields=["is_active"])
    assert status(client) == 401  # the backend no longer returns this user
    print("revoked: 403 on the next request; deactivated: 401 on the next request")


def test_a_right_written_into_a_token_outlives_the_permission(mira, change_order):
    mira.user_permissions.add(change_order)
    token = signing.dumps({"user": mira.pk, "rights": sorted(mira.get_all_permissions())})
    mira.user_permissions.remove(change_order)

    claims = signing.loads(token, max_age=900)  # the signature is valid: identity and claims are genuine
    assert "shop.change_order" in claims["rights"]
    assert not User.objects.get(pk=claims["user"]).has_perm("shop.change_order")
    print("token says yes, database says no")


def test_django_reads_permissions_once_per_user_object(mira, change_order, django_assert_num_queries):
    with django_assert_num_queries(2):  # rights of the user, rights of their groups
        assert not mira.has_perm("shop.change_order")
    with django_assert_num_queries(0):
        assert not mira.has_perm("shop.delete_order")

    mira.user_permissions.add(change_order)
    assert not mira.has_perm("shop.change_order")  # this object still holds the old set
    assert User.objects.get(pk=mira.pk).has_perm("shop.change_order")
