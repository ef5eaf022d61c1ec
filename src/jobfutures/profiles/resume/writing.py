"""A profile as a JSON Resume."""

from typing import Any

from jobfutures.profiles.resume.fields import BASICS, LOCATION, ROOT, SECTIONS
from jobfutures.profiles.resume.pairs import Resume, put_together


def document(resume: Resume) -> dict[str, Any]:
    """Return the whole document, as it was read wherever nothing was changed since."""
    location = put_together(resume.location.columns, resume.location.extra, LOCATION)
    basics = put_together({**resume.basics.columns, "location": location}, resume.basics.extra, BASICS)
    sections = {
        section: [put_together(entry.columns, entry.extra, fields) for entry in resume.sections.get(section, [])]
        for section, fields in SECTIONS.items()
    }
    return put_together({"basics": basics, "languages": resume.languages, **sections}, resume.extra, ROOT)
