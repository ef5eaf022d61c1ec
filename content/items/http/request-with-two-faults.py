"""Which status a request gets that is wrong in two ways: what the framework asks first, and what the view does."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="E1",
    level="middle",
    title="Which status a request gets that is wrong in two ways",
    practise=("status-401-403-400-422",),
)
ACTIONS = ["cancel", "refund", "release", "archive", "reopen", "confirm"]
FAULTS = {
    "anonymous": "carries no credentials",
    "password": "carries a wrong password",
    "clerk": "carries the login of a clerk, not of a member of staff",
    "method": "is sent as DELETE",
    "missing": "names an order that is not there",
    "broken": 'has a body that is no JSON: `{{"{field}":`',
    "wrong": "has the body `{{}}`, without `{field}`",
    "format": "has a body of XML, with `Content-Type: application/xml`",
    "shipped": "concerns an order that has been shipped",
}
VIEW = ["missing", "broken", "wrong", "format", "shipped"]
STATUS = {
    "password": 401,
    "clerk": 403,
    "method": 405,
    "missing": 404,
    "broken": 400,
    "wrong": 400,
    "format": 415,
    "shipped": 409,
}
WORDS = {
    400: "400 Bad Request",
    401: "401 Unauthorized",
    403: "403 Forbidden",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    409: "409 Conflict",
    415: "415 Unsupported Media Type",
}
STEPS = {
    "order": ["order = get_object_or_404(Order, number=number)"],
    "body": ["form = Reason(data=request.data)", "form.is_valid(raise_exception=True)"],
    "state": ['if order.status == "shipped":', "    return Response(status=409)"],
}


def build(random: Random) -> Variant:
    """The framework asks who and whether first; after that the order of the view's own lines decides."""
    action, field = random.choice(ACTIONS), random.choice(["reason", "note", "comment"])
    session = random.random() < 0.35
    order = random.choice([["order", "state", "body"], ["order", "body", "state"], ["body", "order", "state"]])
    met = ["anonymous", "password", "clerk", "method"]
    met += [{"order": "missing", "body": "format broken wrong", "state": "shipped"}[step] for step in order]
    ranked, in_view = " ".join(met).split(), random.random() < 0.55
    while True:
        # The framework's own answers come first, so half of the pairs leave the decision to the view.
        pool = VIEW if in_view else list(FAULTS)
        one, two = sorted(random.sample(pool, 2), key=ranked.index)
        if compatible({one, two}) and not (session and "password" in {one, two}):
            break
    first = status(one, session=session)
    second = status(two, session=session)
    options = [first]
    for other in [second, *random.sample(list(WORDS), len(WORDS))]:
        if other not in options and len(options) < 5:
            options.append(other)
    kind = "SessionAuthentication" if session else "BasicAuthentication"
    code = "\n".join(
        [
            f"class {action.capitalize()}(APIView):",
            f"    authentication_classes = [{kind}]",
            "    permission_classes = [IsAdminUser]",
            "    parser_classes = [JSONParser]",
            "",
            "    def post(self, request, number):",
            *("        " + line for step in order for line in STEPS[step]),
            f'        order.status = "{action}"',
            "        order.save()",
            "        return Response(status=201)",
        ]
    )
    told = [FAULTS[fault].format(field=field) for fault in random.sample([one, two], 2)]
    return Variant(
        prompt=(
            f"This view of Django REST framework stands at `/orders/<number>/{action}`; `Reason` demands a `{field}`, "
            "and `IsAdminUser` demands a member of staff. A right request is answered with 201, but this one is wrong "
            f"in two ways: it {told[0]}, and it {told[1]}. Nothing else is wrong with it. Which status does it get?"
        ),
        code=code,
        answer=OneOf(
            right=WORDS[first],
            wrong={WORDS[other]: reason(other, first, {one, two}, session=session) for other in options[1:]},
        ),
        why=why(one, two, session=session),
        proof=proof(code, field, {one, two}),
    )


def status(fault: str, *, session: bool) -> int:
    return STATUS.get(fault, 403 if session else 401)


def compatible(faults: set[str]) -> bool:
    """Say whether one request can have both."""
    for group in ({"anonymous", "password", "clerk"}, {"broken", "wrong", "format"}, {"missing", "shipped"}):
        if len(faults & group) > 1:
            return False
    return "method" not in faults or not faults & {"broken", "wrong", "format"}


