"""What this room asks of rooms above it, found by the names of their modules."""

from uuid import UUID

from jobfutures.jobs.models import Job
from jobfutures.kit.rooms import modules


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
