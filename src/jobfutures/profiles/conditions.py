"""Under which conditions somebody may work where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """A right to work in one country."""

    CITIZEN = "CITIZEN", _("Citizen")
    PERMANENT = "PERMANENT", _("Permanent right to work")
    LIMITED = "LIMITED", _("Right to work that ends, or has a condition")
    SPONSOR = "SPONSOR", _("Would need a sponsor")
