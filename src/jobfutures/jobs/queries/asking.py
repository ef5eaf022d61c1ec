"""What this room asks of rooms above it, found by the names of their modules."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from jobfutures.accounts.models import User
from jobfutures.jobs.models import ApplyMode, Job
from jobfutures.kit.rooms import Onward, modules


def waiting(job: UUID) -> int:
    """Return how many applicants have no answer yet: each `waiting_for(job_id)` of a module `closing`."""
    return sum(module.waiting_for(job) for _, module in modules("closing"))


def answers_address(job: Job) -> str:
    """Return where all who wait at a job are answered in one go, or "": `address_for(job)` of a module `closing`."""
    found = (module.address_for(job) for _, module in modules("closing") if hasattr(module, "address_for"))
    return str(next(found, ""))


def apply_address(job: UUID) -> str:
    """Return where one applies on this site, or "": the first `address_for(job_id)` of a module `applying`."""
    found = (module.address_for(job) for _, module in modules("applying"))
    return str(next((address for address in found if address), ""))


def takes_applications() -> bool:
    """Tell whether any room takes applications; until one does, a posting names the company's own page."""
    return any(True for _ in modules("applying"))


def own_standing(viewer: User | AnonymousUser, job: Job) -> Onward | None:
    """Return how far somebody is with applying, for nobody but them: the first answer of `standing_for(person, job_id)`
    of a module `applying`; None for whoever has not begun.
    """
    if not isinstance(viewer, User) or job.apply_mode != ApplyMode.INTERNAL:
        return None
    asked = [module.standing_for for _, module in modules("applying") if hasattr(module, "standing_for")]
    return next((found for found in (one(viewer, job.pk) for one in asked) if found), None)


def links_beside(job: Job) -> list[Onward]:
    """Return what rooms offer to members beside a posting: each `links_for(job)` of a module `beside_job`."""
    return [one for _, module in modules("beside_job") for one in module.links_for(job)]
