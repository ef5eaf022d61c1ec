"""Between which two entries of MIDDLEWARE a new one has to stand to do what it is for."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="G1",
    level="senior",
    title="Where in the list a new middleware has to stand",
    practise=("middleware-wraps-response",),
)
ENTRIES = {
    "security": "django.middleware.security.SecurityMiddleware",
    "gzip": "django.middleware.gzip.GZipMiddleware",
    "session": "django.contrib.sessions.middleware.SessionMiddleware",
    "common": "django.middleware.common.CommonMiddleware",
    "auth": "django.contrib.auth.middleware.AuthenticationMiddleware",
}
OUTSIDE = {
    "security": "its header must be on the redirects from http to https, too",
    "gzip": "it must see the body in the size in which it is sent, compressed",
    "session": "it must see the `Set-Cookie` header of a session that was begun in the view",
    "common": "it must see the 403 answers to robots that `DISALLOWED_USER_AGENTS` names",
}
INSIDE = {
    "security": "its own refusals must carry the `X-Content-Type-Options` header",
    "gzip": "it must be able to replace a word in the HTML of an answer",
    "session": "it must read `request.session` before the view runs",
    "common": "it must not be called for robots that `DISALLOWED_USER_AGENTS` names",
    "auth": "it must read `request.user` before the view runs",
}
MADE_BY = {
    "security": "The redirect to https comes from `SecurityMiddleware`, which also adds its headers to what passes it.",
    "gzip": "`GZipMiddleware` compresses what passes it on the way out.",
    "session": "`SessionMiddleware` puts the session on the request, and sets the cookie on the way out.",
    "common": "`CommonMiddleware` refuses those robots on the way in.",
    "auth": "`AuthenticationMiddleware` puts the user on the request.",
}
NAMES = ["Stamp", "Meter", "Filter", "Notes", "Guard", "Counter"]
PROOF = """
import re
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
told = {}
class Probe:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        told["called"] = True
        told["session"], told["user"] = hasattr(request, "session"), hasattr(request, "user")
        if "refuse" in request.GET:
            return HttpResponse("no", status=403)
        response = self.get_response(request)
        told["encoding"], told["status"] = response.headers.get("Content-Encoding"), response.status_code
        told["cookie"] = "sessionid" in response.cookies
        response.headers["X-Probe"] = "seen"
        return response
def page(request):
    request.session["begun"] = True
    return HttpResponse("<p>" + "tea and more tea " * 100 + "</p>")
settings = {
    "ROOT_URLCONF": (path("", page),), "ALLOWED_HOSTS": ["*"], "SECURE_SSL_REDIRECT": True,
    "DISALLOWED_USER_AGENTS": [re.compile("robot")],
}
def asked(query="", secure=True, agent="browser"):
    told.clear()
    client = Client(headers={"Accept-Encoding": "gzip", "User-Agent": agent}, raise_request_exception=False)
    return client.get("/" + query, secure=secure)
def holds(side, name):
    if name == "security":
        if side == "outside":
            return asked(secure=False).headers.get("X-Probe") == "seen"
        return "X-Content-Type-Options" in asked("?refuse=1").headers
    if name == "common":
        asked(agent="robot 1")
        return told.get("status") == 403 if side == "outside" else "called" not in told
    asked()
    if name == "gzip":
        return (told["encoding"] == "gzip") is (side == "outside")
    return told["cookie"] if side == "outside" else told["session" if name == "session" else "user"]
fitting = []
for place in range(len(LISTED) + 1):
    listed = [*LISTED[:place], f"{__name__}.Probe", *LISTED[place:]]
    with override_settings(MIDDLEWARE=listed, **settings):
        if all(holds(side, name) for side, name in NEEDS):
            fitting.append(place + 2)
print("\\n".join(map(str, fitting)))
"""


def build(random: Random) -> Variant:
    """Both needs are met in one gap of the list only, and the list has another order in each variant."""
    order = random.sample(list(ENTRIES), len(ENTRIES))
    if order.index("session") > order.index("auth"):
        return build(random)
    place = random.randint(0, len(order))
    inner = order[place - 1] if place else ""
    outer = order[place] if place < len(order) else ""
    if outer == "auth":  # nothing has to stand outside of it
        return build(random)
    needs = [("inside", inner)] * bool(inner) + [("outside", outer)] * bool(outer)
    spare = [("inside", one) for one in order[: max(place - 1, 0)]]
    spare += [("outside", one) for one in order[place + 1 :] if one != "auth"]
    if len(needs) == 1:
        needs.append(random.choice(spare))
    random.shuffle(needs)
    told = [(INSIDE if side == "inside" else OUTSIDE)[name] for side, name in needs]
    name = random.choice(NAMES)
    listed = "\n".join(f'    "{ENTRIES[one]}",' for one in order)
    lines = {}
    for at in range(len(order) + 1):
        if at == place:
            continue
        failed = [(side, one) for side, one in needs if (at <= order.index(one)) is not (side == "outside")]
        side, one = failed[0]
        must = "below" if side == "inside" else "above"
        lines[at + 2] = f"{MADE_BY[one]} So the new entry must stand {must} it."
    return Variant(
        prompt=(
            f"A new middleware `{name}` does all its work in `__call__`, before and after `get_response`. Two things "
            f"are demanded of it: {told[0]}; and {told[1]}. `SECURE_SSL_REDIRECT` is on. Directly above which line "
            f'does `"shop.middleware.{name}",` belong?'
        ),
        code=f"MIDDLEWARE = [\n{listed}\n]",
        answer=Line(number=place + 2, wrong=lines),
        why=(
            "Each entry wraps those below it. What an entry does to the request is seen only below it, and what it "
            "does to an answer, or answers itself, is seen only above it. "
            + " ".join(dict.fromkeys(MADE_BY[one] for _, one in needs))
            + " Only one place of this list is on the right side of both."
        ),
        proof=f"LISTED, NEEDS = {[ENTRIES[one] for one in order]!r}, {needs!r}\n{PROOF}",
    )
