"""How many requests behind a shared cache reach the application, by what the answers allow and what they vary by."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="E1",
    level="middle",
    title="How many requests reach the application behind a shared cache",
    practise=("conditional-get", "slow-request-from-headers", "proxies-change-requests"),
)
PATHS = ["/catalogue", "/rates", "/menu", "/timetable", "/tariffs", "/stores", "/routes", "/offers"]
LANGUAGES = ["de", "en", "fr"]
USERS = ["ada", "ben", "cem"]


@dataclass(frozen=True)
class Ask:
    second: int
    user: str
    language: str


@dataclass(frozen=True)
class Rules:
    """What the answers say: who may keep them, for how long, and what they vary by."""

    keep: str  # public, shared, private, no-store, no-cache
    seconds: int
    vary: str  # "", language or cookie

    def header(self) -> str:
        return {
            "public": f"public, max-age={self.seconds}",
            "shared": f"max-age=0, s-maxage={self.seconds}",
            "private": f"private, max-age={self.seconds}",
            "no-store": "no-store",
            "no-cache": "public, no-cache",
        }[self.keep]

    def reached(self, asks: list[Ask], *, vary: str, seconds: int) -> int:
        """Count the requests that a cache passes on which keeps answers for so long, one for each value of a field."""
        kept: dict[str, int] = {}
        count = 0
        for ask in asks:
            slot = {"language": ask.language, "cookie": ask.user}.get(vary, "")
            if ask.second >= kept.get(slot, 0):
                count += 1
                kept[slot] = ask.second + seconds
        return count


def build(random: Random) -> Variant:
    """Some answers may be kept by a shared cache, some not; what they vary by splits what is kept; time ends it."""
    while True:
        rules = Rules(
            keep=random.choice(["public"] * 5 + ["shared"] * 4 + ["private", "no-store", "no-cache"]),
            seconds=random.choice([30, 60, 90, 120]),
            vary=random.choice(["", "language", "language", "cookie"]),
        )
        seconds = sorted(random.sample(range(0, 240, 5), 7))
        asks = [Ask(second, random.choice(USERS), random.choice(LANGUAGES[:2])) for second in seconds]
        stored = rules.keep in {"public", "shared"}
        key = rules.reached(asks, vary=rules.vary, seconds=rules.seconds if stored else 0)
        others = {
            rules.reached(asks, vary=vary, seconds=length)
            for vary in ("", "language", "cookie")
            for length in (0, rules.seconds)
        } - {key}
        if len(others) >= 3 and all(abs(a - b) != rules.seconds for a in seconds for b in seconds):
            break
    path = random.choice(PATHS)
    field = {"language": "Accept-Language", "cookie": "Cookie"}.get(rules.vary, "")
    answer = [
        f"Cache-Control: {rules.header()}",
        *(['ETag: "v7"'] if rules.keep == "no-cache" else []),
        *([f"Vary: {field}"] if field else []),
    ]
    lines = [f"{ask.second:>5} s   Accept-Language: {ask.language}   Cookie: session={ask.user}" for ask in asks]
    return Variant(
        prompt=(
            "A shared cache that follows RFC 9111 stands in front of the application and is empty at first. The "
            f"headers are those of every answer to `GET {path}`, which takes no time; below are the requests, from "
            "clients that keep nothing themselves. A request reaches the application whenever "
            "the cache has to ask it, be it for the whole answer or only whether its copy still holds. How many of the "
            "seven reach it?"
        ),
        code="\n".join([f"GET {path}: 200", *answer, "", *lines]),
        language="http",
        answer=Number(value=key, unit="requests", wrong=wrongs(rules, asks, key)),
        why=why(rules, key),
        proof=proof(asks, answer),
    )


def wrongs(rules: Rules, asks: list[Ask], key: int) -> dict[int, str]:
    """Return what comes out if one of the headers is overlooked or believed to say more than it does."""
    stored = rules.keep in {"public", "shared"}
    plain = rules.reached(asks, vary="", seconds=rules.seconds)
    found = {
        plain: (
            "This takes all requests as equal. `Vary` keeps one answer for each value of the field that it names."
            if stored
            else "This would be so if a shared cache might answer by itself. These answers forbid it."
        ),
        rules.reached(asks, vary="language", seconds=rules.seconds): (
            "The languages of the requests split nothing here, because no `Vary` names Accept-Language."
            if stored
            else "No copy is handed out without asking, in whichever language."
        ),
        rules.reached(asks, vary="cookie", seconds=rules.seconds): (
            "The cookies of the requests split nothing here, because no `Vary` names Cookie."
            if stored
            else "No copy is handed out without asking, to whichever user."
        ),
        7: "A shared cache may keep these answers and hands out its copy until the time is over.",
        1: (
            "One copy is not enough for all of them: it lasts only for its time"
            f"{' and serves only requests of its kind' if rules.vary else ''}."
            if stored
            else "A copy may not be handed out to the next client without asking."
        ),
    }
    return {number: reason for number, reason in found.items() if number != key}


def why(rules: Rules, key: int) -> str:
    if rules.keep == "private":
        return (
            f"`private` forbids a shared cache to keep the answer; only the client itself may. So all {key} requests "
            "pass. That is right for what belongs to one user, and a costly habit for what is the same for everybody."
        )
    if rules.keep == "no-store":
        return f"`no-store` forbids everybody to keep the answer, so all {key} requests pass, with their bodies."
    if rules.keep == "no-cache":
        return (
            "`no-cache` allows keeping and demands a question each time. With the ETag the cache may be told 304 and "
            f"save the body, but the application is asked {key} times all the same."
        )
    lasts = (
        "`s-maxage` is the time for shared caches and wins over `max-age`"
        if rules.keep == "shared"
        else "`max-age` says"
    )
    lasts += f": a copy lasts {rules.seconds} s from when it was fetched, not from when it was last used."
    split = {
        "": " No `Vary` stands there, so one copy serves all, whatever headers they send.",
        "language": " `Vary` keeps a copy for each Accept-Language, and each has its own age.",
        "cookie": " `Vary: Cookie` keeps a copy for each user, which is hardly a shared cache any more.",
    }[rules.vary]
    return f"{lasts}{split} A request passes where no copy of its kind is there or its time is over: {key} of seven."


def proof(asks: list[Ask], answer: list[str]) -> str:
    headers = dict(line.split(": ", 1) for line in answer)
    requests = [(one.second, {"accept-language": one.language, "cookie": f"session={one.user}"}) for one in asks]
    return f"""\
from urllib.request import parse_http_list

headers = {headers}
rules = dict((part.split("=") + [""])[:2] for part in parse_http_list(headers["Cache-Control"]))
vary = [name.strip().lower() for name in headers.get("Vary", "").split(",") if name.strip()]
reached, stored = 0, []

def application(request):
    global reached
    reached += 1
    return 304 if "ETag" in headers and request.get("if-none-match") == headers["ETag"] else 200

def lifetime():
    return int(rules.get("s-maxage") or rules.get("max-age") or 0)

for now, request in {requests}:
    # RFC 9111, section 4: a stored answer whose varied fields match, fresh and not marked no-cache, may be handed out.
    copy = next((one for one in stored if all(one["asked"].get(name) == request.get(name) for name in vary)), None)
    if copy and now - copy["since"] < lifetime() and "no-cache" not in rules:
        continue
    asked = application({{**request, "if-none-match": headers["ETag"]}} if copy and "ETag" in headers else request)
    if asked == 304:
        copy["since"] = now
    elif "no-store" not in rules and "private" not in rules:  # section 3: what a shared cache may store
        stored = [one for one in stored if one is not copy]
        stored.append({{"asked": request, "since": now}})
print(reached)
"""
