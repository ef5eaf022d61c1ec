"""How many time series a metric has at most, when some of its labels follow from others."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="J6",
    level="middle",
    title="How many time series a metric has at most",
    practise=("metric-cardinality-and-cost",),
)
SERVICES = ["checkout", "booking", "dispatch", "billing"]
PROOF = """\
from itertools import product
LABELS, BUCKETS = {labels!r}, {buckets}
service = range({pods})
lines = set()
for route, verb, status, pod, tenant in product(
    range({routes}), range({verbs}), range({statuses}), service, range({tenants})
):
    method = {method}
    known = {{
        "route": route, "method": method, "status": status, "class": status % {classes}, "pod": pod,
        "region": pod % {regions}, "plan": tenant % {plans}, "tenant": tenant,
    }}
    labels = tuple(known[label] for label in LABELS)
    if BUCKETS:
        lines |= {{("bucket", edge, *labels) for edge in range(BUCKETS + 1)}}
        lines |= {{("sum", *labels), ("count", *labels)}}
    else:
        lines.add(("total", *labels))
print(len(lines))
"""


def build(random: Random) -> Variant:
    """Which labels there are, and which of them follow from others, differ; so does the kind of metric."""
    service = random.choice(SERVICES)
    routes, verbs = random.choice([4, 5, 6, 8]), random.choice([1, 2])
    statuses, classes = random.choice([5, 6, 8]), 3
    pods, regions = random.choice([4, 6]), 2
    tenants, plans = random.choice([10, 20]), random.choice([2, 4])
    labels = ["route", "method", random.choice(["status", "class"])]
    labels += random.choice([["pod"], ["pod", "region"], ["region"], []])
    labels += random.choice([["tenant"], ["tenant", "plan"], ["plan"], ["plan"], []])
    buckets = random.choice([0, 0, 4, 8])
    sizes = {
        "route": routes,
        "method": 2,
        "status": statuses,
        "class": classes,
        "pod": pods,
        "region": regions,
        "plan": plans,
        "tenant": tenants,
    }
    follows = {"method"} if verbs == 1 else set()
    follows |= {"region"} if "pod" in labels else set()
    follows |= {"plan"} if "tenant" in labels else set()
    combinations, naive, summed = 1, 1, 0
    for label in labels:
        naive *= sizes[label]
        summed += sizes[label]
        combinations *= 1 if label in follows else sizes[label]
    lines = buckets + 3 if buckets else 1
    key = combinations * lines
    told = [
        f"{routes} routes, each with " + ("one method, GET or POST" if verbs == 1 else "GET and POST"),
        f"{statuses} different statuses, which fall into {classes} classes (2xx, 4xx, 5xx)",
        f"{pods} pods, each of which runs in one of {regions} regions",
        f"{tenants} tenants, each of which has one of {plans} plans",
    ]
    wrong = {
        naive * lines: "Not every combination exists: a label that follows from another one multiplies nothing.",
        summed
        * lines: "Every value of one label may meet every value of another; they multiply, unless one follows from it.",
        combinations: (
            "A histogram has a series for each bucket, one more for `+Inf`, a sum and a count for each set of labels."
        ),
        combinations * buckets: "The bucket `+Inf`, the sum and the count are series as well.",
        max(sizes[label] for label in labels) * lines: (
            "The label with the most values alone does not give the number; each of the others multiplies it."
        ),
    }
    kind = (
        f"a histogram with {buckets} buckets besides `+Inf`; sum and count are series too" if buckets else "a counter"
    )
    named = ", ".join(f"`{label}`" for label in labels)
    return Variant(
        prompt=(
            f"The service `{service}` has {'; '.join(told)}. Everything that is not excluded by this does occur: "
            "every route and method with every status, on every pod, for every tenant. A metric of it has the "
            f"labels {named}{', where `class` is the class of the status' if 'class' in labels else ''}. It is "
            f"{kind}. How many series does it have?"
        ),
        answer=Number(value=key, unit="series", wrong={n: why for n, why in wrong.items() if n not in {0, key}}),
        why=(
            f"A series exists for each set of label values that occurs. Values multiply, {combinations:,} here, but "
            "a label that follows from another one adds nothing: a pod has one region, a tenant one plan"
            + (", a route one method" if verbs == 1 else "")
            + ". "
            + (
                f"Each of these sets has {buckets} buckets, `+Inf`, a sum and a count: {lines} series."
                if buckets
                else "A counter has one series for each of them."
            )
        ),
        proof=PROOF.format(
            labels=labels,
            buckets=buckets,
            pods=pods,
            routes=routes,
            verbs=verbs,
            statuses=statuses,
            tenants=tenants,
            method="verb" if verbs == 2 else "route % 2",
            classes=classes,
            regions=regions,
            plans=plans,
        ),
    )
