"""What the reasons and events of this room are called on pages."""

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

HOST_FAULTS = {
    "no_domain": _("This is no domain name. Write it as acme.example."),
    "address": _("This is no domain name. Write it alone, without https:// and without a path: acme.example."),
    "special": _("This is no domain name that everybody can reach."),
    "number": _("This is no domain name but an address of numbers. Write it as acme.example."),
    "userinfo": _("An @ belongs to an e-mail address. Write the domain alone: acme.example."),
    "port": _("Write the domain without a colon and a port."),
    "trailing_dot": _("Write the domain without the dot at its end."),
    "too_long": _("A domain name has at most 253 characters, and each part between dots at most 63."),
    "mixed_scripts": _("One part of this name mixes letters of several scripts, as names do that imitate others."),
    "public_suffix": _("This is a public suffix, under which many have their domains. Name your own below it."),
    "shared_suffix": _(
        "This domain is a service's that gives names to its customers, so it proves no company. Name a domain of your "
        "own. If you have none, write to the operator of this site."
    ),
}
PROOF_FAULTS = {
    "missing": _("Nothing for us was there yet."),
    "other_token": _("Something for us was there, with another token."),
    "more_text": _("The token was there, together with other text. It has to stand alone."),
    "two_tokens": _("There are several records for us. Leave only the one with this token."),
    "alias": _("An alias (CNAME) stands under this name, and aliases are not followed. Write the TXT record itself."),
    "split": _("The name servers of the domain do not say the same yet. Wait until all do."),
    "silent": _("No name server of the domain answered, nor did our resolver."),
    "redirect": _("The web server leads on to another address, and redirects are not followed."),
    "large": _("The file is longer than the token."),
    "private": _("The domain leads to an address that is not public."),
    "unknown": _("The domain has no address in the DNS."),
    "tls": _("The web server has no valid certificate."),
    "slow": _("The server took longer than five seconds."),
    "closed": _("Nobody answers at the port of https."),
    "broken": _("The server broke off, or answered in no HTTP."),
    "packed": _("The server packed the file, though it was asked not to."),
}
ANSWERS = {
    "texts": _("answered with records"),
    "none": _("answered that there is none"),
    "alias": _("answered with an alias"),
    "lame": _("does not answer for this domain"),
    "silent": _("did not answer"),
    "internal": _("left out: no public address"),
}
EVENTS = {
    "verify": _("Verify"),
    "approve": _("Approve"),
    "reject": _("Refuse"),
    "award": _("Give it the domain"),
    "suspend": _("Suspend"),
    "reinstate": _("Reinstate"),
    "archive": _("Archive"),
}
HARD = frozenset({"suspend", "archive", "reject"})
WARNINGS = {
    "name": _("Its name looks like that of"),
    "host": _("Its domain looks like that of"),
    "letters": _("Its domain is not written in plain Latin letters:"),
}
PICTURE_FAULTS = {
    "bytes": _("The picture is larger than 1 MiB."),
    "format": _("This is no PNG, JPEG or WebP picture."),
    "pixels": _("The picture has more than 4 million pixels. A logo of 512 by 512 is plenty."),
    "broken": _("This picture cannot be read to its end."),
}


def proof_fault(reason: str) -> str:
    """Return a sentence for why a reading is no proof."""
    if reason.startswith("status_"):
        return now("The web server answered %s instead of 200.") % reason.removeprefix("status_")
    return str(PROOF_FAULTS.get(reason, reason))
