"""A posting as JobPosting of schema.org. Pure.

Source: schema.org/JobPosting, and developers.google.com/search/docs/appearance/structured-data/job-posting.
"""

from html import escape
from typing import Any

from jobfutures.jobs.money import plain
from jobfutures.jobs.posting import Posting, Where
from jobfutures.kit.countries import NAMES

EMPLOYMENT = {  # ours -> Google's words
    "FULL_TIME": "FULL_TIME", "PART_TIME": "PART_TIME", "CONTRACTOR": "CONTRACTOR", "TEMPORARY": "TEMPORARY",
    "INTERN": "INTERN",
}  # fmt: skip


def job_posting(one: Posting) -> dict[str, Any]:
    """Return the markup of a published posting; it says what its page says, and nothing else."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": one.title,
        "description": description(one),
        "identifier": {"@type": "PropertyValue", "name": one.employer.name, "value": one.id},
        "hiringOrganization": {
            "@type": "Organization",
            "name": one.employer.name,
            "sameAs": f"https://{one.employer.host}",
        },
        "url": one.address,
        "directApply": one.is_internal,
        "employmentType": EMPLOYMENT[one.employment],
        "skills": ", ".join(one.topics.values()),
        "baseSalary": salary(one),
        **where(one),
    }
    if one.posted_at:
        found["datePosted"] = one.posted_at.isoformat()
    if one.closes_at:
        found["validThrough"] = one.closes_at.isoformat()
    return found


def description(one: Posting) -> str:
    """Return the words of the page as HTML: pay and place are printed there beside the text."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in (one.pay_line, one.place_line) if line)
    return f"<ul>{lines}</ul>{one.html}"


def salary(one: Posting) -> dict[str, Any]:
    low, high = (plain(amount or 0, one.pay_currency) for amount in (one.pay_min, one.pay_max))
    value = {"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitText": one.pay_period}
    return {"@type": "MonetaryAmount", "currency": one.pay_currency, "value": value}


def where(one: Posting) -> dict[str, Any]:
    """Return where one works. Only what is fully remote is TELECOMMUTE, and then it names countries, no place."""
    if one.workplace == "REMOTE":
        countries = [{"@type": "Country", "name": NAMES[code]} for code in one.applicant_countries]
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": countries}
    return {"jobLocation": [{"@type": "Place", "address": address(place)} for place in one.places]}


def address(place: Where) -> dict[str, str]:
    said = {
        "streetAddress": place.street, "addressLocality": place.city, "addressRegion": place.region,
        "postalCode": place.postal, "addressCountry": place.country,
    }  # fmt: skip
    return {"@type": "PostalAddress", **{name: text for name, text in said.items() if text}}
