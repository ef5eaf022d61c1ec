"""Every address of the site with real arguments, and who may open it. New addresses join by themselves."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from http.cookies import SimpleCookie
from urllib.parse import quote

from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize

from jobfutures.accounts.models import User
from tests.made import Site


class Kind(Enum):
    PUBLIC = "open to everybody"
    SIGNED_IN = "asks who is not signed in to sign in"
    OPERATOR = "does not exist for anybody but operators"
    MACHINE = "made for programs, not for people"


# Who may open an address: the first line that its route begins with.
KINDS = (
    ("operate/setup/", Kind.PUBLIC),
    ("operate/", Kind.OPERATOR),
    ("metrics", Kind.OPERATOR),  # and for programs that show the token, or ask from a network of the setting
    ("inbox/", Kind.OPERATOR),
    ("account/login/", Kind.PUBLIC),
    ("account/logout/", Kind.PUBLIC),
    ("account/inactive/", Kind.PUBLIC),
    ("account/signup/", Kind.PUBLIC),
    ("account/confirm-email/", Kind.PUBLIC),
    ("account/password/reset/", Kind.PUBLIC),
    ("account/2fa/authenticate/", Kind.PUBLIC),
    ("account/2fa/webauthn/login/", Kind.PUBLIC),
    ("account/3rdparty/login/", Kind.PUBLIC),
    ("account/3rdparty/signup/", Kind.PUBLIC),
    ("account/social/", Kind.PUBLIC),
    ("account/oidc/", Kind.PUBLIC),
    ("account/", Kind.SIGNED_IN),
    ("exercises/<slug>/attempts/<pk>/", Kind.SIGNED_IN),
    ("exercises/<slug>/draft/", Kind.SIGNED_IN),
    ("exercises/<slug>/reference/", Kind.SIGNED_IN),
    ("practice/predict/<slug>/attempts/<pk>/", Kind.SIGNED_IN),
    ("practice/progress/practice.json", Kind.SIGNED_IN),
    ("practice/progress/import/", Kind.SIGNED_IN),
    ("practice/progress/anki/", Kind.SIGNED_IN),
    ("practice/cards/withdrawal/", Kind.SIGNED_IN),
    ("practice/cards/due/", Kind.SIGNED_IN),
    ("practice/cards/set-aside/", Kind.SIGNED_IN),
    ("practice/cards/<question_id>/", Kind.SIGNED_IN),
    ("practice/cards/<area_slug>.json", Kind.MACHINE),
    ("practice/log/", Kind.SIGNED_IN),
    ("practice/reviews/<slug>/attempts/<pk>/", Kind.SIGNED_IN),
    ("practice/reviews/<slug>/draft/", Kind.SIGNED_IN),
    ("practice/preferences/", Kind.SIGNED_IN),
    ("practice/session/<pk>/", Kind.SIGNED_IN),
    ("practice/plan/deletion/", Kind.SIGNED_IN),
    ("practice/projects/<pk>/", Kind.SIGNED_IN),
    ("checks/attempts/", Kind.SIGNED_IN),
    ("checks/self-description/", Kind.SIGNED_IN),
    ("checks/<slug>/attempts/", Kind.SIGNED_IN),
    ("sharing/", Kind.SIGNED_IN),
    ("shared/", Kind.SIGNED_IN),
    ("applications/", Kind.SIGNED_IN),
    ("hire/", Kind.SIGNED_IN),
    ("oauth/", Kind.MACHINE),
    ("jobs/<slug>-<pk>/", Kind.PUBLIC),
    ("jobs/saved/", Kind.SIGNED_IN),
    ("jobs/search.", Kind.MACHINE),
    ("jobs/feed.", Kind.MACHINE),
    ("jobs/indeed.xml", Kind.MACHINE),
    ("jobs/jobs.csv", Kind.MACHINE),
    ("profile/", Kind.SIGNED_IN),
    ("credentials/status/", Kind.MACHINE),
    ("credentials/keys/", Kind.MACHINE),
    ("credentials/badges/", Kind.MACHINE),
    ("credentials/", Kind.SIGNED_IN),
    ("vct/", Kind.MACHINE),
    ("guides/feed.atom", Kind.MACHINE),
    ("guides/packages/", Kind.MACHINE),
    ("guides/<guide_id>/interviewers.md", Kind.MACHINE),
    ("guides/<guide_id>/interviewers/<area_slug>.md", Kind.MACHINE),
    ("api/docs/", Kind.PUBLIC),
    ("api/", Kind.MACHINE),
    ("healthz", Kind.MACHINE),
    ("readyz", Kind.MACHINE),
    ("favicon.ico", Kind.PUBLIC),
    ("robots.txt", Kind.MACHINE),
    ("sitemap.xml", Kind.MACHINE),
    (".well-known/", Kind.MACHINE),
    ("service-worker.js", Kind.MACHINE),
    ("", Kind.PUBLIC),
)

# Where `made.Site` keeps the arguments of an address: the first line that its route begins with.
# `personal`: the row is ana's, and does not exist for anybody else.
ARGUMENTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("guides/packages/", {"archive": "archive"}),
    ("guides/<guide_id>/paths/", {"guide_id": "guide", "role": "role", "level": "level"}),
    ("guides/<guide_id>/sheets/", {"guide_id": "guide", "role": "role"}),
    ("guides/", {"guide_id": "guide", "area_slug": "area", "question_id": "question", "number": "example"}),
    ("exercises/", {"slug": "exercise", "pk": "attempt"}),
    ("practice/predict/", {"slug": "prediction", "pk": "answer"}),
    ("practice/aloud/", {"question_id": "question"}),
    ("practice/peer/", {"question_id": "question"}),
    ("practice/projects/", {"pk": "walkthrough"}),
    ("practice/cards/", {"area_slug": "area", "question_id": "question", "slug": "card"}),
    ("practice/reviews/", {"slug": "review", "pk": "review_attempt"}),
    ("practice/session/", {"pk": "sitting"}),
    ("checks/attempts/<pk>/result/", {"pk": "checked"}),
    ("checks/attempts/<pk>/deletion/", {"pk": "checked"}),
    ("checks/attempts/", {"pk": "check"}),
    ("checks/", {"slug": "role"}),
    ("sharing/requests/", {"pk": "share_request"}),
    ("sharing/", {"pk": "grant"}),
    ("shared/", {"share": "received"}),
    ("hire/invitations/", {"pk": "my_invitation"}),
    ("hire/<company>/webhooks/", {"company": "my_company", "pk": "my_endpoint", "delivery": "my_delivery"}),
    ("hire/<company>/clients/", {"company": "my_company", "pk": "my_client"}),
    ("hire/<company>/interviews/", {"company": "my_company", "pk": "panel_interview", "card": "panel_card"}),
    ("hire/<company>/applications/<pk>/decision/", {"company": "my_company", "pk": "deciding_application"}),
    ("hire/<company>/jobs/<job>/plan/", {"company": "my_company", "job": "my_job", "kit": "my_kit"}),
    ("hire/<company>/applications/<pk>/interviews/", {"company": "my_company", "pk": "company_application"}),
    ("applications/interviews/", {"pk": "own_interview"}),
    ("hire/<company>/jobs/", {"company": "my_company", "pk": "my_job", "job": "my_job"}),
    ("applications/new/", {"job": "internal_job"}),
    ("applications/<pk>/preview/", {"pk": "my_draft"}),
    ("applications/<pk>/submission/", {"pk": "my_draft"}),
    ("applications/<pk>/deletion/", {"pk": "my_draft"}),
    ("applications/<pk>/files/", {"pk": "my_draft", "file": "my_file"}),
    ("applications/", {"pk": "my_application"}),
    ("hire/<company>/applications/answers/progress/", {"company": "my_company", "pk": "my_bulk_close"}),
    (
        "hire/<company>/applications/",
        {"company": "my_company", "pk": "received_application", "file": "received_file", "job": "job"},
    ),
    ("jobs/saved/", {"pk": "saved_search"}),
    ("jobs/alerts/", {"token": "alerts_token"}),
    ("jobs/", {"slug": "job_slug", "pk": "job"}),
    ("operate/jobs/", {"pk": "job"}),
    ("hire/", {"company": "my_company", "share": "my_company_share", "member": "my_membership"}),
    ("operate/companies/", {"company": "company"}),
    ("companies/", {"company": "company"}),
    ("credentials/status/", {"pk": "status_list"}),
    ("credentials/keys/", {"kid": "issuer_key"}),
    ("credentials/badges/", {"role": "role"}),
    ("credentials/", {"pk": "credential", "check": "checked", "number": "copy"}),
    ("profile/blocks/", {"pk": "block"}),
    ("profile/<section>/", {"section": "profile_section", "pk": "profile_item"}),
    ("inbox/", {"key": "letter"}),
    ("operate/setup/", {"token": "setup_token"}),
    ("operate/tasks/", {"task": "dead_task", "kind": "dead_kind"}),
    ("operate/inbox/", {"pk": "message"}),
    ("operate/checks/", {"bank": "check_bank", "item": "check_item", "item_review": "check_item_review"}),
    ("operate/mail/", {"pk": "waiting_letter"}),
    ("operate/people/", {"person": "person", "pk": "opening"}),
    ("account/sessions/", {"pk": "session"}),
    ("account/tokens/", {"pk": "access_token"}),
    ("api/docs/problems/", {"name": "api_problem"}),
    ("api/docs/reference/", {"room": "api_room"}),
    ("api/docs/", {"topic": "api_text"}),
    ("account/notices/", {"pk": "notice"}),
    ("notices/", {"token": "letters_token"}),
    ("account/2fa/webauthn/keys/", {"pk": "passkey"}),
    ("account/confirm-email/", {"key": "confirmation_key"}),
    ("account/password/reset/key/", {"uidb36": "reset_uid", "key": "reset_key"}),
    ("account/oidc/", {"provider_id": "provider"}),
)
PERSONAL = {
    "session", "passkey", "attempt", "answer", "review_attempt", "sitting", "walkthrough", "check", "checked",
    "grant", "share_request", "received", "my_company", "my_company_share", "my_membership", "my_invitation",
    "credential", "my_job", "saved_search", "block", "profile_item", "my_draft", "my_application", "my_file",
    "received_application", "received_file", "my_bulk_close", "my_kit", "company_application", "own_interview",
    "panel_interview", "panel_card", "deciding_application",
    "notice", "my_endpoint", "my_delivery", "my_client", "access_token",
}  # fmt: skip


class UnknownArgument(Exception):
    """An address has an argument for which there is no example row; the message says where to add it."""


@dataclass(frozen=True)
class Address:
    """One address. `name` is the name of its page; `is_personal` where its arguments name a row of ana's."""

    route: str
    name: str
    path: str
    kind: Kind
    is_personal: bool


