"""Which addresses a company's own page links to, if a board is its own."""

import re
from urllib.parse import urlsplit

from jobfutures.jobs.boards.markup import MarkupReader

NAME = r"(?P<name>[\w.-]+)"
# (board, its data, where its pages and its frames are): `{}` is the company's name on the board.
KNOWN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("greenhouse", rf"boards-api(\.eu)?\.greenhouse\.io/v1/boards/{NAME}/", (
        "boards.greenhouse.io/{}", "job-boards.greenhouse.io/{}", "boards.eu.greenhouse.io/{}",
        "job-boards.eu.greenhouse.io/{}", "boards.greenhouse.io/embed/job_board?for={}",
        "boards.greenhouse.io/embed/job_board/js?for={}", "boards-api.greenhouse.io/v1/boards/{}",
    )),
    ("lever", rf"api(\.eu)?\.lever\.co/v0/postings/{NAME}", ("jobs.lever.co/{}", "jobs.eu.lever.co/{}")),
    ("ashby", rf"api\.ashbyhq\.com/posting-api/job-board/{NAME}", ("jobs.ashbyhq.com/{}",)),
    ("recruitee", rf"{NAME}\.recruitee\.com/", ("{}.recruitee.com",)),
    ("smartrecruiters", rf"api\.smartrecruiters\.com/v1/companies/{NAME}/", (
        "careers.smartrecruiters.com/{}", "jobs.smartrecruiters.com/{}",
    )),
    ("teamtailor", rf"{NAME}\.teamtailor\.com/", ("{}.teamtailor.com",)),
    ("personio", rf"{NAME}\.jobs\.personio\.(de|com)/", ("{}.jobs.personio.de", "{}.jobs.personio.com")),
    ("workable", rf"(www\.workable\.com/api/accounts|apply\.workable\.com/api/v1/widget/accounts)/{NAME}", (
        "apply.workable.com/{}", "{}.workable.com",
    )),
)  # fmt: skip


def is_of(host: str, domain: str) -> bool:
    """Tell whether a host is a domain, or below it."""
    host, domain = host.lower().rstrip("."), domain.lower().rstrip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def pages_of(system: str, address: str) -> tuple[str, ...]:
    """Return where the pages of a board are whose data stand at an address, without https://; none if it is unknown."""
    parts = urlsplit(address)
    where = f"{parts.hostname}{parts.path}/"
    for name, data, pages in KNOWN:
        found = re.match(data, where, re.IGNORECASE) if name == system else None
        if found:
            return tuple(page.format(found["name"].lower()) for page in pages)
    return ()


class Links(MarkupReader):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "iframe", "script"):
            self.found += [value for name, value in attrs if name in ("href", "src") and value]


def links_to(page: str, system: str, address: str) -> bool:
    """Tell whether a page leads to the board: by a link, a frame or a script; words in it are no link."""
    reader = Links()
    reader.feed(page)
    places = pages_of(system, address)
    return any(leads(link, place) for link in reader.found for place in places)


def leads(link: str, place: str) -> bool:
    bare = re.sub(r"^(https?:)?//", "", link.strip().lower())
    return bare.startswith(place) and not re.match(r"[\w-]|\.\w", bare[len(place) :])
