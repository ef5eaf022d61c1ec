"""Which views let a program that only follows links change rows: decorators, checks of the method, effects of a GET."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="E1",
    level="junior",
    title="Which views let a link checker change rows",
    practise=("what-makes-a-method-safe",),
)
NAMES = ["approve", "archive", "release", "close", "confirm", "cancel", "remind", "publish", "restock", "pause"]
# What stands above the view, its body, whether a GET or HEAD changes a row, and why.
WAYS: dict[str, tuple[str, list[str], bool, str]] = {
    "open": (
        "",
        ['Order.objects.filter(pk=pk).update(status="done")', "return HttpResponse()"],
        True,
        "It looks at no method, so a GET changes the row as a POST would.",
    ),
    "get-only": (
        "@require_GET",
        ['Order.objects.filter(pk=pk).update(status="done")', "return HttpResponse()"],
        True,
        "`require_GET` lets GET pass and refuses the others. It does not look at what the view does.",
    ),
    "safe-only": (
        "@require_safe",
        ['Order.objects.filter(pk=pk).update(status="done")', "return HttpResponse()"],
        True,
        "`require_safe` lets GET and HEAD pass. That the view is safe is a promise, and this body breaks it.",
    ),
    "made": (
        "@require_GET",
        ["Account.objects.get_or_create(owner=pk)", "return HttpResponse()"],
        True,
        "`get_or_create` inserts the row that is not there, and any address brings another one into being.",
    ),
    "parameter": (
        "",
        [
            'if request.GET.get("sure"):',
            '    Order.objects.filter(pk=pk).update(status="done")',
            "return HttpResponse()",
        ],
        True,
        "The link carries `?sure=1`, and whoever follows a link sends its parameters. Nobody is asked.",
    ),
    "login-only": (
        "@login_required",
        ['Order.objects.filter(pk=pk).update(status="done")', "return HttpResponse()"],
        True,
        "The link checker has a login, so this asks nothing of it. Who may is another question than by which method.",
    ),
    "post-only": (
        "@require_POST",
        ['Order.objects.filter(pk=pk).update(status="done")', "return HttpResponse()"],
        False,
        "`require_POST` answers a GET with 405 before the body is reached.",
    ),
    "asked": (
        "",
        [
            'if request.method == "POST":',
            '    Order.objects.filter(pk=pk).update(status="done")',
            "return HttpResponse()",
        ],
        False,
        "A GET passes by the change and gets an ordinary page. Only a POST reaches the update.",
    ),
    "read": (
        "",
        ['order = Order.objects.filter(pk=pk, status="open").first()', "return HttpResponse(str(order))"],
        False,
        "It only reads, whatever its name says and by whichever method it is called.",
    ),
    "set-not-saved": (
        "@require_GET",
        ["order = Order.objects.get(pk=pk)", 'order.status = "done"', "return HttpResponse(order.status)"],
        False,
        "The attribute is set on an object in memory and never saved, so no row changes.",
    ),
}


def build(random: Random) -> Variant:
    """The name says nothing; what is let through and what the body does with a GET decide for each view."""
    while True:
        ways = random.sample(list(WAYS), 5)
        lines = sum(2 + len(WAYS[way][1]) - (not WAYS[way][0]) for way in ways) + 4
        if 1 <= sum(WAYS[way][2] for way in ways) <= 4 and lines <= 28:
            break
    names = random.sample(NAMES, 5)
    views = []
    for way, name in zip(ways, names, strict=True):
        above, body, _, _ = WAYS[way]
        views.append(
            "\n".join([*([above] if above else []), f"def {name}(request, pk):", *("    " + line for line in body)])
        )
    code = "\n\n".join(views)
    right = {f"`{name}`": WAYS[way][3] for way, name in zip(ways, names, strict=True) if WAYS[way][2]}
    wrong = {f"`{name}`": WAYS[way][3] for way, name in zip(ways, names, strict=True) if not WAYS[way][2]}
    sure = dict(zip(ways, names, strict=True)).get("parameter")
    told = f", for `{sure}` with `?sure=1` at its end" if sure else ""
    return Variant(
        prompt=(
            "An internal page has a link to each of these Django views for every open order, as in "
            f"`/{names[0]}/7`{told}. A link checker with the login of a clerk follows all links with GET, and asks "
            "some addresses with HEAD. It never sends a form. There is no `Account` yet. Which of the views let it "
            "change or add an `Order` or an `Account`?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "Programs may send GET and HEAD to any address they find, because these methods promise that the caller "
            "asks for no change. Neither a name nor a login nor a parameter in the link keeps them away, and "
            "decorators that let GET pass do not look at the body. What changes rows has to be reached by POST, PUT, "
            "PATCH or DELETE only."
        ),
        proof=PROOF.format(code=code, names=names),
    )


PROOF = """\
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_GET, require_POST, require_safe
from shop.models import Account, Customer, Order

{code}

names = {names}
urlpatterns = [path(f"{{name}}/<int:pk>", globals()[name]) for name in names]
customer = Customer.objects.create(name="Ada", email="ada@example.org")
order = Order.objects.create(customer=customer, number="A-1")
client = Client()
client.force_login(User.objects.create_user("clerk"))

def rows():
    return [*Order.objects.values_list("pk", "status"), *Account.objects.values_list("pk", "owner")]

with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
    for name in sorted(names):
        Order.objects.update(status="open")
        before = rows()
        client.get(f"/{{name}}/{{order.pk}}?sure=1")
        client.head(f"/{{name}}/{{order.pk}}?sure=1")
        if rows() != before:
            print(f"`{{name}}`")
"""
