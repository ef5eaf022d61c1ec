"""What the parts and columns of a profile are called where a person reads of them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SECTIONS: Mapping[str, Any] = {
    "work": _("Work"),
    "education": _("Education"),
    "projects": _("Projects"),
    "certificates": _("Certificates"),
    "topics": _("What you know"),
}
EXPLAINED: Mapping[str, Any] = {
    "work": _("Where you worked, the newest first. Two or three results say more than a list of duties."),
    "education": _("Schools and courses that matter for the work you want."),
    "projects": _("What you built outside a job: open source, a side project, a thesis."),
    "certificates": _("Examinations by others. Skill checks that you took here stand under Evidence."),
    "topics": _("Topics of the guide, and whatever else you know. This is your own word; nothing here measures it."),
}
ADD: Mapping[str, Any] = {
    "work": _("Add a place of work"),
    "education": _("Add a school or a course"),
    "projects": _("Add a project"),
    "certificates": _("Add a certificate"),
    "topics": _("Add a topic"),
}
UNNAMED = _("Without a name")
YEAR = _("A year, or year-month, or year-month-day: 2020, 2020-03, 2020-03-14.")
ONE_A_LINE = _("One a line.")
COLUMNS: Mapping[str, Any] = {
    "name": _("Name"),
    "headline": _("Headline"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "homepage": _("Website"),
    "summary_md": _("Summary"),
    "city": _("City"),
    "country": _("Country"),
    "timezone": _("Time zone"),
    "links": _("Links"),
    "languages": _("Languages"),
    "title": _("Position"),
    "location": _("Place"),
    "description": _("Description"),
    "url": _("Web address"),
    "began": _("From"),
    "ended": _("Until"),
    "summary": _("Summary"),
    "highlights": _("Results"),
    "institution": _("School"),
    "study": _("Degree"),
    "area": _("Subject"),
    "score": _("Grade"),
    "courses": _("Courses"),
    "entity": _("For whom"),
    "kind": _("Kind of project"),
    "roles": _("Your part in it"),
    "keywords": _("Keywords"),
    "issuer": _("Issued by"),
    "dated": _("Date"),
    "level": _("Level"),
    "years": _("Years of use"),
    "rest": _("what has no field here"),
}
OTHER_NAMES: Mapping[tuple[str, str], Any] = {  # where a column is called something else in one list
    ("work", "name"): _("Company"),
    ("work", "description"): _("What the company does"),
    ("topics", "name"): _("Or something else"),
}
HELP: Mapping[tuple[str, str], Any] = {
    ("work", "ended"): _("Leave it empty while you work there."),
    ("work", "highlights"): _("One a line. Say what was different afterwards, with a number where there is one."),
    ("education", "ended"): _("Leave it empty while you study there."),
    ("projects", "ended"): _("Leave it empty while it goes on."),
}
LISTS_OF_A_FILE: Mapping[str, Any] = {
    "volunteer": _("Volunteer work"),
    "awards": _("Awards"),
    "publications": _("Publications"),
    "interests": _("Interests"),
    "references": _("References"),
    "meta": _("About the file"),
    "basics": _("Further facts about you"),
}


def column_label(section: str, column: str) -> Any:
    return OTHER_NAMES.get((section, column)) or COLUMNS[column]


def column_help(section: str, column: str) -> Any:
    if (section, column) in HELP:
        return HELP[section, column]
    if column in ("began", "dated"):
        return YEAR
    return ONE_A_LINE if column in ("highlights", "courses", "roles", "keywords") else ""
