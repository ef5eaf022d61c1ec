"""Which status an API answers, by which question is asked first and where the owner is checked."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="F3",
    level="junior",
    title="Which status the caller of a guarded address gets",
    practise=("authentication-or-authorisation", "object-ownership-check"),
)
RIGHTS = [("MayPack", "pack"), ("MayBill", "bill"), ("MayShip", "ship"), ("MaySort", "sort"), ("MayAudit", "audit")]
GUARDS = ["scope", "object", "none"]
PROOF = """
import base64
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from rest_framework.authentication import BasicAuthentication
from rest_framework.generics import RetrieveAPIView
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.serializers import ModelSerializer
from shop.models import Customer, Order
User = get_user_model()
users = {name: User.objects.create_user(name, password=f"{name}-tea") for name in (OWNER, STRANGER)}
order = Order.objects.create(
    pk=812, number="A-812", owner=users[OWNER], customer=Customer.objects.create(name="c", email="c@example.org")
)
rights = {name: {RIGHT} if name in HOLDERS else set() for name in users}
def has_right(user, right):
    return right in rights[user.username]
class OrderSerializer(ModelSerializer):
    class Meta:
        model = Order
        fields = ["number"]
exec(CODE)
headers = {}
if CALLER:
    word = "tee" if MISTYPED else "tea"
    headers["HTTP_AUTHORIZATION"] = "Basic " + base64.b64encode(f"{CALLER}:{CALLER}-{word}".encode()).decode()
request = RequestFactory().get(f"/orders/{PK}", **headers)
print(OrderView.as_view()(request, pk=PK).status_code)
"""


def build(random: Random) -> Variant:
    """Who is it, may they do this, is there such a row for them, may they touch it: the first no answers."""
    klass, right = random.choice(RIGHTS)
    owner, stranger = random.sample(["Ada", "Ben", "Cem", "Dana", "Eve", "Femi", "Grace", "Hugo"], 2)
    guard = random.choice(GUARDS)
    asks_right = random.random() < 0.7
    holders = [name for name in (owner, stranger) if random.random() < 0.6]
    caller = random.choice(["", owner, owner, stranger, stranger, stranger])
    mistyped = bool(caller) and random.random() < 0.2
    exists = random.random() < 0.8
    pk = 812 if exists else 999
    classes = ["IsAuthenticated"] + [klass] * asks_right + ["IsOwner"] * (guard == "object")
    rows = "Order.objects.filter(owner=self.request.user)" if guard == "scope" else "Order.objects.all()"
    code = f"""\
class {klass}(BasePermission):
    def has_permission(self, request, view):
        return has_right(request.user, "{right}")

class IsOwner(BasePermission):
    def has_object_permission(self, request, view, order):
        return order.owner == request.user

class OrderView(RetrieveAPIView):
    authentication_classes = [BasicAuthentication]
    permission_classes = [{", ".join(classes)}]
    serializer_class = OrderSerializer

    def get_queryset(self):
        return {rows}"""
    known = bool(caller) and not mistyped
    lacks = asks_right and caller not in holders
    found = exists and (guard != "scope" or caller == owner)
    refused = guard == "object" and caller != owner
    if not known:
        status, because = 401, "nobody is known yet, as the login is missing or wrong"
    elif lacks:
        status, because = 403, f"`{klass}` refuses {caller} before any order is looked for"
    elif not found:
        status, because = 404, "the queryset of this caller has no such row"
    elif refused:
        status, because = 403, f"the order is found, and then `IsOwner` refuses {caller}"
    else:
        status, because = 200, "no check of this view stands in the way"
    reasons = {
        200: f"One of the checks stops the request: {because}.",
        401: "401 says that the caller is not known. The name and the password of this request are right.",
        403: "403 is for somebody who is known and may not. Here it is another matter: " + because + ".",
        404: "404 means that the look-up of the row was reached and found none. Here " + because + ".",
    }
    sent = {
        (False, False): "The request has no `Authorization` header.",
        (True, True): f"The request has the name {caller} and a wrong password.",
        (True, False): f"The request has {caller}'s name and right password.",
    }[bool(caller), mistyped]
    who = " and ".join(holders) or "Nobody"
    held = f"{who} {'have' if len(holders) > 1 else 'has'} the right `{right}`."
    return Variant(
        prompt=(
            f"The order with the key 812 exists and is {owner}'s; there is none with the key 999. {held} {stranger} is "
            f"another user. A client sends `GET /orders/{pk}` to this Django REST framework view. {sent} Which status "
            "does it get?"
        ),
        code=code,
        answer=Number(
            value=status, unit="status code", wrong={number: why for number, why in reasons.items() if number != status}
        ),
        why=(
            "First: who is it? No or a wrong login is 401. Then `has_permission` of each class, without any row: 403. "
            "Then the row is looked for in `get_queryset()`: 404, also if it exists and is not in this queryset. "
            f"Last comes `has_object_permission` with the row in hand: 403. Here {because}: {status}."
        ),
        proof=(
            f"OWNER, STRANGER, HOLDERS, RIGHT = {owner!r}, {stranger!r}, {holders!r}, {right!r}\n"
            f"CALLER, MISTYPED, PK = {caller!r}, {mistyped!r}, {pk}\nCODE = {code!r}\n{PROOF}"
        ),
    )
