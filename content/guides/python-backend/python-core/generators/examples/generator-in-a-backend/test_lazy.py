"""What calling a generator function does, and what that saves a backend: memory, requests, and clean endings."""

import asyncio
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import islice

from fastapi import Depends, FastAPI
from httpx import ASGITransport, AsyncClient

CSV = [f"{number},{number % 7}" for number in range(50_000)]  # stands for a file


def parse(lines: Iterable[str], log: list[str] | None = None) -> Iterator[tuple[int, int]]:
    for line in lines:
        if log is not None:
            log.append(line)
        number, stars = line.split(",")
        yield int(number), int(stars)


def test_the_call_runs_nothing_and_each_next_runs_to_the_next_yield():
    read = []
    rows = parse(CSV, read)
    assert read == []  # the body has not started

    assert next(rows) == (0, 0)
    assert list(islice(rows, 2)) == [(1, 1), (2, 2)]
    assert len(read) == 3
    print("50000 lines at hand, 3 asked for, lines parsed:", len(read))


def test_the_end_is_an_exception_that_a_for_loop_understands():
    rows = parse(["1,5"])
    assert next(rows) == (1, 5)
    assert next(rows, "nothing left") == "nothing left"
    assert [number for number, _ in parse(["1,5", "2,4"])] == [1, 2]


def test_memory_stays_flat_because_no_list_is_built():
    def peak(work) -> int:
        tracemalloc.start()
        work()
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    as_list = peak(lambda: sum(stars for _, stars in list(parse(CSV))))
    one_by_one = peak(lambda: sum(stars for _, stars in parse(CSV)))

    assert as_list > 100 * one_by_one
    print(f"measured peak: list {as_list // 1024} KiB, generator {one_by_one / 1024:.1f} KiB")


def test_pages_of_a_remote_list_are_fetched_only_when_needed():
    requests = []

    def fetch(page: int) -> list[int]:
        """Stands for one HTTP request: fifty pages of ten numbers."""
        requests.append(page)
        return list(range(page * 10, page * 10 + 10)) if page < 50 else []

    def everything() -> Iterator[int]:
        page = 0
        while found := fetch(page):
            yield from found
            page += 1

    assert next(number for number in everything() if number > 15) == 16
    assert requests == [0, 1]
    print("pages there are: 50, pages requested:", len(requests))


def test_a_generator_also_says_what_comes_before_and_after():
    app = FastAPI()
    events = []

    def connection() -> Iterator[str]:
        events.append("open")
        try:
            yield "connection"
        finally:
            events.append("close")

    @app.get("/orders")
    async def orders(used: str = Depends(connection)) -> list[str]:
        events.append("query")
        return []

    async def ask() -> int:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://shop") as http:
            return (await http.get("/orders")).status_code

    assert asyncio.run(ask()) == 200
    assert events == ["open", "query", "close"]
    print(" ".join(events))