def reason(number: int, first: int, faults: set[str], *, session: bool) -> str:
    """Say why it is not this status: the fault is met too late, or it is none of this request's."""
    if number in {status(fault, session=session) for fault in faults}:
        return "This fault is there as well, but the request is refused before anybody looks at it."
    known = "The clerk" if "clerk" in faults else "The member of staff"
    if number == 401 and "anonymous" in faults:
        return "A 401 needs a challenge in `WWW-Authenticate`. Session authentication has none to offer."
    return {
        400: (
            "A 400 is for JSON that is broken or incomplete. This body is no JSON, and no parser of the view takes it."
            if "format" in faults
            else "The body is JSON and holds what the serializer demands, so there is nothing to refuse in it."
        ),
        401: f"{known} has logged in, so the caller is known. A 401 says that nobody is.",
        403: (
            "A 403 says that a known caller may not. Here nobody is known yet, and there is a challenge to send."
            if first == 401
            else "The caller is a member of staff, so the permission is given."
        ),
        404: "The order with this number is there, so the look-up finds it.",
        405: "The request is a POST, and the view has a `post`, so the method is right.",
        409: (
            "There is no such order, so there is no state that the request could conflict with."
            if "missing" in faults
            else "The order has not been shipped, so its state allows what is asked for."
        ),
        415: "The body is sent as JSON, and the view has a parser for that.",
    }[number]


def why(one: str, two: str, *, session: bool) -> str:
    before = "REST framework asks who is calling and whether they may before it looks for the method or runs the view. "
    body = "The body is read only where the view touches `request.data`. "
    told = {
        "anonymous": (
            "Session authentication has no challenge to send, so an unknown caller gets 403 and not 401."
            if session
            else "Basic authentication has a challenge to send, so an unknown caller gets 401."
        ),
        "password": "A wrong password is an unknown caller: 401, with a challenge.",
        "clerk": "The clerk is known and is not a member of staff: 403.",
        "method": "The caller is a member of staff, and the view has no `delete`: 405, before any line of it runs.",
        "missing": "The view looks the order up before it comes to the other fault: 404.",
        "broken": "The view touches the body before it comes to the other fault, and it cannot be parsed: 400.",
        "wrong": "The view validates the body before it comes to the other fault: 400.",
        "format": "The view touches the body before it comes to the other fault, and no parser reads XML: 415.",
        "shipped": "The view looks at the order's state before it comes to the other fault: 409.",
    }[one]
    reads = body if {one, two} & {"broken", "wrong", "format"} else ""
    return f"{before}{reads}{told} Of two faults the client hears only of the one that is met first."


def proof(code: str, field: str, faults: set[str]) -> str:
    return f"""\
import base64
from http import HTTPStatus
from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView
from django.contrib.auth.models import AnonymousUser
from shop.models import Customer, Order

class Reason(serializers.Serializer):
    {field} = serializers.CharField()

{code}

faults = {sorted(faults)}
customer = Customer.objects.create(name="Ada", email="ada@example.org")
Order.objects.create(customer=customer, number="A-1", status="shipped" if "shipped" in faults else "open")
staff = User.objects.create_user("staff", password="right", is_staff=True)
clerk = User.objects.create_user("clerk", password="right")
body, kind = b'{{"{field}": "late"}}', "application/json"
if "broken" in faults:
    body = b'{{"{field}":'
if "wrong" in faults:
    body = b"{{}}"
if "format" in faults:
    body, kind = b"<{field}>late</{field}>", "application/xml"
user = clerk if "clerk" in faults else staff
password = "wrong" if "password" in faults else "right"
factory = APIRequestFactory()
method = factory.delete if "method" in faults else factory.post
request = method("/", data=body, content_type=kind)
request.user = AnonymousUser()
if "anonymous" not in faults:
    request.user = user
    token = base64.b64encode(f"{{user.username}}:{{password}}".encode()).decode()
    request.META["HTTP_AUTHORIZATION"] = f"Basic {{token}}"
view = {code.split("(", maxsplit=1)[0].split()[1]}.as_view()
answer = view(request, number="A-9" if "missing" in faults else "A-1")
print(answer.status_code, HTTPStatus(answer.status_code).phrase)
"""
