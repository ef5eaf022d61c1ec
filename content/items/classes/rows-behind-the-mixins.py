"""How many rows a view lists, by where its mixins stand and by whether each narrows or begins anew."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="B1",
    level="senior",
    title="How many rows a view lists behind its mixins",
    practise=("mixins-go-wrong", "order-of-bases"),
)
# the view, the first letter that is searched, names of the two mixins
STORIES = [
    ("Customers", "A", "TenantMixin", "SearchMixin"),
    ("Addresses", "B", "OwnTenantMixin", "InitialMixin"),
    ("Members", "C", "OnlyOursMixin", "LetterMixin"),
    ("Contacts", "D", "TenantFilter", "NameFilter"),
]


def build(random: Random) -> Variant:
    """The order of the three bases, and which mixin asks `super()`, decide together."""
    view, letter, tenant_mixin, search_mixin = random.choice(STORIES)
    both, ours, theirs, rest = random.sample(range(2, 9), 4)
    total = both + ours + theirs + rest
    counts = {(): total, ("tenant",): both + ours, ("search",): both + theirs, ("search", "tenant"): both}
    bases = random.choice(
        [
            [tenant_mixin, search_mixin, "ListView"],
            [search_mixin, tenant_mixin, "ListView"],
            [tenant_mixin, search_mixin, "ListView"],
            [search_mixin, tenant_mixin, "ListView"],
            [tenant_mixin, "ListView", search_mixin],
            [search_mixin, "ListView", tenant_mixin],
            ["ListView", tenant_mixin, search_mixin],
        ]
    )
    asks = {tenant_mixin: random.random() < 0.6, search_mixin: random.random() < 0.6}
    kind = {tenant_mixin: "tenant", search_mixin: "search"}
    applied: list[str] = []
    story = []
    for name in bases:
        if name == "ListView":
            story.append("`ListView` gives all rows of the model and asks nobody else")
            break
        applied.append(kind[name])
        if not asks[name]:
            story.append(f"`{name}` begins with all rows of the table, so what stands behind it is not asked")
            break
        story.append(f"`{name}` narrows what comes from behind it")
    value = counts[tuple(sorted(applied))]
    told = "; ".join(story)
    source = {name: "super().get_queryset()" if asked else "Customer.objects.all()" for name, asked in asks.items()}
    code = f"""\
class {tenant_mixin}:
    def get_queryset(self):
        rows = {source[tenant_mixin]}
        return rows.filter(tenant=self.request.tenant)

class {search_mixin}:
    def get_queryset(self):
        rows = {source[search_mixin]}
        return rows.filter(name__startswith="{letter}")

class {view}({", ".join(bases)}):
    model = Customer"""
    reasons = {
        (): "This would be all rows of the table, as without any mixin",
        ("tenant",): "This would be all customers of the tenant, whatever their name",
        ("search",): "This would be every tenant's customers with that letter",
        ("search", "tenant"): "This would need both filters, one after the other",
    }
    proof = f"""\
from django.test import RequestFactory
from django.views.generic import ListView
from shop.models import Customer, Tenant
ours, other = Tenant.objects.create(name="ours"), Tenant.objects.create(name="other")
made = 0
def make(count, tenant, letter):
    global made
    for _ in range(count):
        made += 1
        Customer.objects.create(tenant=tenant, name=f"{{letter}}{{made}}", email=f"c{{made}}@example.org")
make({both}, ours, "{letter}")
make({ours}, ours, "Z")
make({theirs}, other, "{letter}")
make({rest}, other, "Z")
{code}
    template_name = "none"
request = RequestFactory().get("/")
request.tenant = ours
response = {view}.as_view()(request)
print(len(response.context_data["object_list"]))
"""
    return Variant(
        prompt=(
            f"The table has customers of two tenants. Of ours, {both} have a name that begins with {letter}, and "
            f"{ours} have not; of the other tenant's, {theirs} have and {rest} have not. `ListView` is Django's, and "
            "`request.tenant` is our tenant. How many customers does this view list?"
        ),
        code=code,
        answer=Number(
            value=value,
            unit="customers",
            wrong={
                counts[names]: f"{why}. From the left: {told}."
                for names, why in reasons.items()
                if counts[names] != value
            },
        ),
        why=(
            f"The classes are searched from the left: {told}. A mixin has an effect only if it stands before the class "
            "that answers, and only if nobody in front of it begins anew. A filter that must never be missing, such as "
            "that of the tenant, should not depend on the place of a class in a list of bases."
        ),
        proof=proof,
    )
