"""What the help pages show."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobfutures.accounts.models import User
from jobfutures.guide.models import Chapter, Question
from jobfutures.support.models import FaqEntry, Kind, Message, MessageQuerySet, State
from jobfutures.support.rules import Place, best_fits

MOST_SUGGESTIONS = 6
Choice = tuple[str, str, int]

# Where people do by themselves what they most often write for: address, title, line, words they use for it.
ON_THIS_SITE = (
    (
        "account_reset_password",
        gettext_lazy("Set a new password"),
        gettext_lazy("By a link that we send to your address."),
        gettext_lazy("reset forgot forgotten lost change password log login sign cannot locked"),
    ),
    (
        "account_email",
        gettext_lazy("Change your e-mail address"),
        gettext_lazy("The new one counts once you confirm it. The confirmation can be sent again here."),
        gettext_lazy("change email mail address confirm confirmation resend arrive new"),
    ),
    (
        "mfa_index",
        gettext_lazy("Passkeys and one-time codes"),
        gettext_lazy("Add them, take them away, make recovery codes."),
        gettext_lazy("passkey passkeys authenticator app totp otp code codes two factor 2fa mfa security key recovery"),
    ),
    (
        "usersessions_list",
        gettext_lazy("Devices on which you are signed in"),
        gettext_lazy("See them, and sign them out."),
        gettext_lazy("session sessions device devices sign signed out log logged stolen hacked phone laptop"),
    ),
    (
        "accounts:export",
        gettext_lazy("Download all your data"),
        gettext_lazy("One archive with everything that this site holds about you."),
        gettext_lazy("export download copy personal data gdpr archive take backup privacy"),
    ),
    (
        "accounts:deletion",
        gettext_lazy("Delete your account"),
        gettext_lazy("With everything in it, at once and for good."),
        gettext_lazy(
            "delete deletion remove erase erasure close cancel account profile forget gdpr privacy unsubscribe"
        ),
    ),
    (
        "support:report",
        gettext_lazy("Report a wrong or unclear answer"),
        gettext_lazy("We check it against the sources, and correct the guide."),
        gettext_lazy(
            "report wrong incorrect mistake error typo unclear outdated answer correction fix guide broken example"
        ),
    ),
    (
        "support:fraud",
        gettext_lazy("Report a company or a posting"),
        gettext_lazy("Somebody asks for money, pretends to be a company, or a posting is not true."),
        gettext_lazy("report fraud scam fake company job posting money suspicious abuse pretend impostor recruiter"),
    ),
    (
        "search:search",
        gettext_lazy("Search the site"),
        gettext_lazy("One box over all questions and areas."),
        gettext_lazy("search find look topic"),
    ),
)


def faq_by_group() -> dict[str, list[FaqEntry]]:
    """Return the questions and answers by group; a group stands where its first question stands."""
    groups: dict[str, list[FaqEntry]] = {}
    for entry in FaqEntry.objects.published().in_order():
        groups.setdefault(entry.group, []).append(entry)
    return groups


def suggestions(need: str) -> list[Place]:
    """Return what on the site fits a need, best first. Three queries."""
    return best_fits(need, [*site_places(), *faq_places(), *guide_places()], MOST_SUGGESTIONS)


def faq_places() -> list[Place]:
    kind = _("Help")
    return [
        Place(kind, entry.title, entry.get_absolute_url(), text=entry.body_text)
        for entry in FaqEntry.objects.published().in_order()
    ]


def guide_places() -> list[Place]:
    areas = Chapter.objects.filter(retired=False).order_by("pk")
    questions = Question.objects.published().in_reading_order()
    return [
        *(
            Place(_("Area of the guide"), title, reverse("guide:area", args=[guide, slug]), line)
            for guide, slug, title, line in areas.values_list("guide", "area__slug", "area__title", "area__line")
        ),
        *(
            Place(_("Question in the guide"), title, reverse("guide:question", args=[guide, area, name]))
            for name, guide, area, title in questions.values_list("pk", "guide", "area__slug", "title")
        ),
    ]


def site_places() -> list[Place]:
    kind = _("On this site")
    return [Place(kind, str(title), reverse(name), str(line), str(words)) for name, title, line, words in ON_THIS_SITE]


def inbox(viewer: User, *, state: str = "", kind: str = "") -> MessageQuerySet:
    """Return the messages of one state and kind, newest first; empty is any."""
    wanted = {name: value for name, value in (("state", state), ("kind", kind)) if value}
    return Message.objects.visible_to(viewer).filter(**wanted).newest_first()


def inbox_choices(viewer: User, *, state: str = "", kind: str = "") -> dict[str, list[Choice]]:
    """Return every state and every kind as (value, its name, number of messages), first any of them under an empty
    value. What is chosen of the one narrows the numbers of the other. One query.
    """
    rows = Message.objects.visible_to(viewer).values_list("state", "kind").annotate(number=Count("pk"))
    states, kinds = Counter[str](), Counter[str]()
    for of_state, of_kind, number in rows:
        states[of_state] += number if kind in ("", of_kind) else 0
        kinds[of_kind] += number if state in ("", of_state) else 0
    return {"state": choices(_("Any state"), State, states), "kind": choices(_("Any kind"), Kind, kinds)}


def choices(of_any: str, values: type[State] | type[Kind], counts: Counter[str]) -> list[Choice]:
    return [("", of_any, counts.total()), *((one, str(label), counts[one]) for one, label in values.choices)]
