"""Which e-mail addresses a letter can be written to at all."""

from django.core.exceptions import ValidationError
from django.utils.encoding import punycode
from django.utils.translation import gettext as _


def validate_domain(address: str) -> None:
    """Refuse a domain that no letter's header can carry; Django's own check lets some pass. Source: RFC 3490."""
    try:
        punycode(address.rpartition("@")[2])
    except UnicodeError:
        raise ValidationError(_("No letter can be sent to this address. Check what stands after the @.")) from None
