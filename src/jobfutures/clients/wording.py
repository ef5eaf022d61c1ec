"""What programs may do, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPE_WORDS: Mapping[str, str | Promise] = {
    "read:hiring": _("Read postings, applications sent to the company, and interviews"),
    "write:postings": _("Write, publish, pause and close postings and plans"),
    "write:hiring": _("Write to applicants, invite them to interviews, propose, move and cancel those"),
}
