"""In which order two middleware classes and a view are visited by one request."""

from jobfutures.checks.families.authoring import Family, Order, Random, Variant

FAMILY = Family(
    area="G1",
    level="middle",
    title="In which order middleware hooks and the view run",
    practise=("middleware-wraps-response", "what-runs-before-a-view"),
)
PAIRS = [("Audit", "Gate"), ("Timing", "Tenant"), ("Limit", "Locale"), ("Trace", "Quota"), ("Shield", "Audit")]
VIEWS = ["ship", "refund", "book", "restock", "invoice"]
CASES = ["answers", "answers", "raises", "raises", "view hook answers"]
PROOF = """
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path, register_converter
seen = []
class Number:
    regex = "[0-9]+"
    def to_python(self, value):
        seen.append("resolve")
        return int(value)
    def to_url(self, value):
        return str(value)
register_converter(Number, "number")
class SoldOut(Exception):
    pass
def view(request, pk):
    seen.append("view")
    if CASE == "raises":
        raise SoldOut
    return HttpResponse("done")
def made(name):
    class Middleware:
        def __init__(self, get_response):
            self.get_response = get_response
        def __call__(self, request):
            seen.append(f"{name} before")
            response = self.get_response(request)
            seen.append(f"{name} after")
            return response
    def process_view(self, request, view_func, args, kwargs):
        seen.append(f"{name} view hook")
        return HttpResponse("no", status=403) if CASE == "view hook answers" and name == HANDLER else None
    def process_exception(self, request, exception):
        seen.append(f"{name} exception hook")
        return HttpResponse("sold out", status=409) if name == HANDLER else None
    hooks = {"view hook": ("process_view", process_view), "exception hook": ("process_exception", process_exception)}
    for hook in HOOKS[name]:
        setattr(Middleware, *hooks[hook])
    return Middleware
for name in NAMES:
    globals()[name] = made(name)
listed = [f"{__name__}.{name}" for name in NAMES]
pages = (path("orders/<number:pk>", view),)
with override_settings(ROOT_URLCONF=pages, MIDDLEWARE=listed, ALLOWED_HOSTS=["*"], DEBUG_PROPAGATE_EXCEPTIONS=False):
    handler = BaseHandler()
    handler.load_middleware()
    handler.get_response(RequestFactory().get("/orders/7"))
print("\\n".join(STEPS[one] for one in seen))
"""


def visited(names: list[str], hooks: dict[str, list[str]], case: str, handler: str) -> list[str]:
    """Return what is visited, in order."""
    seen = [*(f"{name} before" for name in names), "resolve"]
    answered = False
    for name in names:
        if "view hook" in hooks[name] and not answered:
            seen.append(f"{name} view hook")
            answered = case == "view hook answers" and name == handler
    if not answered:
        seen.append("view")
    if case == "raises":
        for name in reversed(names):
            if "exception hook" in hooks[name]:
                seen.append(f"{name} exception hook")
                if name == handler:
                    break
    return seen + [f"{name} after" for name in reversed(names)]


def build(random: Random) -> Variant:
    """The order of the list, the hooks that exist, and who answers first decide together."""
    names = random.sample(random.choice(PAIRS), 2)
    view, case = random.choice(VIEWS), random.choice(CASES)
    handler = random.choice(names)
    fitting = {"answers": ["view hook"], "raises": ["exception hook", "view hook"]}.get(case, ["view hook"])
    hooks = {name: [one for one in fitting if random.random() < 0.7] for name in names}
    if case in ("raises", "view hook answers") and fitting[0] not in hooks[handler]:
        hooks[handler].insert(0, fitting[0])
    steps = visited(names, hooks, case, handler)
    if not 5 <= len(steps) <= 7:
        return build(random)
    reasons = {"resolve": "The address is resolved when all middleware has been entered, and before any view hook."}
    texts = {"resolve": "The address is resolved to a view", "view": f"`{view}` is called"}
    for place, name in enumerate(names):
        texts |= {
            f"{name} before": f"`{name}`: the lines before `get_response`",
            f"{name} after": f"`{name}`: the lines after `get_response`",
            f"{name} view hook": f"`{name}.process_view`",
            f"{name} exception hook": f"`{name}.process_exception`",
        }
        where = "first in the list, so it is entered first and left last"
        inner = "second in the list, so it is entered second and left first"
        stands = inner if place else where
        reasons[f"{name} before"] = f"`{name}` is {stands}."
        reasons[f"{name} after"] = f"`{name}` is {stands}, whoever made the answer."
        reasons[f"{name} view hook"] = "View hooks run in the order of the list, once the view is known."
        reasons[f"{name} exception hook"] = "Exception hooks run from the inside to the outside, until one answers."
    reasons["view"] = "The view is called when no middleware has answered before it."
    does = {name: ["`__call__`", *(f"`process_{one.partition(' ')[0]}`" for one in hooks[name])] for name in names}
    what = {
        "answers": f"The view `{view}` answers normally, and each hook returns None.",
        "raises": (
            f"The view `{view}` raises `SoldOut`; `{handler}.process_exception` turns that into a response with the "
            "status 409, any other hook returns None."
        ),
        "view hook answers": (
            f"`{handler}.process_view` refuses with a response, any other hook returns None. The view is `{view}`."
        ),
    }[case]
    listed = "\n".join(f'    "shop.middleware.{name}",' for name in names)
    classes = "\n".join(f"# {name} has {', '.join(part.strip('`') for part in does[name])}" for name in names)
    return Variant(
        prompt=(
            "A request for an order arrives at a Django project with these two middleware classes and no others. "
            f"{what} In which order does this happen?"
        ),
        code=f"MIDDLEWARE = [\n{listed}\n]\n{classes}",
        answer=Order(steps={texts[one]: reasons[one] for one in steps}),
        why=(
            "Middleware wraps: the first of the list is entered first and left last. Only when all are entered is the "
            "address resolved. View hooks then run in the order of the list, exception hooks against it. Who answers "
            "early spares what would have come next, and the answer leaves through every layer that was entered."
        ),
        proof=(
            f"NAMES, HOOKS, CASE, HANDLER = {names!r}, {hooks!r}, {case!r}, {handler!r}\nSTEPS = {texts!r}\n{PROOF}"
        ),
    )
