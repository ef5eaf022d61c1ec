"""How many time series one innocent label makes, and three ways to keep the number small."""

import asyncio
import random
import tracemalloc
from collections import Counter

import httpx
import pytest
from fastapi import FastAPI, Request

BUCKETS = 12


class Histogram:
    """A histogram keeps, for each combination of labels, its buckets, a sum and a count."""

    def __init__(self, limit: int | None = None) -> None:
        self.children: dict[tuple[str, ...], list[float]] = {}
        self.limit = limit

    def observe(self, labels: tuple[str, ...], seconds: float) -> None:
        if self.limit and labels not in self.children and len(self.children) >= self.limit:
            labels = ("other",) * len(labels)
        child = self.children.setdefault(labels, [0.0] * (BUCKETS + 2))
        child[-1] += 1
        child[-2] += seconds

    def series(self) -> int:
        return len(self.children) * (BUCKETS + 2)


def traffic(count: int) -> list[tuple[str, str, str, str]]:
    """Method, address, status and user of each request; one in ten comes from a scanner that guesses addresses."""
    dice = random.Random(7)
    requests = []
    for _ in range(count):
        user = f"u{dice.randrange(2000)}"
        if dice.random() < 0.1:
            requests.append(("GET", f"/{dice.getrandbits(32):08x}.php", "404", "-"))
        else:
            method, template = dice.choice([("GET", "/orders/{}"), ("POST", "/orders/{}/pay"), ("GET", "/users/{}")])
            requests.append((method, template.format(dice.randrange(5000)), dice.choice(["200", "200", "404"]), user))
    return requests


async def series_after(requests: list[tuple[str, str, str, str]]) -> dict[str, Histogram]:
    """Send them through an application that measures under three sets of labels."""
    by = {"template": Histogram(), "address": Histogram(), "template and user": Histogram()}
    app = FastAPI()

    @app.middleware("http")
    async def measure(request: Request, call_next):
        response = await call_next(request)
        route = request.scope.get("route")
        template = route.path if route else "unmatched"
        status = str(response.status_code)
        by["template"].observe((request.method, template, status), 0.01)
        by["address"].observe((request.method, request.url.path, status), 0.01)
        by["template and user"].observe((request.method, template, status, request.headers["x-user"]), 0.01)
        return response

    for path, method in (("/orders/{number}", "GET"), ("/orders/{number}/pay", "POST"), ("/users/{number}", "GET")):
        app.add_api_route(path, lambda number: number, methods=[method])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://shop") as client:
        for method, path, _status, user in requests:
            await client.request(method, path, headers={"x-user": user})
    return by


def test_the_template_of_the_route_not_the_address():
    measured = asyncio.run(series_after(traffic(400)))
    print("series after 400 requests:", {name: histogram.series() for name, histogram in measured.items()})
    print("label sets:", sorted(" ".join(labels) for labels in measured["template"].children))
    assert measured["template"].series() == 4 * 14
    assert measured["address"].series() > 90 * measured["template"].series() > 0
    assert measured["template and user"].series() > 70 * measured["template"].series()


@pytest.mark.parametrize(
    ("label", "values", "expected"),
    [("nothing", 1, 8_400), ("region", 3, 25_200), ("customer", 20_000, 168_000_000)],
)
def test_labels_multiply(label, values, expected):
    routes, methods, statuses, workers = 30, 2, 5, 2
    series = routes * methods * statuses * workers * (BUCKETS + 2) * values
    print(f"30 routes, 2 methods, 5 statuses, 2 workers, 14 numbers each, and by {label}: {series:,} series")
    assert series == expected


def test_what_a_label_set_weighs_in_the_process():
    tracemalloc.start()
    histogram = Histogram()
    for number in range(5000):
        histogram.observe(("GET", f"/orders/{number}", "200"), 0.01)
    weight = tracemalloc.get_traced_memory()[0] / 5000
    tracemalloc.stop()
    print(f"measured {weight:.0f} bytes for each label set in a minimal histogram")
    assert weight > 200


def test_a_limit_in_the_process_keeps_the_total_right():
    free, limited = Histogram(), Histogram(limit=50)
    for method, path, status, _user in traffic(2000):
        free.observe((method, path, status), 0.01)
        limited.observe((method, path, status), 0.01)
    total = sum(child[-1] for child in limited.children.values())
    print(f"label sets: no limit {len(free.children)}, a limit {len(limited.children)}; requests counted {total:.0f}")
    assert len(limited.children) == 51 and total == 2000


def test_the_rare_question_is_answered_by_events_not_by_labels():
    events = [{"user": user, "path": path} for _method, path, status, user in traffic(2000) if status == "404"]
    most, count = Counter(event["user"] for event in events).most_common(1)[0]
    print(f"who gets most 404s, from {len(events)} events: user {most!r} with {count}")
    assert most == "-"  # the scanner; no metric needed a label for it


def test_keeping_every_bad_request_and_one_in_a_hundred_good_ones():
    dice = random.Random(7)
    requests = [("500" if dice.random() < 0.01 else "200") for _ in range(100_000)]
    head = [status for status in requests if dice.random() < 0.02]  # decided at the start, blindly
    tail = [status for status in requests if status == "500" or dice.random() < 0.01]  # decided at the end
    print(f"errors {requests.count('500')}: blind 2 % keeps {head.count('500')} of {len(head)} traces,")
    print(f"errors and 1 % of the rest keeps {tail.count('500')} of {len(tail)}")
    assert tail.count("500") == requests.count("500") > 20 * head.count("500")
