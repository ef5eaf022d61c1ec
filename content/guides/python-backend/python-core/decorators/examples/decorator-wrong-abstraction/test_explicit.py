"""Three decorators that looked tidy, and the same rule as a plain call, a narrow block and a default."""

from functools import wraps

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path
from shop.models import Account, Customer, Order

seen_by_risk_service: list[bool] = []  # for each call: was a transaction open meanwhile?


def ask_risk_service(cents):
    """A request to another server: it changes nothing, and takes seconds on a bad day."""
    seen_by_risk_service.append(connection.in_atomic_block)


@transaction.atomic
def charge_under_a_decorator(account_id, cents):
    account = Account.objects.select_for_update().get(pk=account_id)
    ask_risk_service(cents)  # the row stays locked meanwhile
    account.balance -= cents
    account.save(update_fields=["balance"])


def charge_with_a_block(account_id, cents):
    ask_risk_service(cents)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account_id)
        account.balance -= cents
        account.save(update_fields=["balance"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("charge", "open_during_call"), [(charge_under_a_decorator, True), (charge_with_a_block, False)]
)
def test_a_decorator_covers_the_whole_function_or_nothing(charge, open_during_call):
    seen_by_risk_service.clear()
    account = Account.objects.create(balance=100)
    charge(account.pk, 30)

    account.refresh_from_db()
    assert account.balance == 70
    assert seen_by_risk_service == [open_during_call]
    print(f"{charge.__name__}: transaction open during the call: {open_during_call}")


def owns_order(view):
    @wraps(view)
    def wrapper(customer_id, number):
        order = Order.objects.get(number=number)
        if order.customer_id != customer_id:
            raise PermissionDenied
        return view(customer_id, number)  # the order it found is thrown away

    return wrapper


@owns_order
def total_decorated(customer_id, number):
    return Order.objects.get(number=number).total_cents


def own_order(customer_id, number):
    """Check and load in one step, and hand over what was checked."""
    try:
        return Order.objects.get(number=number, customer_id=customer_id)
    except Order.DoesNotExist:
        raise PermissionDenied from None


def total_explicit(customer_id, number):
    return own_order(customer_id, number).total_cents


@pytest.mark.django_db
@pytest.mark.parametrize(("total", "queries"), [(total_decorated, 2), (total_explicit, 1)])
def test_a_check_that_needs_the_row_reads_it_twice(total, queries, django_assert_num_queries):
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.create(customer=ada, number="A-1", total_cents=900)

    with django_assert_num_queries(queries):
        assert total(ada.pk, "A-1") == 900
    with pytest.raises(PermissionDenied):
        total(ada.pk + 1, "A-1")
    print(f"{total.__name__}: {queries} quer{'y' if queries == 1 else 'ies'}")


def staff_only(view):
    @wraps(view)
    def wrapper(request):
        return HttpResponse("staff page") if "staff" in request.GET else HttpResponse(status=403)

    return wrapper


@staff_only
def salaries(request): ...


@staff_only
def invoices(request): ...


def refunds(request):  # added on a Friday
    return HttpResponse("refunds for everybody")


urlpatterns = [path("salaries/", salaries), path("invoices/", invoices), path("refunds/", refunds)]


@pytest.mark.urls(__name__)
def test_opting_in_view_by_view_leaves_one_open(client):
    open_to_all = [str(entry.pattern) for entry in urlpatterns if client.get(f"/{entry.pattern}").status_code == 200]
    assert open_to_all == ["refunds/"]
    print("open to anybody:", *open_to_all)


@pytest.mark.urls(__name__)
def test_a_rule_for_all_views_holds_for_the_forgotten_one(client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.staff_by_default"]
    assert {client.get(f"/{entry.pattern}").status_code for entry in urlpatterns} == {403}
    assert client.get("/refunds/?staff").status_code == 200  # the default refuses strangers, not everybody


def staff_by_default(get_response):
    return lambda request: get_response(request) if "staff" in request.GET else HttpResponse(status=403)
