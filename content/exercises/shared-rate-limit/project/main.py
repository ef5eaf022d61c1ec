"""Tide tables for harbours, a few requests a minute for everybody who has a key."""

import re
import time
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy.orm import Session

from limiter import UnknownKey, admit
from tables import engine

app = FastAPI()
START = re.compile(r"t=(\d{13})", re.ASCII)


def started_ms(x_request_start: Annotated[str, Header()] = "") -> int:
    """Return when the request reached the gateway, in milliseconds since 1970.

    The gateway sets the header and removes any that came from outside; on a developer's machine there is none.
    """
    found = START.fullmatch(x_request_start)
    return int(found[1]) if found else time.time_ns() // 1_000_000


def limited(now_ms: Annotated[int, Depends(started_ms)], x_api_key: Annotated[str, Header()] = "") -> str:
    """Let a request pass, or refuse it. Returns the key."""
    try:
        with Session(engine) as session, session.begin():
            wait_s = admit(session, x_api_key, now_ms)
    except UnknownKey:
        raise HTTPException(401, "This key is not known.") from None
    if wait_s:
        raise HTTPException(429, "Too many requests.", {"Retry-After": str(wait_s)})
    return x_api_key


@app.get("/tides/{harbour}")
def tides(harbour: str, _key: Annotated[str, Depends(limited)]) -> dict[str, object]:
    shift = sum(harbour.encode()) % 360
    return {"harbour": harbour, "high": [f"{(shift + minutes) // 60 % 24:02}:{shift % 60:02}" for minutes in (0, 745)]}
