"""The lists of a profile, and the rows that each consists of."""

from typing import cast

from jobfutures.profiles.models import CertificateItem, EducationItem, Item, ProjectItem, TopicClaim, WorkItem
from jobfutures.profiles.models.written import ProfileRows

MODELS: dict[str, type[Item]] = {
    "work": WorkItem,
    "education": EducationItem,
    "projects": ProjectItem,
    "certificates": CertificateItem,
    "topics": TopicClaim,
}
NEWEST_FIRST = {"work", "education", "projects"}  # a new entry stands first in these, and last in the others


def rows_of(section: str) -> ProfileRows[Item]:
    return cast("ProfileRows[Item]", MODELS[section]._default_manager)
