"""Two ways to keep customers out of each other's orders, and the doors that only one of them closes."""

import pytest
from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from rest_framework import permissions, routers, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.test import APIClient
from shop.models import Customer, Order

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ("number", "status")


class IsOwner(permissions.BasePermission):
    def has_object_permission(self, request, view, obj) -> bool:
        return obj.owner_id == request.user.pk


class CheckedAfterLoading(viewsets.ModelViewSet):
    """Loads any order, then asks a permission class."""

    queryset = Order.objects.order_by("number")
    serializer_class = OrderSerializer
    permission_classes = (IsOwner,)

    @action(detail=True)
    def receipt(self, request, pk):
        order = get_object_or_404(Order, pk=pk)  # not self.get_object(): nobody asks the permission class
        return Response({"receipt for": order.number})


class ScopedBeforeLoading(viewsets.ModelViewSet):
    """Somebody else's order is not in the queryset, so there is nothing to load."""

    serializer_class = OrderSerializer
    permission_classes = (permissions.IsAuthenticated,)  # without a user there is no scope

    def get_queryset(self):
        return Order.objects.filter(owner=self.request.user).order_by("number")

    @action(detail=True)
    def receipt(self, request, pk):
        return Response({"receipt for": self.get_object().number})

    @action(detail=False, methods=["post"])
    def cancel(self, request):
        wanted = self.get_queryset().filter(pk__in=request.data["ids"])
        return Response({"cancelled": wanted.update(status="cancelled")})


router = routers.SimpleRouter()
router.register("late", CheckedAfterLoading, basename="late")
router.register("scoped", ScopedBeforeLoading, basename="scoped")
urlpatterns = router.urls


@pytest.fixture
def mine_and_theirs() -> tuple[Order, Order]:
    customer = Customer.objects.create(name="Any", email="any@example.org")
    ana, ben = User.objects.create_user("ana"), User.objects.create_user("ben")
    return tuple(Order.objects.create(customer=customer, owner=user, number=user.username) for user in (ana, ben))


@pytest.fixture
def ana(mine_and_theirs) -> APIClient:
    client = APIClient()
    client.force_authenticate(User.objects.get(username="ana"))
    return client


def test_a_permission_class_guards_only_what_goes_through_get_object(ana, mine_and_theirs):
    theirs = mine_and_theirs[1]
    assert ana.get(f"/late/{theirs.pk}/").status_code == 403
    assert [row["number"] for row in ana.get("/late/").data] == ["ana", "ben"]  # a list asks nobody
    assert ana.get(f"/late/{theirs.pk}/receipt/").data == {"receipt for": "ben"}
    print("checked after loading: detail 403, list shows 2 orders, receipt leaks")


def test_a_scoped_queryset_closes_every_door_at_once(ana, mine_and_theirs, django_assert_num_queries):
    theirs = mine_and_theirs[1]
    with django_assert_num_queries(1):
        assert ana.get(f"/scoped/{theirs.pk}/").status_code == 404
    assert ana.patch(f"/scoped/{theirs.pk}/", {"status": "paid"}).status_code == 404
    assert ana.get(f"/scoped/{theirs.pk}/receipt/").status_code == 404
    assert [row["number"] for row in ana.get("/scoped/").data] == ["ana"]
    print("scoped before loading: detail, change and receipt 404, list shows 1 order")


def test_a_bulk_action_touches_only_rows_in_scope(ana, mine_and_theirs):
    answer = ana.post("/scoped/cancel/", {"ids": [order.pk for order in mine_and_theirs]}, format="json")
    assert answer.data == {"cancelled": 1}
    assert Order.objects.get(number="ben").status == "open"


def test_an_id_in_the_body_needs_the_same_scope(mine_and_theirs):
    mine, theirs = mine_and_theirs
    trusting = serializers.PrimaryKeyRelatedField(queryset=Order.objects.all())
    scoped = serializers.PrimaryKeyRelatedField(queryset=Order.objects.filter(owner=mine.owner))
    assert trusting.run_validation(theirs.pk) == theirs  # "exists" was checked, "is yours" was not
    with pytest.raises(serializers.ValidationError) as refusal:
        scoped.run_validation(theirs.pk)
    assert refusal.value.detail[0].code == "does_not_exist"


def test_a_write_that_repeats_the_scope_notices_a_change_of_owner(mine_and_theirs):
    mine, theirs = mine_and_theirs
    ana = mine.owner
    loaded = Order.objects.get(pk=mine.pk, owner=ana)  # the check: it is hers
    Order.objects.filter(pk=mine.pk).update(owner=theirs.owner)  # meanwhile

    assert Order.objects.filter(pk=loaded.pk, owner=ana).update(status="cancelled") == 0
    loaded.status = "cancelled"
    loaded.save(update_fields=["status"])  # without the scope: Ana cancels Ben's order
    assert Order.objects.get(pk=mine.pk).status == "cancelled"
