"""JSON that is kept as it was written, and rows that only their owner sees."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from jobfutures.accounts.models import User

if TYPE_CHECKING:
    Text = models.TextField[Any, Any]
else:
    Text = models.TextField


class JsonText(Text):
    """JSON as text: the order of keys, and every number, stays as it was written on every database."""

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)


class ProfileRows[Row: models.Model](models.Manager[Row]):
    def visible_to(self, viewer: User) -> models.QuerySet[Row]:
        """Keep the viewer's own rows: others read them through a grant alone, in `disclosure`."""
        return self.filter(owner=viewer)
