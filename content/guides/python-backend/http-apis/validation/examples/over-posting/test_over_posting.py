"""A customer edits an order and adds three fields that the form never had."""

import pytest
from django.contrib.auth.models import User
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from shop.models import Customer, Order, Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    ours, theirs = Tenant.objects.create(name="ours"), Tenant.objects.create(name="theirs")
    ada = Customer.objects.create(name="Ada", email="ada@example.com", tenant=ours)
    Customer.objects.create(name="Eve", email="eve@example.com", tenant=theirs)
    clerk = User.objects.create(username="clerk")
    return Order.objects.create(number="A-1", customer=ada, owner=clerk, total_cents=900)


ATTACK = {"number": "A-1b", "status": "paid", "total_cents": 1}


def stored(order: Order) -> dict:
    return Order.objects.values("number", "status", "total_cents").get(pk=order.pk)


def test_a_loop_of_setattr_obeys_every_name(order):
    for name, value in ATTACK.items():
        setattr(order, name, value)
    order.save()
    print("setattr:", stored(order))
    assert stored(order) == ATTACK


class Everything(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = "__all__"


class Editable(serializers.ModelSerializer):
    """What a customer may see, and the one thing that they may change."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.none())

    class Meta:
        model = Order
        fields = ["id", "number", "status", "total_cents", "customer"]
        read_only_fields = ["id", "status", "total_cents"]

    def get_fields(self) -> dict:
        fields = super().get_fields()
        fields["customer"].queryset = Customer.objects.filter(tenant=self.context["tenant"])
        return fields


class EditableAndLoud(Editable):
    def validate(self, attrs: dict) -> dict:
        writable = {name for name, field in self.fields.items() if not field.read_only}
        if surplus := sorted(self.initial_data.keys() - writable):
            raise ValidationError(dict.fromkeys(surplus, "may not be set"))
        return attrs


def change(kind: type[serializers.ModelSerializer], order: Order, sent: dict, **by_the_server) -> None:
    form = kind(order, data=sent, partial=True, context={"tenant": order.customer.tenant})
    form.is_valid(raise_exception=True)
    form.save(**by_the_server)


def test_all_fields_means_all_fields_also_for_writing(order):
    change(Everything, order, ATTACK)
    print("__all__:", stored(order))
    assert stored(order) == ATTACK


def test_a_list_of_writable_fields_ignores_the_rest(order):
    change(Editable, order, ATTACK)
    print("listed:", stored(order))
    assert stored(order) == {"number": "A-1b", "status": "open", "total_cents": 900}


def test_or_refuses_it_by_name_so_that_honest_clients_notice(order):
    with pytest.raises(ValidationError) as refusal:
        change(EditableAndLoud, order, ATTACK)
    print("refused:", sorted(refusal.value.detail))
    assert stored(order)["number"] == "A-1"


def test_an_allowed_field_may_carry_a_forbidden_value(order):
    eve = Customer.objects.get(name="Eve")  # of another tenant
    change(Everything, order, {"customer": eve.pk})
    assert Order.objects.get().customer == eve  # the order has left its tenant

    Order.objects.update(customer=Customer.objects.get(name="Ada"))
    order.refresh_from_db()
    with pytest.raises(ValidationError):
        change(Editable, order, {"customer": eve.pk})


def test_what_the_server_knows_it_sets_itself(order):
    boss = User.objects.create(username="boss")
    change(Editable, order, {"owner": order.owner_id, "number": "A-2"}, owner=boss)
    assert Order.objects.get().owner == boss


def test_a_list_of_writable_names_fails_when_somebody_adds_one():
    def writable(kind: type[serializers.ModelSerializer]) -> set[str]:
        fields = kind(context={"tenant": None}).fields
        return {name for name, field in fields.items() if not field.read_only}

    assert writable(Editable) == {"number", "customer"}
    print("writable with __all__:", sorted(writable(Everything)))
