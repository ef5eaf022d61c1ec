"""Tells the search index which postings to look at again."""

from jobfutures.jobs.models import Change, Job


def note(*jobs: Job) -> None:
    """Note postings that changed, in the caller's transaction. Every command of this room ends with it."""
    Change.objects.bulk_create([Change(job_id=job.pk) for job in jobs])
