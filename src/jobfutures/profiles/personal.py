"""A person's profile: all of it is theirs to take, and goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.profiles.lists import rows_of
from jobfutures.profiles.models import BlockRule, Evidence, Parcel, Profile
from jobfutures.profiles.queries import items_of, resume_to_hand_out
from jobfutures.profiles.resume.fields import SECTIONS
from jobfutures.profiles.resume.writing import document

FACTS = (
    "name", "headline", "email", "phone", "homepage", "summary_md", "city", "country", "timezone", "links", "languages",
    "workplaces", "relocates", "work_auth", "availability", "pay_floor", "pay_currency", "pay_period", "search_state",
    "extra", "changed_at",
)  # fmt: skip


def export(person: User) -> dict[str, object]:
    """Return the whole profile, and once more as the JSON Resume that other sites read."""
    profile = Profile.objects.visible_to(person).first()
    blocks = BlockRule.objects.visible_to(person).order_by("made_at", "pk")
    chosen = Evidence.objects.visible_to(person).order_by("chosen_at", "pk")
    parcel = Parcel.objects.visible_to(person).first()
    whole: dict[str, object] = {
        "profile": {name: getattr(profile, name) for name in FACTS} if profile else None,
        **{section: [facts_of(section, row) for row in items_of(person, section)] for section in SECTIONS},
        "blocks": list(blocks.values("kind", "value", "made_at")),
        "evidence": [{"kind": one.kind, "id": one.thing_id, "chosen_at": one.chosen_at} for one in chosen],
        "file_that_waits": {"text": parcel.text, "brought_at": parcel.brought_at} if parcel else None,
    }
    return {"profile.json": whole, "resume.json": document(resume_to_hand_out(person))}


def facts_of(section: str, row: object) -> dict[str, object]:
    columns = [*(field.column for field in SECTIONS[section]), "extra", *(["topic_id"] if section == "topics" else [])]
    return {name: getattr(row, name) for name in ("id", *columns)}


def erase(person: User, at: datetime) -> None:
    for section in SECTIONS:
        rows_of(section).filter(owner=person).delete()
    for model in (Evidence, BlockRule, Parcel, Profile):
        model.objects.filter(owner=person).delete()
