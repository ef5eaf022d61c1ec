"""Which foreign addresses pass a check of the host that was written by hand."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="F4",
    level="middle",
    title="Which foreign addresses pass a hand-written check of the host",
    practise=("ssrf-url-fetch",),
)
HOSTS = ["partner.example", "files.example", "images.example", "feeds.example", "maps.example", "labels.example"]
FEATURES = ["imports a logo", "fetches a price list", "loads a delivery label", "reads a supplier's feed"]
URLS = {  # an address of the attacker, and where the allowed name stands in it
    "https://HOST.evil.example/a": "the allowed name is the beginning of a longer one",
    "https://evilHOST/a": "the allowed name is the end of a longer one, without a dot before it",
    "https://HOST@evil.example/a": "before `@` stands a user name; the host comes after it",
    "https://HOST:x@evil.example/a": "before `@` stand a user name and a password; the host comes after it",
    "https://evil.example/HOST/a": "the allowed name is a part of the path",
    "https://evil.example/?from=https://HOST/": "the allowed name is a part of the query",
    "https://evil.example#.HOST": "the allowed name is in the fragment, which is not even sent",
}
CHECKS = {
    'url.startswith("https://HOST")': "looks at the beginning of the text",
    '"//HOST" in url': "looks anywhere in the text for the name behind two slashes",
    'urlsplit(url).hostname.endswith("HOST")': "looks at the end of the real host, and demands no dot before it",
    'urlsplit(url).hostname.startswith("HOST")': "looks at the beginning of the real host",
    'urlsplit(url).netloc.startswith("HOST")': "looks at the beginning of a part that may hold a user name",
    'urlsplit(url).netloc.split(":")[0] == "HOST"': "takes what stands before a colon for the host",
    'url.split("/")[2].endswith("HOST")': "takes all between the second and the third slash for the host",
    're.match(r"https://[^/]*HOST", url)': "allows anything before and behind the name, up to the first slash",
    're.search(r"//HOST[/:]", url)': "looks anywhere in the text for the name with a slash or a colon behind it",
}
SHOWN = 6
PROOF = """
import re
from urllib.parse import urlsplit
import httpx
asked = []
def answer(request):
    asked.append(request.url.host)
    return httpx.Response(200)
scope = {"re": re, "urlsplit": urlsplit}
scope["httpx"] = httpx.Client(transport=httpx.MockTransport(answer), trust_env=False)
exec(CODE, scope)
def gets_from(url):
    asked.clear()
    try:
        scope["fetch"](url)
    except PermissionError:
        return ""
    return asked[0]
assert gets_from(f"https://{HOST}/a") == HOST
found = [url for url in URLS if gets_from(url) not in ("", HOST)]
print("\\n".join(sorted(f"`{url}`" for url in found)))
scope["httpx"].close()
"""


def build(random: Random) -> Variant:
    """What a check looks at decides which addresses of an attacker it lets through."""
    host = random.choice(HOSTS)
    check = random.choice(list(CHECKS))
    shown = random.sample(list(URLS), SHOWN)
    passing = {
        'url.startswith("https://HOST")': [0, 2, 3],
        '"//HOST" in url': [0, 2, 3, 5],
        'urlsplit(url).hostname.endswith("HOST")': [1],
        'urlsplit(url).hostname.startswith("HOST")': [0],
        'urlsplit(url).netloc.startswith("HOST")': [0, 2, 3],
        'urlsplit(url).netloc.split(":")[0] == "HOST"': [3],
        'url.split("/")[2].endswith("HOST")': [1, 6],
        're.match(r"https://[^/]*HOST", url)': [0, 1, 2, 3, 6],
        're.search(r"//HOST[/:]", url)': [3, 5],
    }[check]
    through = [url for number, url in enumerate(URLS) if number in passing and url in shown]
    if not through:
        return build(random)
    dotted = host.replace(".", r"\.") if check.startswith("re.") else host
    call = check.replace("HOST", dotted)
    refuses = call.replace(" in url", " not in url") if call.endswith(" in url") else f"not {call}"
    code = f"""\
def fetch(url):
    if {refuses}:
        raise PermissionError(url)
    return httpx.get(url)"""
    right, wrong = {}, {}
    for url in shown:
        reason = f"{URLS[url].capitalize()}, and the check {CHECKS[check]}"
        option = f"`{url.replace('HOST', host)}`"
        if url in through:
            right[option] = f"{reason}: it lets this through."
        else:
            wrong[option] = f"{reason}: it refuses this."
    urls = [option[1:-1] for option in [*right, *wrong]]
    return Variant(
        prompt=(
            f"A shop {random.choice(FEATURES)} from an address that a customer gives. Only the host `{host}` is meant "
            "to be allowed. Every host whose name ends in `evil.example`, and the host "
            f"`evil{host}`, belong to an attacker. Which of these addresses does `fetch` get from the attacker?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            f"This check {CHECKS[check]}. A host is one part of an address, and only a parser knows which: a user "
            "name, a path, a query or a fragment may hold the same letters. Compare the parsed host as a whole with a "
            "list, after the same parsing that the fetching library does, and then check the network address behind it."
        ),
        proof=f"HOST, URLS = {host!r}, {urls!r}\nCODE = {code!r}\n{PROOF}",
    )
