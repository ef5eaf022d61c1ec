"""The registry in words. A label says what a field is, never whose or which."""

from django.utils.translation import gettext_lazy

LABELS = {
    "profile.name": gettext_lazy("Name"),
    "profile.email": gettext_lazy("E-mail address"),
    "profile.phone": gettext_lazy("Telephone"),
    "profile.links": gettext_lazy("Links"),
    "profile.work": gettext_lazy("Work so far"),
    "profile.education": gettext_lazy("Education"),
    "profile.location": gettext_lazy("Where they live"),
    "profile.work_auth": gettext_lazy("Permission to work"),
    "check.role": gettext_lazy("Skill check: its role"),
    "check.level": gettext_lazy("Skill check: what it says of the level"),
    "check.areas": gettext_lazy("Skill check: areas, roughly"),
    "check.taken_on": gettext_lazy("Skill check: when it was taken"),
    "check.format": gettext_lazy("Skill check: its form"),
    "check.version": gettext_lazy("Skill check: version of its questions"),
    "check.answers": gettext_lazy("Skill check: every answer"),
    "exercise.outcome": gettext_lazy("Exercise: its outcome"),
    "exercise.code": gettext_lazy("Exercise: the code"),
    "review.outcome": gettext_lazy("Code review: its outcome"),
    "walkthrough": gettext_lazy("Walk through a project of their own"),
    "credential": gettext_lazy("Signed credential"),
}


def label_of(kind: str) -> str:
    return str(LABELS[kind])


def named(kinds: list[str]) -> str:
    """Return kinds as one line."""
    return ", ".join(label_of(kind) for kind in kinds)
