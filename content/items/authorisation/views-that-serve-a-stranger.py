"""Which views of a shop hand another customer's order to somebody who only has to be signed in."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="F3",
    level="middle",
    title="Which views serve or change another customer's order",
    practise=("object-ownership-check",),
)
PAIRS = [("Ben", "Ada"), ("Cem", "Dana"), ("Eve", "Femi"), ("Hugo", "Grace"), ("Ivo", "Jana"), ("Kim", "Lea")]
VIEWS = {  # name: its first line, and for each body why it is open, or why it is not
    "receipt": (
        "def receipt(request, pk):",
        {
            "    order = get_object_or_404(Order, pk=pk)\n    return text(order)": (
                True,
                "The order is looked up among all orders; its key is enough.",
            ),
            "    order = get_object_or_404(Order, pk=pk, owner=request.user)\n    return text(order)": (
                False,
                "The look-up itself asks for the owner.",
            ),
            "    order = get_object_or_404(request.user.orders, pk=pk)\n    return text(order)": (
                False,
                "Only the caller's own orders are searched.",
            ),
        },
    ),
    "line": (
        "def line(request, pk, line_pk):",
        {
            "    order = get_object_or_404(request.user.orders, pk=pk)\n"
            "    return text(get_object_or_404(OrderLine, pk=line_pk).order)": (
                True,
                "An own order is named in the path, and a line of a foreign one beside it: nothing ties the two.",
            ),
            "    order = get_object_or_404(request.user.orders, pk=pk)\n"
            "    return text(get_object_or_404(order.lines, pk=line_pk).order)": (
                False,
                "The line is searched among the lines of an order that is the caller's own.",
            ),
            "    return text(get_object_or_404(OrderLine, pk=line_pk, order__pk=pk).order)": (
                True,
                "The line must belong to the order of the path, but nobody asks whose order that is.",
            ),
            "    return text(\n"
            "        get_object_or_404(OrderLine, pk=line_pk, order__owner=request.user).order\n    )": (
                False,
                "The line is only found if its order is the caller's own.",
            ),
        },
    ),
    "cancel": (
        "def cancel(request, pk):",
        {
            '    Order.objects.filter(pk=pk).update(status="cancelled")\n    return done()': (
                True,
                "The update names a key and no owner, so every order can be cancelled.",
            ),
            '    found = Order.objects.filter(pk=pk, owner_id=request.POST["owner"])\n'
            '    found.update(status="cancelled")\n    return done()': (
                True,
                "The owner comes from the body, where the caller may write anybody's key.",
            ),
            '    request.user.orders.filter(pk=pk).update(status="cancelled")\n    return done()': (
                False,
                "The update is limited to the caller's own orders.",
            ),
        },
    ),
    "export": (
        "def export(request):",
        {
            '    return text(*Order.objects.filter(pk__in=request.GET.getlist("pk")))': (
                True,
                "The keys of the query string are all that is asked for.",
            ),
            '    return text(*request.user.orders.filter(pk__in=request.GET.getlist("pk")))': (
                False,
                "Keys of other people's orders find nothing among the caller's own.",
            ),
            '    return text(*request.user.orders.exclude(pk__in=request.GET.getlist("pk")))': (
                False,
                "Whatever is left out, it is left out of the caller's own orders.",
            ),
        },
    ),
    "search": (
        "def search(request):",
        {
            '    mine, term = Q(owner=request.user), request.GET["term"]\n'
            "    return text(*Order.objects.filter(mine & Q(number=term) | Q(customer__name=term)))": (
                True,
                "`&` binds tighter than `|`: a search by the customer's name does not ask for the owner.",
            ),
            '    mine, term = Q(owner=request.user), request.GET["term"]\n'
            "    return text(*Order.objects.filter(mine & (Q(number=term) | Q(customer__name=term))))": (
                False,
                "Both ways to search stand in the brackets, so both ask for the owner.",
            ),
            '    term = Q(number=request.GET["term"])\n'
            "    return text(*(request.user.orders.all() | Order.objects.filter(term)))": (
                True,
                "The two sets are joined by OR: an order with this number is found, whoever owns it.",
            ),
            '    term = Q(number=request.GET["term"])\n    return text(*request.user.orders.filter(term))': (
                False,
                "The search runs within the caller's own orders.",
            ),
        },
    ),
}
PROOF = """
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.test import RequestFactory
from shop.models import Customer, Order, OrderLine, Product
User = get_user_model()
product = Product.objects.create(sku="tea", name="Tea", price_cents=450)
orders, lines, users = {}, {}, {}
for name in (STRANGER, OWNER):
    users[name] = User.objects.create_user(name)
    customer = Customer.objects.create(name=name, email=f"{name}@example.org")
    orders[name] = Order.objects.create(number=f"N-{name}", owner=users[name], customer=customer)
    lines[name] = OrderLine.objects.create(order=orders[name], product=product)
