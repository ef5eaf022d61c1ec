"""Sessions in the database. A key that we never gave out is no key: PostgreSQL breaks when asked for some of them."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions


class SessionStore(DatabaseSessions):
    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and len(key) >= 8 and set(key) <= set(VALID_KEY_CHARS)
