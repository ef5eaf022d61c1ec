"""What the help pages show."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Chapter, Question
from jobfutures.support.models import FaqEntry, Message, MessageQuerySet, State
from jobfutures.support.rules import Place, best_fits

MOST_SUGGESTIONS = 6


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
    """Return where people do by themselves what they most often write for."""

    def place(name: str, title: str, line: str, keywords: str) -> Place:
        return Place(_("On this site"), title, reverse(name), line, keywords)

    return [
        place(
            "account_reset_password",
            _("Set a new password"),
            _("By a link that we send to your address."),
            _("reset forgot forgotten lost change password log login sign cannot locked"),
        ),
        place(
            "account_email",
            _("Change your e-mail address"),
            _("The new one counts once you confirm it. The confirmation can be sent again here."),
            _("change email mail address confirm confirmation resend arrive new"),
        ),
        place(
            "mfa_index",
            _("Passkeys and one-time codes"),
            _("Add them, take them away, make recovery codes."),
            _("passkey passkeys authenticator app totp otp code codes two factor 2fa mfa security key recovery"),
        ),
        place(
            "usersessions_list",
            _("Devices on which you are signed in"),
            _("See them, and sign them out."),
            _("session sessions device devices sign signed out log logged stolen hacked phone laptop"),
        ),
        place(
            "accounts:export",
            _("Download all your data"),
            _("One archive with everything that this site holds about you."),
            _("export download copy personal data gdpr archive take backup privacy"),
        ),
        place(
            "accounts:deletion",
            _("Delete your account"),
            _("With everything in it, at once and for good."),
            _("delete deletion remove erase erasure close cancel account profile forget gdpr privacy unsubscribe"),
        ),
        place(
            "support:report",
            _("Report a wrong or unclear answer"),
            _("We check it against the sources, and correct the guide."),
            _("report wrong incorrect mistake error typo unclear outdated answer correction fix guide broken example"),
        ),
        place(
            "search:search",
            _("Search the site"),
            _("One box over all questions and areas."),
            _("search find look topic"),
        ),
    ]


def inbox(viewer: User, state: str) -> MessageQuerySet:
    """Return the messages in one state, or all of them for an empty state, newest first."""
    messages = Message.objects.visible_to(viewer).newest_first()
    return messages.filter(state=state) if state else messages


def counts_by_state(viewer: User) -> list[tuple[str, str, int]]:
    """Return (state, its name, number of messages) for every state, and first for all of them under an empty state."""
    rows = Message.objects.visible_to(viewer).values("state").annotate(number=Count("pk"))
    counts = Counter({row["state"]: row["number"] for row in rows})
    return [("", _("All"), counts.total()), *((state, str(label), counts[state]) for state, label in State.choices)]