def addresses(site: Site) -> list[Address]:
    """Return every address of the URL configuration, ours and allauth's, but those of the API: see test_api_access."""
    every = [one for one in routes(get_resolver().url_patterns) if not one[1].startswith("api:v1:")]
    found = {(route, name): address(route, name, site) for route, name in every if name != "api:nowhere"}
    return list(found.values())


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "", room: str = "") -> Iterator[tuple[str, str]]:
    """Yield (route, name) of every pattern; arguments stand in the route as `<name>`."""
    for one in patterns:
        route = before + plain_route(one)
        if isinstance(one, URLResolver):
            inside = f"{room}{one.namespace}:" if one.namespace == "v1" else f"{one.namespace}:"
            yield from routes(one.url_patterns, route, inside if one.namespace else room)
        else:
            yield route, f"{room}{one.name or route}"


def plain_route(one: URLPattern | URLResolver) -> str:
    written = str(one.pattern)
    if isinstance(one.pattern, RegexPattern):
        written = normalize(written)[0][0]
        return re.sub(r"%\((\w+)\)s", r"<\1>", written)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", written)


def address(route: str, name: str, site: Site) -> Address:
    kind = next(kind for prefix, kind in KINDS if route.startswith(prefix))
    rows = next((rows for prefix, rows in ARGUMENTS if route.startswith(prefix)), {})
    path, is_personal = route, False
    for argument in re.findall(r"<(\w+)>", route):
        if argument not in rows:
            raise UnknownArgument(
                f"The address /{route} takes {argument!r}, and no example is known for it: make a row in "
                f"tests/made.py, and name it in ARGUMENTS of tests/access.py."
            )
        path = path.replace(f"<{argument}>", quote(str(getattr(site, rows[argument]))))
        is_personal = is_personal or rows[argument] in PERSONAL
    return Address(route, name, f"/{path}", kind, is_personal)


def client_of(user: User) -> Client:
    """Return a client that signed in as somebody, who proved it again a moment ago."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()
    return client


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Take back what requests in this block wrote and counted, and keep the client's cookies as they were."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(kept)
    cache.clear()
