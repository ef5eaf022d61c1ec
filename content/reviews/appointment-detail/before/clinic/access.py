"""Who is asking: a bearer token that belongs to a member of staff."""

import hashlib
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from .models import Staff

sessions = sessionmaker()
bearer = HTTPBearer(auto_error=False)


def open_session() -> Iterator[Session]:
    with sessions() as session:
        yield session


Db = Annotated[Session, Depends(open_session)]


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(session: Db, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Staff:
    known = None
    if sent is not None:
        known = session.scalar(select(Staff).where(Staff.token_hash == token_hash(sent.credentials)))
    if known is None:
        raise HTTPException(401, "Sign in first.", headers={"WWW-Authenticate": "Bearer"})
    return known


SignedIn = Annotated[Staff, Depends(signed_in)]
