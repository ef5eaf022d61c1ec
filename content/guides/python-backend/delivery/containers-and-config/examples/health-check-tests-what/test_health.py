"""Two questions, two addresses: should this process be replaced, and should it get traffic now?"""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse

BUDGET_S = 0.05


class Service:
    def __init__(self, ask_database: Callable[[], Awaitable[None]]) -> None:
        self.started, self.draining, self.ask_database = True, False, ask_database
        self.asked = 0

    async def database(self) -> str:
        self.asked += 1
        try:
            async with asyncio.timeout(BUDGET_S):
                await self.ask_database()
        except TimeoutError:
            return "no answer in time"
        except ConnectionError:
            return "refused"
        return "ok"

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/live")
        async def live():
            return {"status": "ok"}  # if this line runs, the loop turns

        @app.get("/ready")
        async def ready():
            if self.draining or not self.started:
                return JSONResponse({"status": "draining" if self.draining else "starting"}, 503)
            database = await self.database()
            return JSONResponse({"database": database}, 200 if database == "ok" else 503)

        return app


def ask(service: Service, *paths: str) -> list[tuple[int, dict]]:
    async def run() -> list[tuple[int, dict]]:
        transport = httpx.ASGITransport(app=service.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://pod.example") as client:
            answers = [await client.get(path) for path in paths]
        return [(answer.status_code, answer.json()) for answer in answers]

    return asyncio.run(run())


async def well() -> None:
    pass


async def refused() -> None:
    raise ConnectionRefusedError


async def hanging() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("database", "said"), [(well, "ok"), (refused, "refused"), (hanging, "no answer in time")], ids=["well", "down", "hanging"]
)
def test_the_database_decides_about_traffic_never_about_life(database, said):
    live, ready = ask(Service(database), "/live", "/ready")
    print(f"database {said}: live {live[0]}, ready {ready[0]}")
    assert live[0] == 200
    assert ready == (200 if said == "ok" else 503, {"database": said})


def test_a_pod_that_stops_says_so_first_and_still_lives():
    service = Service(well)
    service.draining = True  # set by the SIGTERM handler; requests under way are finished meanwhile
    live, ready = ask(service, "/live", "/ready")
    print("stopping: live", live[0], "ready", ready[0], ready[1])
    assert (live[0], ready[0]) == (200, 503)


def restarts(pods: int, outage_s: int, *, liveness_asks_database: bool, every_s: int = 10, failures: int = 3) -> int:
    """Pods restarted during a database outage, when three failed probes in a row restart a pod."""
    count = 0
    for _ in range(pods):
        failed = 0
        for _ in range(0, outage_s, every_s):
            failed = failed + 1 if liveness_asks_database else 0
            if failed == failures:
                count, failed = count + 1, 0
    return count


def test_a_liveness_probe_that_asks_the_database_restarts_the_whole_fleet():
    for asks in (True, False):
        print(f"ten pods, database away for 120 s, liveness asks it: {asks}; restarts:", restarts(10, 120, liveness_asks_database=asks))
    assert restarts(10, 120, liveness_asks_database=True) == 40
    assert restarts(10, 120, liveness_asks_database=False) == 0


def test_readiness_on_something_shared_takes_everybody_out_at_once():
    answers = [ask(Service(refused), "/ready")[0][0] for _ in range(3)]
    print("ready on three pods while the shared database is down:", answers)
    assert answers == [503, 503, 503]  # nobody is left to show the cached page or a decent error


def test_probes_are_load():
    asked_per_minute = 40 * 2 * (60 // 5)  # pods, probers, every five seconds
    print("40 pods, two probers, every 5 s:", asked_per_minute, "queries a minute that no user asked for")
    assert asked_per_minute == 960
