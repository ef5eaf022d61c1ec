"""Which address a rate limit counts behind a CDN and a load balancer, by who appends what and which entry is taken."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="E1",
    level="senior",
    title="Which address a rate limit counts behind two proxies",
    practise=("proxies-change-requests",),
)
LINES = {
    "first": 'return request.META["HTTP_X_FORWARDED_FOR"].split(",")[0].strip()',
    "last": 'return request.META["HTTP_X_FORWARDED_FOR"].split(",")[-1].strip()',
    "second-last": 'return request.META["HTTP_X_FORWARDED_FOR"].split(",")[-2].strip()',
    "peer": 'return request.META["REMOTE_ADDR"]',
    "real": 'return request.META["HTTP_X_REAL_IP"]',
}
LIMITS = ["log-in attempts", "searches", "orders", "password resets", "sign-ups", "quotes"]


def build(random: Random) -> Variant:
    """Which way the request came, what each hop does with the header, and which entry the code believes all vary."""
    sender, cdn, balancer, app = (
        f"{net}.{random.randint(2, 250)}" for net in ("203.0.113", "198.51.100", "10.0.1", "10.0.2")
    )
    invented, second = f"192.0.2.{random.randint(2, 120)}", f"192.0.2.{random.randint(121, 250)}"
    way = random.choice(list(LINES))
    past = random.random() < 0.4
    cdn_does = random.choice(["appends", "replaces"])
    real = random.choice(["sets", "passes"]) if way == "real" else "sets"
    entries = [invented, second] if random.random() < 0.5 else [invented]
    # What arrives at the load balancer, and then at the application.
    arrived = entries if past else [*entries, sender] if cdn_does == "appends" else [sender]
    peer = sender if past else cdn
    forwarded = [*arrived, peer]
    key = {
        "first": forwarded[0],
        "last": forwarded[-1],
        "second-last": forwarded[-2],
        "peer": balancer,
        "real": peer if real == "sets" else invented,
    }[way]
    told = {
        sender: (
            "This is the true sender, but the code does not take the entry that was written by the hop which saw it."
            if way != "peer"
            else "This is the true sender. The connection to the application is another one, made by the balancer."
        ),
        invented: "This is what the sender made up. It does not stand at the place from which the code reads.",
        cdn: (
            "The CDN took no part: this request came to the balancer directly."
            if past
            else "This is what the balancer saw, and it writes it at the end. The code reads another place."
        ),
        balancer: "This is the peer of the application's connection. The code reads a header instead.",
        app: "This is the application's own address. No hop writes it into a request that comes in.",
        second: "This is made up too. It does not stand at the place from which the code reads.",
    }
    options = [sender, invented, cdn, balancer, second if len(entries) > 1 else app]
    shown = {
        one: f"{one}, {NAMES[name]}"
        for name, one in zip(NAMES, (sender, invented, cdn, balancer, second, app), strict=True)
    }
    headers = [f"X-Forwarded-For: {', '.join(entries)}"]
    headers += [f"X-Real-IP: {invented}"] if way == "real" else []
    way_in = (
        f"goes to the balancer directly and bypasses the CDN (whose address {cdn} stays out of it)"
        if past
        else "goes to the CDN"
    )
    return Variant(
        prompt=(
            f"The application limits {random.choice(LIMITS)} by the address that this function returns. In front of it "
            f"stand a CDN and then a load balancer. The CDN {CDN[cdn_does]}. The balancer appends the address of its "
            f"peer to X-Forwarded-For{REAL[real] if way == 'real' else ''}. The CDN connects from {cdn}, the balancer "
            f"from {balancer}; the application is {app}. Somebody at {sender} sends the headers below, and the request "
            f"{way_in}. Which address is counted?"
        ),
        code="\n".join(["def address(request):", "    " + LINES[way], "", *("# " + line for line in headers)]),
        answer=OneOf(right=shown[key], wrong={shown[one]: told[one] for one in options if one != key}),
        why=why(way, past=past, cdn_does=cdn_does, forwarded=forwarded, real=real),
        proof=proof(LINES[way], (sender, cdn, balancer), entries, (past, cdn_does, real), shown),
    )


NAMES = {
    "sender": "the sender's own",
    "invented": "made up by the sender",
    "cdn": "the CDN's",
    "balancer": "the balancer's",
    "second": "made up as well",
    "app": "the application's",
}
CDN = {
    "appends": "appends the address of its peer to X-Forwarded-For",
    "replaces": "replaces X-Forwarded-For by the address of its peer",
}
REAL = {
    "sets": " and sets X-Real-IP to it, whatever came in",
    "passes": " and passes X-Real-IP on as it came, as does the CDN",
}


def why(way: str, *, past: bool, cdn_does: str, forwarded: list[str], real: str) -> str:
    arrived = f"The application reads `X-Forwarded-For: {', '.join(forwarded)}`. "
    if way == "peer":
        return (
            "`REMOTE_ADDR` is the peer of the last connection, the balancer. All requests count together, so the limit "
            "hits everybody as soon as a few are busy. The original address stands in what the own proxies have "
            "written."
        )
    if way == "real":
        if real == "passes":
            return (
                "Nobody of ours writes X-Real-IP, so the sender does, and the limit counts whatever they make up. A "
                "header may be believed only if the nearest own proxy always replaces it."
            )
        return (
            "The balancer overwrites X-Real-IP with the address of its own peer. So what the sender wrote is gone; the "
            "value "
            + (
                "is the sender, because this request has bypassed the CDN."
                if past
                else "is the CDN, because the balancer never saw anybody else. All clients of the CDN count together."
            )
        )
    if way == "first":
        return arrived + (
            "The first entry is what the CDN put there in place of the sender's header, so it holds for requests "
            "through the CDN. Where the CDN is bypassed, it would be whatever the sender likes."
            if not past and cdn_does == "replaces"
            else "Hops append at the end, so the first entry is made up, and each request can bring another."
        )
    if way == "last":
        return (
            arrived
            + "The last entry was written by the balancer: its peer, "
            + (
                "the sender, as this request has bypassed the CDN."
                if past
                else "the CDN. That cannot be forged, but all clients of the CDN count together."
            )
        )
    return arrived + (
        "Counting two from the right assumes two hops. Here there is one, and the second place from the right is "
        " what the sender made up. The balancer should let nobody in but the CDN."
        if past
        else "The second entry from the right was written by the CDN, which saw the sender. What the sender "
        "made up stands further left, or is gone."
    )


def proof(
    line: str, addresses: tuple[str, str, str], entries: list[str], hops: tuple[bool, str, str], shown: dict
) -> str:
    sender, cdn, balancer = addresses
    past, cdn_does, real = hops
    return f"""\
from django.test import RequestFactory

def address(request):
    {line}

def append(headers, peer):
    before = headers.get("X-Forwarded-For")
    return {{**headers, "X-Forwarded-For": f"{{before}}, {{peer}}" if before else peer}}

def through_cdn(headers, peer):
    headers = append(headers, peer) if "{cdn_does}" == "appends" else {{**headers, "X-Forwarded-For": peer}}
    return through_balancer(headers, "{cdn}")

def through_balancer(headers, peer):
    headers = append(headers, peer)
    if "{real}" == "sets":
        headers["X-Real-IP"] = peer
    return application(headers, "{balancer}")

def application(headers, peer):
    return address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))

sent = {{"X-Forwarded-For": "{", ".join(entries)}", "X-Real-IP": "{entries[0]}"}}
first = through_balancer if {past} else through_cdn
print({shown}[first(sent, "{sender}")])
"""
