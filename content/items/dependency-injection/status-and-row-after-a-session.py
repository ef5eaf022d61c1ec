"""What the client got and what the database holds, by who commits, in which scope, and what goes wrong."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="G10",
    level="senior",
    title="What the client got and what the database holds",
    practise=("session-per-request", "what-runs-after-yield"),
)
# model, path, key, value
DOMAINS = [
    ("Order", "orders", "number", "A-7"),
    ("Booking", "bookings", "seat", "K12"),
    ("Parcel", "parcels", "label", "DE-90"),
    ("Shift", "shifts", "slot", "mon-early"),
    ("Refund", "refunds", "receipt", "R-31"),
]
COMMITS = ["after", "finally", "handler", "nobody", "caught"]
FAULTS = ["", "taken", "refused", "crash"]
SENT = {
    "201": "The handler returned without a fault, and the answer with 201 was sent before anything could go wrong.",
    "201 in time": "The handler returned without a fault, and nothing afterwards fails.",
    "409": "An `HTTPException` raised before the answer was sent decides its status.",
    "500": "An exception that nobody handles, raised before the answer was sent, is answered with 500.",
}


def build(random: Random) -> Variant:
    """Scope, place of the commit and place of the fault together decide; each alone says nothing."""
    model, path, key, value = random.choice(DOMAINS)
    commit, fault = random.choice(COMMITS), random.choice(FAULTS)
    function, flush = random.random() < 0.5, random.random() < 0.35
    if commit == "caught" and fault != "taken":
        fault = "taken"
    status, stored = outcome(commit, fault, function=function, flush=flush)
    row_why = why_row(commit, fault, stored=stored, status=status)
    status_why = SENT["201 in time" if status == "201" and (fault != "taken" or commit == "nobody") else status]
    scope = ', scope="function"' if function else ""
    code = "\n".join(
        [
            "def get_session():",
            "    with Session(engine) as session:",
            *[f"        {line}" for line in dependency(commit)],
            "",
            f"Db = Annotated[Session, Depends(get_session{scope})]",
            "",
            f'@app.post("/{path}/{{{key}}}", status_code=201)',
            f"def add({key}: str, db: Db) -> dict:",
            f"    db.add({model}({key}={key}))",
            *(["    db.flush()"] if flush else []),
            *(["    db.commit()"] if commit == "handler" else []),
            *{
                "refused": [f'    if {key} == "{value}":', '        raise HTTPException(409, "closed today")'],
                "crash": [f'    if {key} == "{value}":', '        raise RuntimeError("printer offline")'],
            }.get(fault, []),
            f'    return {{"{key}": {key}}}',
        ]
    )
    taken = (
        f"A row with `{key}` {value} is there already, and `{key}` is unique: a second one is refused when it is "
        "sent to "
        "the database."
        if fault == "taken"
        else f"No row with `{key}` {value} is there, and `{key}` is unique."
    )
    options = [
        f"{number}, and {what}"
        for number in ("201", "409", "500")
        for what in ("the new row is stored", "no new row is stored")
    ]
    right = f"{status}, and {'the new row is stored' if stored else 'no new row is stored'}"
    return Variant(
        prompt=(
            f"{taken} The client sends `POST /{path}/{value}`. An exception that nobody handles is answered with "
            "500, if the "
            "answer is not on its way yet. Which status does the client get, and what does the table hold afterwards?"
        ),
        code=code,
        answer=OneOf(
            right=right,
            wrong={
                option: row_why if option.startswith(status) else status_why for option in options if option != right
            },
        ),
        why=f"{status_why} {row_why} "
        + (
            'With `scope="function"` the code after `yield` runs before the answer is sent.'
            if function
            else "In the default scope the code after `yield` runs when the answer has been sent."
        )
        + " An exception of the handler is raised at the `yield`, before the answer, in both scopes.",
        proof=proof(code, model, path, key, value, taken=fault == "taken"),
    )


def dependency(commit: str) -> list[str]:
    return {
        "after": ["yield session", "session.commit()"],
        "finally": ["try:", "    yield session", "finally:", "    session.commit()"],
        "handler": ["yield session"],
        "nobody": ["yield session"],
        "caught": [
            "try:",
            "    yield session",
            "    session.commit()",
            "except IntegrityError:",
            "    session.rollback()",
            '    raise HTTPException(409, "taken")',
        ],
    }[commit]


def outcome(commit: str, fault: str, *, function: bool, flush: bool) -> tuple[str, bool]:
    """Return the status, and whether the new row is stored."""
    if fault == "taken":
        in_handler = flush or commit == "handler"
        if commit == "nobody" and not flush:
            return "201", False
        if in_handler or function:
            return "409" if commit == "caught" else "500", False
        return "201", False
    status = {"": "201", "refused": "409", "crash": "500"}[fault]
    stored = commit in {"handler", "finally"} or (commit == "after" and not fault)
    return status, stored


def why_row(commit: str, fault: str, *, stored: bool, status: str) -> str:
    if fault == "taken" and commit == "nobody":
        return "Nobody commits here, and the row could not be stored beside the one that is there."
    if fault == "taken":
        told = " after the client had its answer" if status == "201" else ""
        return f"The unique constraint refuses the second row{told}, so nothing new is stored."
    if stored and commit == "after":
        return "The code after `yield` is reached, and its commit succeeds."
    return {
        "nobody": "Nobody commits, and closing the session rolls back what was added.",
        "handler": "The handler committed before anything else, and no later exception takes a commit back.",
        "finally": "`finally` runs with or without an exception, so the commit is made in any case.",
    }.get(
        commit,
        "The handler's exception is raised at the `yield`, so the commit below is not reached, and closing rolls back.",
    )


def proof(code: str, model: str, path: str, key: str, value: str, *, taken: bool) -> str:
    before = f"    session.add({model}({key}={value!r}))\n" if taken else ""
    return f"""\
import asyncio
from typing import Annotated
import httpx
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool
class Base(DeclarativeBase): ...
class {model}(Base):
    __tablename__ = "rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    {key}: Mapped[str] = mapped_column(unique=True)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={{"check_same_thread": False}})
Base.metadata.create_all(engine)
with Session(engine) as session:
{before}    session.commit()
    before = session.scalar(select(func.count()).select_from({model}))
    session.commit()
app = FastAPI()
{code}
async def send():
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        return (await client.post("/{path}/{value}")).status_code
status = asyncio.run(send())
with Session(engine) as session:
    more = session.scalar(select(func.count()).select_from({model})) - before
engine.dispose()
print(f"{{status}}, and {{'the new row is stored' if more else 'no new row is stored'}}")
"""