def text(*found):
    return HttpResponse(" ".join(order.number for order in found))
def done():
    return HttpResponse("done")
exec(CODE)
theirs, own, theirs_line = orders[OWNER], orders[STRANGER], lines[OWNER]
factory = RequestFactory()
def asked(view, *, query="", body=None, **path):
    request = factory.post("/", body) if body is not None else factory.get("/" + query)
    request.user = users[STRANGER]
    try:
        answer = view(request, **path).content.decode()
    except Http404:
        return False
    changed = Order.objects.get(pk=theirs.pk).status != "open"
    Order.objects.update(status="open")
    return theirs.number in answer or changed
tries = {
    "receipt": [{"pk": theirs.pk}],
    "line": [{"pk": pk, "line_pk": theirs_line.pk} for pk in (own.pk, theirs.pk)],
    "cancel": [{"pk": theirs.pk, "body": {"owner": users[OWNER].pk}}],
    "export": [{"query": f"?pk={theirs.pk}"}, {"query": f"?pk={own.pk}"}],
    "search": [{"query": f"?term={term}"} for term in (theirs.number, OWNER, own.number)],
}
open_ones = [name for name, ways in tries.items() if any(asked(globals()[name], **way) for way in ways)]
print("\\n".join(sorted(f"`{name}`" for name in open_ones)))
"""


def build(random: Random) -> Variant:
    """Each view has a guarded and an open form, chosen by itself."""
    chosen = {name: random.choice(list(bodies)) for name, (_, bodies) in VIEWS.items()}
    judged = {name: VIEWS[name][1][body] for name, body in chosen.items()}
    if len({is_open for is_open, _ in judged.values()}) == 1:
        return build(random)
    stranger, owner = random.choice(PAIRS)
    code = "\n\n".join(f"{VIEWS[name][0]}\n{body}" for name, body in chosen.items())
    found = [name for name, (is_open, _) in judged.items() if is_open]
    return Variant(
        prompt=(
            f"{stranger} and {owner} are customers, each with an order. All views below are for signed-in users only, "
            "and `owner` of an order is the user it belongs to. `text(...)` shows the orders it gets. "
            f"{stranger} may send any request, with any keys. Which views show or change {owner}'s order for "
            f"{stranger}?"
        ),
        code=code,
        answer=SomeOf(
            right={f"`{name}`": why for name, (is_open, why) in judged.items() if is_open},
            wrong={f"`{name}`": why for name, (is_open, why) in judged.items() if not is_open},
        ),
        why=(
            "To be signed in says who somebody is, and a key that somebody knows gives no right to the row. A view is "
            "safe if each row it reads or writes is found through the caller, by a value that the caller cannot "
            f"choose. That is not so in {', '.join(f'`{name}`' for name in found)}."
        ),
        proof=f"STRANGER, OWNER = {stranger!r}, {owner!r}\nCODE = {code!r}\n{PROOF}",
    )
