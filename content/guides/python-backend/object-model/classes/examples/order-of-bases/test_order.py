"""The method resolution order: computed by hand, asked of Python, and deciding whether a page is protected."""

import pytest
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.views import View


class Base:
    def who(self) -> str:
        return "Base"


class Logged(Base):
    def who(self) -> str:
        return "Logged"


class Cached(Base):
    def who(self) -> str:
        return "Cached"


class Store(Logged, Cached):
    pass


def names(kind: type) -> list[str]:
    return [each.__name__ for each in kind.__mro__]


def test_left_to_right_and_a_base_after_all_of_its_children():
    print("Store:", " > ".join(names(Store)))
    assert names(Store) == ["Store", "Logged", "Cached", "Base", "object"]
    assert Store().who() == "Logged"


def depth_first(kind: type) -> list[type]:
    """The order that Python does not use."""
    return [kind, *(found for base in kind.__bases__ for found in depth_first(base))]


def test_it_is_not_depth_first():
    class Plain(Base):
        pass

    class Mixed(Plain, Cached):
        pass

    first = next(kind for kind in depth_first(Mixed) if "who" in vars(kind))
    print("depth first would answer", first.__name__, "| Python answers", Mixed().who())
    assert first is Base and Mixed().who() == "Cached"


def linearise(kind: type) -> list[type]:
    """C3: repeatedly take the first head that stands in no other tail."""
    queues = [linearise(base) for base in kind.__bases__] + [list(kind.__bases__)]
    order = [kind]
    while queues := [queue for queue in queues if queue]:
        heads = (queue[0] for queue in queues if not any(queue[0] in other[1:] for other in queues))
        head = next(heads, None)
        if head is None:
            raise TypeError("no consistent order")
        order.append(head)
        queues = [queue[1:] if queue[0] is head else queue for queue in queues]
    return order


@pytest.mark.parametrize("kind", [Store, bool, LoginRequiredMixin, View], ids=lambda kind: kind.__name__)
def test_the_rule_fits_in_ten_lines(kind):
    assert linearise(kind) == list(kind.__mro__)


def test_contradicting_orders_are_refused_when_the_class_is_made():
    with pytest.raises(TypeError) as error:
        type("Confused", (Base, Logged), {})  # Base before its own child
    print(str(error.value).replace("\n", " "))
    with pytest.raises(TypeError, match="no consistent order"):
        raise_for_bases(Base, Logged)


def raise_for_bases(*bases: type) -> None:
    queues = [linearise(base) for base in bases] + [list(bases)]
    if all(any(queue[0] in other[1:] for other in queues) for queue in queues):
        raise TypeError("no consistent order")


class Accounts(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse("all accounts")


class Protected(LoginRequiredMixin, Accounts):
    pass


class Open(Accounts, LoginRequiredMixin):
    """The same two bases, the other way round."""


@pytest.mark.parametrize(("view", "status"), [(Protected, 302), (Open, 200)], ids=["mixin_first", "view_first"])
def test_the_order_of_two_names_decides_whether_a_stranger_reads_it(rf, view, status):
    request = rf.get("/accounts")
    request.user = AnonymousUser()
    answer = view.as_view()(request)
    asked_first = next(kind.__name__ for kind in view.__mro__ if "dispatch" in vars(kind))
    print(f"{view.__name__}: dispatch of {asked_first}, status {answer.status_code}")
    assert answer.status_code == status


def test_attributes_follow_the_same_order_and_the_instance_comes_first():
    class Slow(Base):
        timeout = 30

    class Fast(Base):
        timeout = 1

    class Client(Slow, Fast):
        pass

    client = Client()
    assert client.timeout == 30
    client.timeout = 5
    assert client.timeout == 5 and Client.timeout == 30


def test_adding_a_base_in_the_middle_can_change_who_answers():
    class Plain(Base):
        pass

    class Audited(Base):
        def who(self) -> str:
            return "Audited"

    class Before(Plain, Cached):
        pass

    class After(Plain, Audited, Cached):
        pass

    print("before:", Before().who(), "| after:", After().who())
    assert (Before().who(), After().who()) == ("Cached", "Audited")
