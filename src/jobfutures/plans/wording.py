"""Sentences of interview plans."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jobfutures.plans.rules import MOST_MINUTES, SHORTEST_ANCHOR, Gap, Missing

ANCHOR_LABELS = (_("1, not yet"), _("2, partly"), _("3, meets the level"), _("4, beyond it"))
LICENCE = _(
    "Criteria, anchors, questions and follow-ups taken from the guide are text under CC BY 4.0: share and change them, "
    "and name the source, %(address)s."
)
GAPS: dict[Missing, Any] = {
    Missing.KITS: _("A plan has at least one interview."),
    Missing.MINUTES: _("All interviews together take at most %(most)d minutes."),
    Missing.CRITERIA: _("It has no criterion yet: say what is judged."),
    Missing.ANCHORS: _("“%(of)s” needs four anchors of at least %(shortest)d characters each: what is heard at each."),
    Missing.QUESTIONS: _("It has no question yet."),
    Missing.LISTENS: _("“%(of)s” names no criterion: say what one listens for."),
    Missing.UNHEARD: _("No question lets anybody hear “%(of)s”."),
}


def sentence(gap: Gap) -> str:
    return str(GAPS[gap.what]) % {"of": gap.of, "most": MOST_MINUTES, "shortest": SHORTEST_ANCHOR}
