from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from .models import Member

sessions = sessionmaker()


def transaction() -> Iterator[Session]:
    """One transaction a request; it is committed when the address has answered without an error."""
    with sessions.begin() as session:
        yield session


Transaction = Annotated[Session, Depends(transaction, scope="function")]


def signed_in(session: Transaction, token: Annotated[str, Header(alias="X-Token")]) -> Member:
    digest = sha256(token.encode()).hexdigest()
    member = session.scalar(select(Member).where(Member.token_hash == digest))
    if member is None:
        raise HTTPException(401, "Please sign in again.")
    return member


SignedIn = Annotated[Member, Depends(signed_in, scope="function")]
