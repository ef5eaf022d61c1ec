"""The parts of a printed résumé, and what stands in each: texts alone, for no text is ever read as markup."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from jobfutures.kit.countries import NAMES
from jobfutures.profiles import wording
from jobfutures.profiles.resume.lines import text_of
from jobfutures.profiles.resume.pairs import Columns, Entry, Resume
from jobfutures.profiles.rules import is_web_address, one_line

PARTS: Mapping[str, Any] = {
    "contact": _("E-mail, phone and place"),
    "links": _("Website and links"),
    "summary": _("Summary"),
    "work": _("Work"),
    "projects": _("Projects"),
    "education": _("Education"),
    "certificates": _("Certificates"),
    "topics": _("What you know"),
    "languages": _("Languages"),
}
TITLES = {
    "work": "Work",
    "projects": "Projects",
    "education": "Education",
    "certificates": "Certificates",
    "topics": "Skills",
    "languages": "Languages",
}  # in English, like the dates: the page is set in one language


def chosen_parts(asked: Collection[str]) -> list[str]:
    """Return the parts that were asked for, in the order of the page; all of them where nothing was asked."""
    return [part for part in PARTS if part in asked or not asked]


def paper_of(resume: Resume, parts: Collection[str]) -> dict[str, Any]:
    """Return what the template sets. Every link is a web address, an e-mail address or a telephone number."""
    basics = resume.basics.columns
    return {
        "name": one_line(basics.get("name", "")),
        "headline": one_line(basics.get("headline", "")),
        "contact": [
            *(contact(basics, resume.location.columns) if "contact" in parts else []),
            *(links(basics) if "links" in parts else []),
        ],
        "summary": paragraphs(basics.get("summary_md", "")) if "summary" in parts else [],
        "sections": [one for part in TITLES if part in parts for one in section_of(resume, part)],
    }


def contact(basics: Columns, location: Columns) -> list[dict[str, str]]:
    email, phone = one_line(basics.get("email", "")), one_line(basics.get("phone", ""))
    place = ", ".join(filter(None, (one_line(location.get("city", "")), NAMES.get(location.get("country", "")))))
    dialled = "".join(letter for letter in phone if letter in "+0123456789")
    found = [
        linked(email, f"mailto:{email}" if "@" in email and " " not in email else ""),
        linked(phone, f"tel:{dialled}" if len(dialled) > 4 else ""),
        linked(place, ""),
    ]
    return [one for one in found if one["text"]]


def links(basics: Columns) -> list[dict[str, str]]:
    homepage = basics.get("homepage", "")
    found = [address(homepage)] if homepage else []
    for link in basics.get("links", []):
        url, name = text_of(link.get("url")), text_of(link.get("network")) or text_of(link.get("username"))
        found.append(address(url) if url else linked(name, ""))
    return [one for one in found if one["text"]]


def address(url: str) -> dict[str, str]:
    """Return an address as one reads it, without https:// before it and / behind it."""
    if not is_web_address(url):
        return linked(one_line(url), "")
    parts = urlsplit(url)
    rest = f"?{parts.query}" if parts.query else ""
    return linked(f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}{rest}", url)


def linked(text: str, link: str) -> dict[str, str]:
    return {"text": text, "link": link}


def section_of(resume: Resume, part: str) -> list[dict[str, Any]]:
    """Return a section with its entries, or nothing where it has none."""
    if part == "languages":
        pairs = [(text_of(one.get("language")), text_of(one.get("fluency"))) for one in resume.languages]
        found = [{"title": name, "meta": fluency} for name, fluency in pairs if name]
    elif part == "topics":
        found = [topic(one.columns) for one in resume.sections["topics"] if one.columns.get("name", "").strip()]
    else:
        found = [entry(part, one) for one in resume.sections[part]]
    kind = "short" if part in ("topics", "languages", "certificates") else "long"
    return [{"title": TITLES[part], "kind": kind, "entries": found}] if found else []


def topic(columns: Columns) -> dict[str, Any]:
    said = [columns.get("level", ""), wording.years(columns.get("years")), ", ".join(columns.get("keywords", []))]
    return {"title": one_line(columns["name"]), "meta": ", ".join(one_line(one) for one in said if one)}


def entry(part: str, one: Entry) -> dict[str, Any]:
    columns = one.columns
    url = columns.get("url", "")
    if part == "certificates":
        return {"title": one_line(columns.get("name", "")), "meta": ", ".join(wording.meta(part, columns)),
                "link": url if is_web_address(url) else ""}  # fmt: skip
    title, place = {
        "work": (columns.get("title"), columns.get("name")),
        "education": (", ".join(filter(None, (columns.get("study"), columns.get("area")))), columns.get("institution")),
        "projects": (columns.get("name"), columns.get("entity")),
    }[part]
    first, second = one_line(title or ""), one_line(place or "")
    return {
        "title": first or second,
        "place": second if first else "",
        "period": wording.period(columns),
        "where": one_line(columns.get("location", "") or columns.get("score", "")),
        "link": url if is_web_address(url) else "",
        "text": [part for key in ("description", "summary") for part in paragraphs(columns.get(key, ""))],
        "points": lines(columns, "courses") + lines(columns, "highlights"),
        "tags": lines(columns, "keywords"),
    }


def lines(columns: Columns, column: str) -> list[str]:
    return [one_line(text) for text in columns.get(column, []) if text.strip()]


def paragraphs(text: str) -> list[str]:
    found = (one_line(one) for one in text.replace("\r\n", "\n").split("\n\n"))
    return [one for one in found if one]
