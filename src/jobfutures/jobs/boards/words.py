"""What boards call the kind of work, where it is done, how often it is paid, and the level."""

import re

EMPLOYMENT = {
    "full time": "FULL_TIME", "fulltime": "FULL_TIME", "full time permanent": "FULL_TIME",
    "fulltime permanent": "FULL_TIME", "full time employee": "FULL_TIME", "permanent full time": "FULL_TIME",
    "regular full time": "FULL_TIME", "regular full time (salary)": "FULL_TIME",
    "part time": "PART_TIME", "parttime": "PART_TIME", "parttime permanent": "PART_TIME",
    "part time permanent": "PART_TIME", "permanent part time": "PART_TIME",
    "contract": "CONTRACTOR", "contractor": "CONTRACTOR", "freelance": "CONTRACTOR", "freelancer": "CONTRACTOR",
    "independent contractor": "CONTRACTOR",
    "temporary": "TEMPORARY", "temp": "TEMPORARY", "fixed term": "TEMPORARY", "fulltime fixed term": "TEMPORARY",
    "full time fixed term": "TEMPORARY",
    "intern": "INTERN", "internship": "INTERN", "trainee": "INTERN", "traineeship": "INTERN",
    "working student": "PART_TIME",
}  # fmt: skip
WORKPLACE = {
    "on site": "ONSITE", "onsite": "ONSITE", "in office": "ONSITE", "hybrid": "HYBRID", "remote": "REMOTE",
}  # fmt: skip
PERIOD = {
    "hour": "HOUR", "hourly": "HOUR", "per hour wage": "HOUR", "1 hour": "HOUR",
    "day": "DAY", "daily": "DAY", "per day wage": "DAY", "1 day": "DAY",
    "week": "WEEK", "weekly": "WEEK", "per week salary": "WEEK", "1 week": "WEEK",
    "month": "MONTH", "monthly": "MONTH", "per month salary": "MONTH", "1 month": "MONTH",
    "year": "YEAR", "yearly": "YEAR", "annual": "YEAR", "annually": "YEAR", "per year salary": "YEAR", "1 year": "YEAR",
}  # fmt: skip
LEVEL = {
    "entry level": "JUNIOR", "entry": "JUNIOR", "junior": "JUNIOR", "junior level": "JUNIOR",
    "mid level": "MIDDLE", "mid": "MIDDLE", "middle": "MIDDLE", "intermediate": "MIDDLE",
    "senior": "SENIOR", "senior level": "SENIOR",
}  # fmt: skip
TITLES = (
    (re.compile(r"\b(junior|jr\.?|graduate|entry[- ]level)\b", re.IGNORECASE), "JUNIOR"),
    (re.compile(r"\b(staff|principal)\b", re.IGNORECASE), "STAFF"),
    (re.compile(r"\b(team|tech|technical)?\s*lead\b", re.IGNORECASE), "LEAD"),
    (re.compile(r"\b(senior|sr\.?)\b", re.IGNORECASE), "SENIOR"),
)


def level_in(title: str) -> str:
    """Return the level that a title names, if it names exactly one."""
    found = {level for words, level in TITLES if words.search(title)}
    return found.pop() if len(found) == 1 else ""
