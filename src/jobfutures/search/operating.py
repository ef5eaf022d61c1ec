"""What the operator's page says of search."""

from django.urls import reverse
from django.utils.translation import gettext as _


def entries() -> list[tuple[str, str, int | None]]:
    return [(_("Popular searches"), reverse("search:chosen_terms"), None)]
