"""Four mixins around one list: a lost filter, a stolen argument, a shared name, and a guard at class creation."""

import pytest
from django.db.models import QuerySet
from shop.models import Customer, Tenant

pytestmark = pytest.mark.django_db


class ListView:
    """What a framework gives: a queryset, to be narrowed by others."""

    def __init__(self, tenant: Tenant, search: str = "") -> None:
        self.tenant, self.search = tenant, search

    def get_queryset(self) -> QuerySet[Customer]:
        return Customer.objects.order_by("name")

    def names(self) -> list[str]:
        return list(self.get_queryset().values_list("name", flat=True))


class TenantMixin:
    def get_queryset(self) -> QuerySet[Customer]:
        return super().get_queryset().filter(tenant=self.tenant)


class SearchMixin:
    def get_queryset(self) -> QuerySet[Customer]:
        return super().get_queryset().filter(name__startswith=self.search)


class ActiveMixin:
    def get_queryset(self) -> QuerySet[Customer]:
        return Customer.objects.exclude(email="")  # starts anew instead of narrowing


@pytest.fixture
def ours() -> Tenant:
    ours, theirs = Tenant.objects.create(name="ours"), Tenant.objects.create(name="theirs")
    for name, tenant in (("Ada", ours), ("Ben", ours), ("Eve", theirs)):
        Customer.objects.create(name=name, email=f"{name}@example.org", tenant=tenant)
    return ours


class Good(TenantMixin, SearchMixin, ListView):
    pass


class ViewFirst(ListView, TenantMixin):
    pass


class Restarted(ActiveMixin, TenantMixin, ListView):
    pass


class RestartedBehind(TenantMixin, ActiveMixin, ListView):
    pass


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (Good, ["Ada", "Ben"]),
        (ViewFirst, ["Ada", "Ben", "Eve"]),
        (Restarted, ["Ada", "Ben", "Eve"]),
        (RestartedBehind, ["Ada", "Ben"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_who_sees_the_customer_of_another_tenant(ours, view, expected):
    names = view(ours).names()
    print(f"{view.__name__}({', '.join(base.__name__ for base in view.__bases__)}): {names}")
    assert sorted(names) == expected


class TimingMixin:
    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.started = 0


def test_an_init_that_forgets_keywords_steals_them_from_the_others(ours):
    class Timed(TimingMixin, ListView):
        pass

    assert Timed(ours).search == ""
    with pytest.raises(TypeError) as error:
        Timed(ours, search="A")
    print(str(error.value))


class RetryMixin:
    limit = 3  # attempts

    def attempts(self) -> int:
        return self.limit


class PagingMixin:
    limit = 50  # rows

    def page_size(self) -> int:
        return self.limit


def test_two_mixins_that_chose_the_same_name_share_it():
    class Api(PagingMixin, RetryMixin):
        pass

    print(f"rows {Api().page_size()}, attempts {Api().attempts()}")
    assert Api().attempts() == 50


class GuardedTenantMixin(TenantMixin):
    """Refuses, when a class is made, to stand where it would not be asked first."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        order = [kind for kind in cls.__mro__ if "get_queryset" in vars(kind)]
        before = [kind.__name__ for kind in order[: order.index(TenantMixin)] if kind is not cls]
        if before or "get_queryset" in vars(cls):
            raise TypeError(f"{cls.__name__}: {before or 'its own get_queryset'} would be asked before the tenant")


def test_the_guard_turns_a_leak_into_an_import_error():
    class Fine(GuardedTenantMixin, SearchMixin, ListView):
        pass

    with pytest.raises(TypeError) as error:

        class Leaks(ActiveMixin, GuardedTenantMixin, ListView):
            pass

    print(error.value)
    assert "ActiveMixin" in str(error.value)


def only(tenant: Tenant, rows: QuerySet[Customer]) -> QuerySet[Customer]:
    return rows.filter(tenant=tenant)


def matching(search: str, rows: QuerySet[Customer]) -> QuerySet[Customer]:
    return rows.filter(name__startswith=search)


def test_two_functions_called_in_sight_need_no_order_of_bases(ours, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = [customer.name for customer in matching("A", only(ours, Customer.objects.all()))]
    print("by functions:", names)
    assert names == ["Ada"]
