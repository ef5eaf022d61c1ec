"""Five slow answers. Nobody may look at the code; the headers and two times tell where to look."""

import asyncio
import gzip
import json

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

ROWS = [{"sku": f"S-{number}", "name": f"Product {number}", "price_cents": 990} for number in range(2000)]


async def big(request):
    return JSONResponse(ROWS)


async def hop(request):
    return RedirectResponse("/hop/" + str(int(request.path_params["left"]) - 1), status_code=302)


async def image(request):
    return Response(b"x" * 5000, media_type="image/png", headers={"set-cookie": "seen=1; Path=/", "vary": "Cookie"})


async def arrived(request):
    return Response("here")


async def report(request):
    timing = "db;dur=2610;desc=812-queries, render;dur=95, total;dur=2740"
    return JSONResponse({}, headers={"server-timing": timing, "cache-control": "private, no-store"})


routes = [
    Route("/big", big),
    Route("/hop/0", arrived),
    Route("/hop/{left}", hop),
    Route("/logo.png", image),
    Route("/report", report),
]
plain = Starlette(routes=routes)
packed = Starlette(routes=routes)
packed.add_middleware(GZipMiddleware)


def ask(path: str, app=plain, **headers: str) -> httpx.Response:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://shop", follow_redirects=True
        ) as client:
            return await client.get(path, headers={"accept-encoding": "identity"} | headers)

    return asyncio.run(go())


def server_timing(answer: httpx.Response) -> dict[str, float]:
    parts = (part.split(";") for part in answer.headers.get("server-timing", "").split(",") if part)
    return {
        name.strip(): float(next(item[4:] for item in items if item.startswith("dur="))) for name, *items in parts
    }


def findings(answer: httpx.Response, first_byte_ms: float, last_byte_ms: float) -> list[str]:
    """What one exchange says by itself. The two times come from the browser's network panel."""
    headers, found = answer.headers, []
    if answer.history:
        found.append(f"{len(answer.history)} redirects before the answer")
    size = int(headers.get("content-length", 0))
    text = headers.get("content-type", "").startswith(("text/", "application/json"))
    if size > 10_000 and text and "content-encoding" not in headers:
        found.append("large text without compression")
    if "set-cookie" in headers or "cookie" in headers.get("vary", "").lower():
        found.append("no shared cache will keep it")
    parts = server_timing(answer)
    if "total" in parts:
        found.append(f"in the application: {parts['total']:.0f} of {first_byte_ms:.0f} ms")
        slowest = max((name for name in parts if name != "total"), key=parts.get)
        found.append(f"most of it in {slowest}")
    if last_byte_ms > 2 * first_byte_ms:
        found.append("the body takes longer than the thinking")
    if int(headers.get("age", 0)) > 0:
        found.append(f"came from a cache, {headers['age']} s old")
    return found


@pytest.mark.parametrize(
    ("path", "times", "expected"),
    [
        ("/big", (80, 900), ["large text without compression", "the body takes longer than the thinking"]),
        ("/hop/3", (620, 622), ["3 redirects before the answer"]),
        ("/logo.png", (300, 310), ["no shared cache will keep it"]),
        ("/report", (2760, 2765), ["in the application: 2740 of 2760 ms", "most of it in db"]),
    ],
)
def test_what_the_headers_say(path, times, expected):
    found = findings(ask(path), *times)
    print(f"{path}: " + "; ".join(found))
    assert found == expected


def test_fast_in_the_application_and_slow_outside_means_look_before_it():
    quick = httpx.Response(200, headers={"server-timing": "db;dur=12, total;dur=40"})
    found = findings(quick, first_byte_ms=2100, last_byte_ms=2105)
    print("; ".join(found))
    assert found[0] == "in the application: 40 of 2100 ms"  # the rest: queue, proxy, network


def test_an_answer_with_an_age_was_not_made_for_you():
    cached = httpx.Response(200, headers={"age": "86000", "cache-control": "public, max-age=86400"})
    assert findings(cached, 9, 10) == ["came from a cache, 86000 s old"]


def test_compression_is_negotiated_and_shows_in_three_headers():
    answer = ask("/big", packed, **{"accept-encoding": "gzip"})
    identity = ask("/big")
    raw = len(json.dumps(ROWS, separators=(",", ":")).encode())
    share = len(gzip.compress(identity.content)) / raw
    print("with gzip:", {name: answer.headers.get(name) for name in ("content-encoding", "vary")})
    print(f"measured: {raw} bytes, {share:.0%} of it after gzip")
    assert identity.headers["content-length"] == str(raw)
    assert answer.headers["content-encoding"] == "gzip" and answer.headers["vary"] == "Accept-Encoding"
    assert share < 0.2
