"""The model changes twice and the answer does not: names by source, meaning by a field, and a record of what is public."""

import pytest
from django.db import IntegrityError, transaction
from rest_framework import serializers
from rest_framework.validators import UniqueValidator
from shop.models import Customer, Order, Product

pytestmark = pytest.mark.django_db


class FollowsTheModel(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = "__all__"


class EuroField(serializers.Field):
    """Public: a decimal string in euros, as it was before the column became whole cents."""

    def to_representation(self, cents: int) -> str:
        return f"{cents // 100}.{cents % 100:02}"

    def to_internal_value(self, data) -> int:
        if not isinstance(data, str):
            raise serializers.ValidationError("send a string such as '4.50'")
        whole, _, rest = data.partition(".")
        if not (data.isascii() and whole.isdigit() and len(rest) <= 2 and (not rest or rest.isdigit())):
            raise serializers.ValidationError("send a string such as '4.50'")
        return int(whole) * 100 + int(rest.ljust(2, "0"))


class ProductV1(serializers.ModelSerializer):
    """The contract. Left: what clients know. Right: where it stands today."""

    code = serializers.CharField(source="sku", max_length=30, validators=[UniqueValidator(Product.objects.all())])
    title = serializers.CharField(source="name", max_length=100)
    price = EuroField(source="price_cents")
    available = serializers.SerializerMethodField()

    class Meta:
        model = Product
        fields = ["code", "title", "price", "available"]

    def get_available(self, product: Product) -> bool:
        return product.stock > 0  # was a column once


STATES = {"open": "open", "paid": "open", "packed": "open", "sent": "closed", "cancelled": "closed"}


class OrderV1(serializers.ModelSerializer):
    """Clients know two states. The model has learnt three more, and a switch in a client has no branch for them."""

    status = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["number", "status"]

    def get_status(self, order: Order) -> str:
        return STATES[order.status]


def contract(kind: type[serializers.Serializer]) -> dict[str, str]:
    """The public names, and for each its kind and whether it may or must be sent."""
    return {
        name: type(field).__name__ + (" read" if field.read_only else " required" if field.required else "")
        for name, field in kind().fields.items()
    }


def breaks(published: dict[str, str], now: dict[str, str]) -> list[str]:
    """What a client of the published contract would notice."""
    found = [f"{name} is gone" for name in sorted(published.keys() - now.keys())]
    found += [
        f"{name}: {published[name]} -> {now[name]}"
        for name in sorted(published.keys() & now.keys())
        if published[name] != now[name]
    ]
    found += [f"{name} must now be sent" for name in sorted(now.keys() - published.keys()) if "required" in now[name]]
    return found


PUBLISHED = {  # committed beside the code; a change of this dictionary is a decision about clients
    "code": "CharField required",
    "title": "CharField required",
    "price": "EuroField required",
    "available": "SerializerMethodField read",
}


def test_the_contract_is_what_was_published():
    assert breaks(PUBLISHED, contract(ProductV1)) == []


def test_columns_may_be_renamed_and_retyped_while_the_answer_stays():
    tea = Product.objects.create(sku="tea-1", name="Tea", price_cents=450, stock=3)
    print(dict(ProductV1(tea).data))
    assert ProductV1(tea).data == {"code": "tea-1", "title": "Tea", "price": "4.50", "available": True}


@pytest.mark.parametrize(("sent", "cents"), [("4.50", 450), ("4.5", 450), ("12", 1200), ("0.05", 5)])
def test_what_clients_send_means_what_it_meant(sent, cents):
    form = ProductV1(data={"code": "t", "title": "Tea", "price": sent})
    form.is_valid(raise_exception=True)
    assert form.validated_data == {"sku": "t", "name": "Tea", "price_cents": cents}


@pytest.mark.parametrize("sent", ["4.505", "-1", "", "4,50", "4.²", 4.5, None])
def test_what_was_never_in_the_contract_is_refused(sent):
    form = ProductV1(data={"code": "t", "title": "Tea", "price": sent})
    assert not form.is_valid() and set(form.errors) == {"price"}


class Forgetful(ProductV1):
    code = serializers.CharField(source="sku")


def test_a_field_written_by_hand_takes_no_limit_from_its_column():
    Product.objects.create(sku="tea-1", name="Tea", price_cents=450)
    sent = {"code": "tea-1", "title": "Tea", "price": "4.50"}
    repeated, forgotten = ProductV1(data=sent), Forgetful(data=sent)
    print("a used code is valid: limits repeated", repeated.is_valid(), "- forgotten", forgotten.is_valid())
    assert not repeated.is_valid() and forgotten.is_valid()
    with pytest.raises(IntegrityError), transaction.atomic():
        forgotten.save()


def test_all_fields_publishes_the_model_with_each_of_its_changes():
    print("__all__ publishes:", sorted(contract(FollowsTheModel)))
    assert "stock" in contract(FollowsTheModel)  # exact numbers for every competitor


def test_a_new_state_in_the_model_is_a_decision_in_the_contract():
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    seen = {status: OrderV1(Order(customer=ada, number="A-1", status=status)).data["status"] for status in STATES}
    print(seen)
    assert set(seen.values()) == {"open", "closed"}
    with pytest.raises(KeyError):  # a state that nobody has mapped is noticed here, and not by a client
        OrderV1(Order(customer=ada, number="A-1", status="returned")).data  # noqa: B018


class Tidied(serializers.Serializer):
    """A well-meant clean-up."""

    sku = serializers.CharField()
    title = serializers.CharField()
    price = serializers.DecimalField(max_digits=8, decimal_places=2)
    available = serializers.BooleanField(read_only=True)
    colour = serializers.CharField()


def test_the_record_names_what_a_clean_up_would_break():
    found = breaks(PUBLISHED, contract(Tidied))
    print("\n".join(found))
    assert found[0] == "code is gone" and found[-2:] == ["colour must now be sent", "sku must now be sent"]
