"""What may be shared of a person's credentials: that one is there, what it states, and whether it holds."""

from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.credentials import issuer
from jobfutures.credentials.models import Credential
from jobfutures.credentials.queries import counted, titles
from jobfutures.credentials.words import statements
from jobfutures.kit.offers import Offer, Row, Sensitivity, Value

OF = "credential"
PREFIX = f"{OF}."


def offers(person: User) -> list[Offer]:
    mine = Credential.objects.visible_to(person).filter(copies__revoked_at=None).distinct().newest_first()
    return [
        Offer(f"{PREFIX}{one.pk}", label(one), _("Credentials"), Sensitivity.PLAIN) for one in mine
    ]  # fmt: skip


def label(one: Credential) -> str:
    names = {"kind": one.get_kind_display(), "role": one.facts["role"], "day": date_format(one.issued_at.date())}
    return _("%(kind)s: %(role)s, issued on %(day)s") % names


def values(person: User, names: Collection[str]) -> dict[str, Value]:
    """Return what each named credential states. The texts of its copies are not among it."""
    wanted = [name for name in names if name.startswith(PREFIX)]
    mine = {f"{PREFIX}{one.pk}": one for one in counted(person)} if wanted else {}
    parts = titles() if mine else {}
    return {name: value(mine[name], parts) for name in wanted if name in mine}


def value(one: Credential, parts: dict[str, str]) -> Value:
    stated: Value = [Row(title=row.label, text=row.text) for row in statements(one.facts, parts)]
    days = {"issued": date_format(one.issued_at.date()), "expires": date_format(one.expires_at.date())}
    told = [
        Row(title=_("Validity"), text=_("Issued on %(issued)s, expires on %(expires)s.") % days),
        Row(title=_("Status"), text=status(one)),
        Row(title=_("To verify it"), text=_("Ask for a presentation made for you."), link=issuer.absolute("/verify/")),
    ]
    return [*stated, *told]


def status(one: Credential) -> str:
    if not one.__dict__["in_force"]:
        return _("Withdrawn: no copy of it holds any more.")
    return _("In force.")
