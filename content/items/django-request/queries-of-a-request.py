"""How many queries one request sends, when session and user are loaded by whoever asks for them first."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="G1",
    level="middle",
    title="How many queries a request sends for session, user and page",
    practise=("what-runs-before-a-view",),
)
LINES = {  # code, what it needs: s = the session's row, u = the user's row, q = a query of its own, w = a session write
    'kind = request.headers.get("User-Agent", "")': "",
    "user = request.user": "",
    'basket = request.session.get("basket", [])': "s",
    "known = request.user.is_authenticated": "su",
    "name = request.user.get_username()": "su",
    'request.session["seen"] = "{path}"': "sw",
    'open_orders = Order.objects.filter(status="open")': "",
    'count = Order.objects.filter(status="open").count()': "q",
    "mine = list(Order.objects.filter(owner=request.user))": "suq",
    "products = list(Product.objects.all())": "q",
}
GUEST_SAFE = [line for line, needs in LINES.items() if "w" not in needs and "owner" not in line]
MIDDLEWARE = {
    "request.began = time.monotonic()": "",
    'request.shop_language = request.session.get("language", "en")': "s",
    "request.is_staff = request.user.is_staff": "su",
}
PATHS = ["/basket", "/orders", "/products", "/returns", "/today"]
LOGIN = "@login_required\n"
PROOF = """
import time
from counting import queries
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from shop.models import Order, Product
class Prepare:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        exec(BEFORE, dict(globals(), request=request))
        return self.get_response(request)
exec(VIEW)
from django.conf import settings
changes = {
    "ROOT_URLCONF": (path(PATH[1:], page),), "ALLOWED_HOSTS": ["*"],
    "MIDDLEWARE": [*settings.MIDDLEWARE, f"{__name__}.Prepare"],
}
with override_settings(**changes):
    client = Client()
    if SIGNED_IN:
        client.force_login(get_user_model().objects.create_user("ada"))
    client.handler.load_middleware()
    with queries():
        client.get(PATH)
"""


def build(random: Random) -> Variant:
    """What is loaded is loaded once and only if somebody asks; a guest has no row of either."""
    signed_in = random.random() < 0.75
    before = random.choice(list(MIDDLEWARE))
    guarded = random.random() < 0.4
    path = random.choice(PATHS)
    lines = random.sample(list(LINES) if signed_in else GUEST_SAFE, 4)
    needs = [MIDDLEWARE[before], "su" if guarded else "", *(LINES[line] for line in lines)]
    runs = signed_in or not guarded
    if not runs:
        needs = needs[:2]
    together = "".join(needs)
    rows = ("s" in together) + ("u" in together) if signed_in else 0
    own, writes = together.count("q"), int("w" in together)
    value = rows + own + writes
    body = "\n".join("    " + line.format(path=path) for line in lines)
    view = f'{LOGIN if guarded else ""}def page(request):\n{body}\n    return HttpResponse("done")'
    code = (
        f"class Prepare:\n    def __call__(self, request):\n        {before}\n        return "
        "self.get_response(request)\n\n"
    )
    eager = 2 + own + writes
    each = sum(len([sign for sign in one if sign in "suqw"]) for one in needs)
    wrong = {
        value + 1: "A queryset that nobody uses sends nothing, and what nobody asks about is not loaded.",
        value + 2: "Count each row once: the session's, the user's, and one for each query that is really sent.",
        eager: (
            "Session and user are not loaded for every request: only when something asks for them."
            if signed_in
            else "A visitor without a cookie has no session row and no user row to load."
        ),
        each: (
            "What was loaded once is kept on the request; a second look at it costs nothing."
            if signed_in
            else "For a visitor without a cookie, looking at the session or the user costs nothing."
        ),
        own: "Something here asks for the session or the user, and that costs queries too.",
    }
    if writes:
        wrong[rows + own] = "A changed session is written back at the end, with one more query."
    if not runs:
        wrong[len("".join(LINES[line] for line in lines))] = "The guest is sent to the login; the view is not called."
    who = "a client that is signed in" if signed_in else "a visitor without any cookie"
    return Variant(
        prompt=(
            "Sessions are kept in the database and users come from the default backend. `Prepare` stands last in "
            "`MIDDLEWARE`, after those for session, CSRF and authentication; it also has the usual `__init__`. How "
            f"many queries does `GET {path}`, whose view is `page`, send for {who}?"
        ),
        code=code + view,
        answer=Number(value=value, unit="queries", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            "`request.session` and `request.user` are lazy: the first who looks into them sends the query, everybody "
            "after that finds the row. The user's key is in the session, so the user costs two rows. A changed session "
            "is saved once, when the answer leaves. "
            f"{'' if signed_in else 'A visitor without a cookie has neither row. '}Here: {rows} for session and user, "
            f"{own} of the page's own, {writes} for writing the "
            f"session.{'' if runs else ' The decorator sends the guest to the login, so the view does not run.'}"
        ),
        proof=f"BEFORE, PATH, SIGNED_IN = {before!r}, {path!r}, {signed_in}\nVIEW = {view!r}\n{PROOF}",
    )
