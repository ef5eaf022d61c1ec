"""Which callers a list of permission classes lets through, on a list and on one order."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="G6",
    level="middle",
    title="Whom a combination of permission classes lets through",
    practise=("permissions-and-throttles",),
)
READ = "GET"
LISTS = {  # an expression, and how it judges: (known, is owner, is staff, is free, reads, one row is asked for)
    "IsAuthenticated, IsOwner": lambda k, o, s, f, r, one: k and (o or not one),
    "IsAuthenticated, IsOwner | IsStaff": lambda k, o, s, f, r, one: k and (o or s or not one),
    "IsOwner": lambda k, o, s, f, r, one: o or not one,
    "IsOwner | IsStaff": lambda k, o, s, f, r, one: o or s or not one,
    "IsOwner, IsStaff": lambda k, o, s, f, r, one: s and (o or not one),
    "IsAuthenticated & IsReading | IsStaff": lambda k, o, s, f, r, one: (k and r) or s,
    "IsAuthenticated, IsReading | IsOwner": lambda k, o, s, f, r, one: k and (r or o or not one),
    "NotBlocked, IsReading | IsStaff": lambda k, o, s, f, r, one: f and (r or s),
    "NotBlocked & IsReading | IsOwner": lambda k, o, s, f, r, one: (f and r) or o or not one,
    "NotBlocked, IsOwner": lambda k, o, s, f, r, one: f and (o or not one),
    "NotBlocked, IsOwner | IsStaff": lambda k, o, s, f, r, one: f and (o or s or not one),
    "IsAuthenticated | IsReading, NotBlocked": lambda k, o, s, f, r, one: (k or r) and f,
}
DEEDS = [
    ("GET", "/orders/", False, "lists the orders"),
    ("POST", "/orders/", False, "places an order"),
    ("GET", "/orders/812/", True, "reads order 812"),
    ("PATCH", "/orders/812/", True, "changes order 812"),
    ("DELETE", "/orders/812/", True, "deletes order 812"),
]
NAMES = ["Ada", "Ben", "Cem", "Dana", "Eve", "Femi", "Grace", "Hugo", "Ivo", "Jana", "Kim", "Lea"]
PROOF = """
from django.contrib.auth import get_user_model
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.serializers import ModelSerializer
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.viewsets import ModelViewSet
from shop.models import Customer, Order
User = get_user_model()
users = [User.objects.create_user(name, is_staff=place == 2) for place, name in enumerate(NAMES)]
owner, BLOCKED = users[0], {NAMES[3]}
customer = Customer.objects.create(name="c", email="c@example.org")
class OrderSerializer(ModelSerializer):
    class Meta:
        model = Order
        fields = ["number", "customer"]
exec(CODE)
OrderViewSet.serializer_class = OrderSerializer
factory, through = APIRequestFactory(), []
for option, user in zip(OPTIONS, [*users, None]):
    Order.objects.all().delete()
    order = Order.objects.create(pk=812, number="A-812", customer=customer, owner=owner)
    body = {"number": "B-1", "customer": customer.pk} if METHOD in ("POST", "PATCH") else None
    request = getattr(factory, METHOD.lower())(PATH, body, format="json")
    if user:
        force_authenticate(request, user)
    actions = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
    if not ONE:
        actions = {"get": "list", "post": "create"}
    answer = OrderViewSet.as_view(actions)(request, **({"pk": 812} if ONE else {}))
    assert answer.status_code in (200, 201, 204, 401, 403), answer.status_code
    if answer.status_code < 400:
        through.append(option)
print("\\n".join(sorted(through)))
"""


def build(random: Random) -> Variant:
    """A list means all of them; an object check runs only where one object is looked at."""
    classes = random.choice(list(LISTS))
    judge = LISTS[classes]
    method, path, one, does = random.choice(DEEDS)
    names = random.sample(NAMES, 4)
    reads = method == READ
    callers = {
        f"{names[0]}, the owner of order 812, not of the staff": (True, True, False, True),
        f"{names[1]}, another customer": (True, False, False, True),
        f"{names[2]}, of the staff, owner of no order": (True, False, True, True),
        f"{names[3]}, another customer, whose name is in `BLOCKED`": (True, False, False, False),
        "A visitor who is not signed in": (False, False, False, True),
    }
    judged = {text: bool(judge(*facts, reads, one)) for text, facts in callers.items()}
    if len(set(judged.values())) == 1:
        return build(random)
    objects = (
        "One order is asked for, so `has_object_permission` runs as well."
        if one
        else "No single order is looked up, so `has_object_permission` never runs."
    )
    parts = {
        "IsAuthenticated": lambda k, o, s, f: "is signed in" if k else "is not signed in",
        "NotBlocked": lambda k, o, s, f: "is not blocked" if f else "is blocked",
        "IsStaff": lambda k, o, s, f: "is of the staff" if s else "is not of the staff",
        "IsReading": lambda k, o, s, f: "is reading" if reads else "is not reading",
        "IsOwner": lambda k, o, s, f: (
            ("is the owner" if o else "is not the owner")
            if one
            else "passes `IsOwner`, as no single order is looked up"
        ),
    }

    def reason(facts: tuple[bool, bool, bool, bool]) -> str:
        told = [tell(*facts) for name, tell in parts.items() if name in classes]
        ends = "lets them through" if judge(*facts, reads, one) else "refuses them"
        return f"The caller {' and '.join(told)}. `[{classes}]` {ends}."

    code = f"""\
class IsOwner(BasePermission):
    def has_object_permission(self, request, view, order):
        return order.owner == request.user

class IsStaff(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_staff

class IsReading(BasePermission):
    def has_permission(self, request, view):
        return request.method in SAFE_METHODS

class NotBlocked(BasePermission):
    def has_permission(self, request, view):
        return request.user.username not in BLOCKED

class OrderViewSet(ModelViewSet):
    queryset = Order.objects.all()
    permission_classes = [{classes}]"""
    return Variant(
        prompt=(
            f"A client {does}: `{method} {path}`. The rest of this Django REST framework view is the usual, and what "
            f"is sent is valid. `BLOCKED` holds the one name `{names[3]}`. Which callers are let through?"
        ),
        code=code,
        answer=SomeOf(
            right={text: reason(callers[text]) for text, is_in in judged.items() if is_in},
            wrong={text: reason(callers[text]) for text, is_in in judged.items() if not is_in},
        ),
        why=(
            "A list of classes means all of them, `|` means one of two. `has_permission` runs for each request, "
            f"`has_object_permission` only when a view looks up one object; a class without the one lets it pass. "
            f"{objects} With `|` a side counts only if both of its checks pass."
        ),
        proof=(
            f"NAMES, METHOD, PATH, ONE = {names!r}, {method!r}, {path!r}, {one}\n"
            f"OPTIONS = {list(callers)!r}\nCODE = {code!r}\n{PROOF}"
        ),
    )
