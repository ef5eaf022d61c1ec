"""Which areas of the guide a posting seems to be about, by the words of their titles: only a suggestion."""

import re
from collections.abc import Mapping

MOST = 5
DIVIDERS = re.compile(r"[,:/]| and | with | in | of | for | without | to ")
GENERIC = {
    "admin", "boundaries", "bytes", "cancellation", "classes", "code", "config", "containers", "copying", "cost",
    "doubles", "enums", "errors", "exceptions", "fields", "files", "forms", "functions", "imports", "joins", "lifespan",
    "locks", "logs", "long jobs", "managers", "models", "modules", "names", "numbers", "objectives", "people",
    "personal data", "plans", "processes", "protocols", "races", "releases", "resilience", "roles", "schedules",
    "scope",
    "secrets", "servers", "services", "sessions", "signals", "tasks", "templates", "tests", "text", "threads", "time",
    "timeouts", "traces", "versions", "views", "workers", "other stores", "web apps", "one process", "trade-offs",
    "decisions", "incidents", "paging", "inheritance", "constraints", "closures", "iterators", "retries", "scaling",
    "execution model", "context managers", "passwords", "tokens", "generics", "packaging", "environments", "checkers",
    "dependencies", "choosing", "structuring", "parameters", "change hygiene", "legacy", "outbox", "mutability",
}  # fmt: skip


def terms(title: str) -> set[str]:
    """Return the words of an area's title that a posting would use for nothing else."""
    parts = {part.strip().lower() for part in DIVIDERS.split(title)}
    return {part for part in parts if len(part) >= 3 and part not in GENERIC}


def suggested(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return the ids of at most five areas, those first whose words come most often. titles: by id."""
    low = text.lower()
    counted: dict[str, int] = {}
    for area, title in titles.items():
        hits = sum(len(re.findall(rf"(?<![\w+#]){re.escape(term)}(?![\w+#])", low)) for term in terms(title))
        if hits:
            counted[area] = hits
    return sorted(counted, key=lambda area: -counted[area])[:MOST]
