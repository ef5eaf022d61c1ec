from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

sessions = sessionmaker()


def connect(url: str) -> None:
    """Bind the sessions to the database; called once when the service starts."""
    sessions.configure(bind=create_engine(url, pool_pre_ping=True))
