"""The questions that lead through a project of the person's own.

They stand in code and not in content: answers are stored under their slugs, and the words are part of the interface, so
they go through gettext like every other sentence of a form.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Guiding:
    slug: str
    question: Promise
    hint: Promise


GUIDING = (
    Guiding(
        "purpose",
        _("What does it do, and for whom?"),
        _("Two sentences that somebody outside your field would follow: who uses it, and what it lets them do."),
    ),
    Guiding(
        "shape",
        _("What are its parts, and how does a request or a job travel through them?"),
        _("Name each part once, in the order in which it is met. What you could draw in two minutes is enough."),
    ),
    Guiding(
        "own-part",
        _("What did you do yourself?"),
        _("In the first person. Say whose work stood beside yours, and where yours began and ended."),
    ),
    Guiding(
        "constraint",
        _("Which constraint shaped it most?"),
        _("A deadline, a law, old data, a team of one. Say how you know that it was real, and what it ruled out."),
    ),
    Guiding(
        "decision",
        _("Which decision would you defend, and what was the alternative?"),
        _("What spoke for the other way, what tipped the scale, and what it cost you later."),
    ),
    Guiding(
        "data",
        _("Where does its data live, and what keeps it right?"),
        _("The tables that matter, one constraint or transaction that holds the truth, and who else writes there."),
    ),
    Guiding(
        "hardest-bug",
        _("What was the hardest bug?"),
        _("What somebody saw, what you believed at first, and what you ruled out on the way."),
    ),
    Guiding(
        "proof",
        _("What was its cause, and how did you prove it?"),
        _("The test, query or measurement that fails with the cause and passes without it; not that it went away."),
    ),
    Guiding(
        "number",
        _("Which number shows an effect?"),
        _("Before and after, measured how, over how long. If you have none: what you would measure. Invent nothing."),
    ),
    Guiding(
        "testing",
        _("How is it tested?"),
        _("What runs before a change goes in, what it would catch, and what it would let through."),
    ),
    Guiding(
        "running",
        _("How does it run, and how do you notice that it does not?"),
        _("Where it is deployed, how a change gets there and back, and what tells you first that something is wrong."),
    ),
    Guiding(
        "again",
        _("What would you do differently, and what the same again?"),
        _("One of each, with the reason. What you learnt afterwards counts; being wise about others does not."),
    ),
)
SLUGS = tuple(one.slug for one in GUIDING)
