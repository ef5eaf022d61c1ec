"""One SQLAlchemy session for each request: who commits, before or after the answer, and for how long a connection is held."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from shop_sqlalchemy import Customer
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

LOG: list[str] = []


def make_api(engine: Engine) -> FastAPI:
    """Four ways to end a request's session, for the same two writes."""
    LOG.clear()

    async def closing() -> AsyncIterator[Session]:
        with Session(engine) as session:
            yield session  # whoever does not commit has written nothing

    async def committing() -> AsyncIterator[Session]:
        with Session(engine) as session, session.begin():
            yield session  # commit, or rollback if an exception came through

    async def fragile() -> AsyncIterator[Session]:
        """The same, with a commit that fails, as a deferred constraint or a lost connection makes it fail."""
        with Session(engine) as session:
            yield session
            session.rollback()
            LOG.append("commit failed")
            raise HTTPException(409)

    After = Annotated[Session, Depends(committing)]
    Before = Annotated[Session, Depends(committing, scope="function")]
    api = FastAPI()

    @api.post("/forgotten", status_code=201)
    async def forgotten(session: Annotated[Session, Depends(closing)]):
        session.add(Customer(name="Ada"))

    @api.post("/committed", status_code=201)
    async def committed(session: Before):
        session.add(Customer(name="Ada"))

    @api.post("/refused", status_code=201)
    async def refused(session: Before):
        session.add(Customer(name="Ada"))
        session.flush()
        raise HTTPException(422)

    @api.post("/answer-first", status_code=201)
    async def answer_first(session: Annotated[Session, Depends(fragile)]):
        session.add(Customer(name="Ada"))

    @api.post("/commit-first", status_code=201)
    async def commit_first(session: Annotated[Session, Depends(fragile, scope="function")]):
        session.add(Customer(name="Ada"))

    async def same(one: Before, other: Annotated[Session, Depends(committing, scope="function")]) -> bool:
        return one is other

    @api.get("/same")
    async def is_same(answer: Annotated[bool, Depends(same)]):
        return answer

    @api.get("/export-held")
    async def export_held(session: After):
        names = session.scalars(select(Customer.name)).all()
        return StreamingResponse(lines(engine, names))

    @api.get("/export-free")
    async def export_free(session: Before):
        names = session.scalars(select(Customer.name)).all()
        return StreamingResponse(lines(engine, names))

    return api


async def lines(engine: Engine, names: list[str]) -> AsyncIterator[str]:
    for name in names:
        LOG.append("in transaction" if OPEN else "free")
        yield name


OPEN: set[int] = set()


@pytest.fixture
def watched(engine: Engine) -> Engine:
    """Remembers which sessions hold a transaction, and with it a connection."""
    OPEN.clear()
    event.listen(engine, "begin", lambda connection: OPEN.add(1))
    for end in ("commit", "rollback"):
        event.listen(engine, end, lambda connection: OPEN.clear())
    return engine


def send(api: FastAPI, method: str, path: str) -> httpx.Response:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(api, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            return await client.request(method, path)

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("path", "status", "rows"),
    [
        ("/forgotten", 201, 0),
        ("/committed", 201, 1),
        ("/refused", 422, 0),
        ("/answer-first", 201, 0),
        ("/commit-first", 409, 0),
    ],
)
def test_what_the_client_is_told_and_what_is_stored(engine, path, status, rows):
    answer = send(make_api(engine), "POST", path)
    with Session(engine) as session:
        stored = session.scalar(select(func.count()).select_from(Customer))
    print(f"{path}: status {answer.status_code}, rows {stored}")
    assert (answer.status_code, stored) == (status, rows)


def test_everybody_in_one_request_has_the_same_session(engine):
    assert send(make_api(engine), "GET", "/same").json() is True


@pytest.mark.parametrize(("path", "during"), [("/export-held", "in transaction"), ("/export-free", "free")])
def test_how_long_the_connection_is_held_while_an_answer_is_streamed(watched, path, during):
    api = make_api(watched)
    with Session(watched) as session, session.begin():
        session.add_all([Customer(name="Ada"), Customer(name="Ben")])
    answer = send(api, "GET", path)
    print(f"{path}: {answer.text}, while sending: {LOG}")
    assert (answer.text, LOG) == ("AdaBen", [during] * 2)


def test_two_tasks_of_one_request_must_not_share_it(engine):
    async def both(session: Session) -> None:
        async def write(name: str, fails: bool) -> None:
            session.add(Customer(name=name))
            await asyncio.sleep(0)  # the other task runs here, and puts its work into my session
            if fails:
                session.rollback()

        await asyncio.gather(write("Ada", fails=True), write("Ben", fails=False))
        session.commit()

    with Session(engine) as session:
        asyncio.run(both(session))
        stored = session.scalar(select(func.count()).select_from(Customer))
    print("Ada's task rolled back, rows of Ben's task:", stored)
    assert stored == 0
