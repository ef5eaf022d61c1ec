"""Every operation of the API with real arguments, and what each kind of caller may get. New ones join by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jobfutures.accounts.models import User
from jobfutures.api.document import document
from jobfutures.profiles.queries import items_of
from jobfutures.profiles.resume.fields import SECTIONS
from tests.access import UnknownArgument
from tests.made import Site

# Where `made.Site` keeps the arguments of a path: the first line that it begins with. A row of ana's is personal.
ARGUMENTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/areas/", {"slug": "area"}),
    ("/roles/", {"role_id": "role"}),
    ("/guides/", {"guide_id": "guide", "area_slug": "area"}),
    ("/questions/", {"question_id": "question"}),
    ("/exercises/", {"slug": "exercise"}),
    ("/exercise-attempts/", {"attempt_id": "attempt"}),
    ("/predictions/", {"slug": "prediction"}),
    ("/prediction-attempts/", {"attempt_id": "answer"}),
    ("/reviews/", {"slug": "review"}),
    ("/review-attempts/", {"attempt_id": "review_attempt"}),
    ("/practice/sessions/", {"session_id": "sitting"}),
    ("/check-attempts/", {"attempt_id": "checked"}),
    ("/credentials/", {"credential_id": "credential"}),
    ("/grants/", {"grant_id": "grant"}),
    ("/share-requests/", {"request_id": "share_request"}),
    ("/notices/", {"notice_id": "notice"}),
    ("/saved-searches/", {"search_id": "saved_search"}),
    ("/applications/{application_id}/preview", {"application_id": "my_draft"}),
    ("/applications/{application_id}/submission", {"application_id": "my_draft"}),
    ("/applications/", {"application_id": "my_application"}),
    ("/interviews/", {"interview_id": "own_interview"}),
    ("/companies/{company}/postings", {"company": "my_company", "posting_id": "my_job", "kit_id": "my_kit"}),
    ("/companies/{company}/applications", {"company": "my_company", "application_id": "received_application"}),
    ("/companies/{company}/interviews", {"company": "my_company", "interview_id": "panel_interview"}),
    ("/companies/{company}/members", {"company": "my_company"}),
    ("/companies/", {"company": "company"}),
    ("/jobs/", {"job_id": "job"}),
    ("/profile/blocks/", {"block_id": "block"}),
    *((f"/profile/{section}/", {"entry_id": f"entry:{section}"}) for section in SECTIONS),
)
PERSONAL = {
    "attempt", "answer", "review_attempt", "sitting", "checked", "credential", "grant", "share_request", "notice",
    "saved_search", "block", "my_draft", "my_application", "own_interview", "my_company",
    *(f"entry:{section}" for section in SECTIONS),
}  # fmt: skip
QUERY = {"get_readiness": "role=backend&level=MIDDLE", "search_site": "q=names"}


@dataclass(frozen=True)
class Operation:
    """One operation, ready to be asked. statuses: those that the document names."""

    name: str
    method: str
    path: str
    body: Any
    headers: dict[str, str]
    scope: str
    is_personal: bool
    statuses: frozenset[int]


def operations(site: Site, ana: User) -> list[Operation]:
    return list(asked(site, ana))


def asked(site: Site, ana: User) -> Iterator[Operation]:
    for route, methods in document()["paths"].items():
        for method, said in methods.items():
            path, is_personal = filled(route.removeprefix("/api/v1"), site, ana)
            name, content = said["operationId"], said.get("requestBody", {}).get("content", {})
            needs_match = any(one["name"] == "If-Match" for one in said["parameters"])
            yield Operation(
                name=name,
                method=method.upper(),
                path=f"{path}?{QUERY[name]}" if name in QUERY else path,
                body=content["application/json"]["example"] if content else None,
                headers={"If-Match": "*"} if needs_match else {},
                scope=said.get("x-scope", ""),
                is_personal=is_personal,
                statuses=frozenset(map(int, said["responses"])),
            )


def filled(route: str, site: Site, ana: User) -> tuple[str, bool]:
    """Return a path with arguments, and whether they name a row of ana's."""
    rows = next((rows for prefix, rows in ARGUMENTS if route.startswith(prefix)), {})
    path, is_personal = route, False
    for argument in re.findall(r"{(\w+)}", route):
        if argument not in rows:
            raise UnknownArgument(f"{route} takes {argument!r}: name its row in ARGUMENTS of tests/api_addresses.py.")
        name = rows[argument]
        path = path.replace(f"{{{argument}}}", row_of(name, site, ana))
        is_personal = is_personal or name in PERSONAL
    return path, is_personal


def row_of(name: str, site: Site, ana: User) -> str:
    if name.startswith("entry:"):
        return str(items_of(ana, name.removeprefix("entry:")).values_list("pk", flat=True)[0])
    return str(getattr(site, name))
