"""Which areas of the guide a posting seems to be about, by the words of their titles: only a suggestion."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

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


@lru_cache(maxsize=4)
def matcher(titles: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return a pattern of all terms, the longest first, and the areas of each. titles: (id, title)."""
    areas: dict[str, list[str]] = {}
    for area, title in titles:
        for term in terms(title):
            areas.setdefault(term, []).append(area)
    either = "|".join(re.escape(term) for term in sorted(areas, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<![\w+#])(?:{either})(?![\w+#])"), areas


def suggested(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return the ids of at most five areas, those first whose words come most often. titles: by id."""
    pattern, areas = matcher(tuple(titles.items()))
    counted = Counter(area for term in pattern.findall(text.lower()) for area in areas[term])
    return [area for area, _times in counted.most_common(MOST)]
