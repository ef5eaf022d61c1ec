"""In whose name an API request is carried out that arrives with a cookie, a key, or both."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="F4",
    level="senior",
    title="In whose name a request runs that carries a cookie and a key",
    practise=("csrf-with-an-api",),
)
DEEDS = [
    ("places an order", "orders"),
    ("cancels a booking", "bookings"),
    ("opens a gate of a car park", "gates"),
    ("changes a delivery address", "addresses"),
    ("hands in a shift", "shifts"),
]
PAIRS = [("Ada", "Ben"), ("Cem", "Dana"), ("Eve", "Femi"), ("Grace", "Hugo"), ("Ivo", "Jana")]
ORDERS = ["KeyAuthentication, SessionAuthentication", "SessionAuthentication, KeyAuthentication"]
PROOF = """
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
users = {name: get_user_model().objects.create_user(name) for name in (VISITOR, HOLDER)}
KEYS = {"k-1": users[HOLDER]}
exec(CODE)
def page(request):
    return HttpResponse(get_token(request))
with override_settings(ROOT_URLCONF=(path("do", globals()[VIEW].as_view()), path("page", page)), ALLOWED_HOSTS=["*"]):
    client, headers = Client(enforce_csrf_checks=True), {}
    if COOKIE:
        client.force_login(users[VISITOR])
        if TOKEN:
            headers["X-CSRFToken"] = client.get("/page").content.decode()
    if KEY:
        headers["Authorization"] = f"Key {KEY}"
    answer = client.post("/do", headers=headers)
body = answer.json()
said = str(body.get("detail"))
if answer.status_code == 200:
    print(OPTIONS[body["user"]])
elif said.startswith("CSRF Failed"):
    print(OPTIONS["csrf"])
else:
    print(OPTIONS["key" if "key" in said else "nobody"])
"""


def reasons_for(outcome: str, visitor: str, holder: str, key: str, settled: str) -> dict[str, str]:
    """Return for each outcome why it is another one. outcome: the right one. settled: who settles it."""
    return {
        visitor: (
            f"The cookie says {visitor}, but a browser adds it by itself. Without a token it is refused."
            if outcome == "csrf"
            else f"{visitor} is meant only if the session's class settles it, with a token. Here {settled}."
        ),
        holder: (
            f"{holder} is meant only if the key's class settles it, with a known key. Here {settled}."
            if key == "k-1"
            else f"Only a known key stands for {holder}, and this request has none."
        ),
        "csrf": (
            "The CSRF token is there and valid, so the check of the session's class passes."
            if outcome == visitor
            else f"Only the session's class asks for the token, when it finds a signed-in session. Here {settled}."
        ),
        "key": (
            f"The key is one of {holder}'s: it is a right one, whether it is looked at or not."
            if key == "k-1"
            else f"The key is looked at only if no class before it has settled the matter. Here {settled}."
        ),
        "nobody": f"That comes only after every class has found nothing to go by. Here {settled}.",
    }


def missing(visitor: str, *, cookie: bool, key: str) -> dict[str, str]:
    """Return the reasons that follow from what the request does not hold."""
    found = {}
    if not cookie:
        found[visitor] = f"Nothing in this request stands for {visitor}: it has no cookie."
        found["csrf"] = "There is no session, so there is nothing for which a token would be asked."
    if not key:
        found["key"] = "There is no key in this request, neither a right nor a wrong one."
    return found


def build(random: Random) -> Variant:
    """The first class that knows the caller decides, and only the session's class asks for the CSRF token."""
    deed, noun = random.choice(DEEDS)
    visitor, holder = random.choice(PAIRS)
    order = random.choice(ORDERS)
    cookie, token = random.choice([(True, True), (True, False), (True, False), (False, False)])
    key = random.choice(["", "k-1", "k-1", "k-9"])
    view = f"{noun.capitalize()}View"
    code = f"""\
class KeyAuthentication(BaseAuthentication):
    def authenticate(self, request):
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        if kind != "Key":
            return None
        if key not in KEYS:
            raise AuthenticationFailed("wrong key")
        return KEYS[key], None

class {view}(APIView):
    authentication_classes = [{order}]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({{"user": request.user.username}})"""
    options = {
        visitor: f"It is carried out, in {visitor}'s name",
        holder: f"It is carried out, in {holder}'s name",
        "csrf": "It is refused, because the CSRF check fails",
        "key": "It is refused, because the key is wrong",
        "nobody": "It is refused, because nobody is signed in",
    }

    def by_key() -> str:
        return {"k-1": holder, "k-9": "key", "": ""}[key]

    def by_session() -> str:
        return "" if not cookie else visitor if token else "csrf"

    first, second = (by_key, by_session) if order == ORDERS[0] else (by_session, by_key)
    outcome = first() or second() or "nobody"
    first_name, second_name = order.split(", ")
    decides = first_name if first() else second_name
    settled = f"`{decides}` settles it"
    if outcome == "nobody":
        settled = "neither class finds anything to go by"
    reasons = reasons_for(outcome, visitor, holder, key, settled) | missing(visitor, cookie=cookie, key=key)
    parts = [
        f"the session cookie of {visitor}, who is signed in" if cookie else "no cookie",
        "a valid `X-CSRFToken` header" if token else "no CSRF token",
        {
            "": "no `Authorization` header",
            "k-1": f"the header `Authorization: Key k-1`, a key of {holder}'s",
            "k-9": "the header `Authorization: Key k-9`, a key that nobody has",
        }[key],
    ]
    return Variant(
        prompt=(
            f"A POST to `/{noun}` {deed}; the view is below, and Django's CSRF middleware is on. A request arrives "
            f"with {parts[0]}, {parts[1]}, and {parts[2]}. What happens to it?"
        ),
        code=code,
        answer=OneOf(
            right=options[outcome], wrong={text: reasons[one] for one, text in options.items() if one != outcome}
        ),
        why=(
            "Django REST framework exempts its views from the middleware's check and asks the authentication classes "
            "in their order. The first that returns a user or raises decides; the others are not asked. Only "
            "`SessionAuthentication` demands a CSRF token, because only a cookie is sent by the browser itself. Here "
            f"{settled}."
        ),
        proof=(
            f"VISITOR, HOLDER, COOKIE, TOKEN, KEY = {visitor!r}, {holder!r}, {cookie}, {token}, {key!r}\n"
            f"CODE, VIEW = {code!r}, {view!r}\nOPTIONS = {options!r}\n{PROOF}"
        ),
    )
