"""The rows of this room; Django looks for them here."""

from jobfutures.profiles.models.blocks import BlockRule
from jobfutures.profiles.models.evidence import Evidence
from jobfutures.profiles.models.items import CertificateItem, EducationItem, Item, ProjectItem, TopicClaim, WorkItem
from jobfutures.profiles.models.parcels import Parcel
from jobfutures.profiles.models.profile import Availability, PayPeriod, Profile, SearchState, Workplace

__all__ = [
    "Availability",
    "BlockRule",
    "CertificateItem",
    "EducationItem",
    "Evidence",
    "Item",
    "Parcel",
    "PayPeriod",
    "Profile",
    "ProjectItem",
    "SearchState",
    "TopicClaim",
    "WorkItem",
    "Workplace",
]
