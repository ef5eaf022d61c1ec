"""One hiring loop through the client that openapi-python-client makes of our document; it prints the application's id.

The tests drive it against a site. Given as JSON in GIVEN: site, title, person, owner, client, secret.
"""

import json
import os
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
from jobfutures_client import AuthenticatedClient
from jobfutures_client.api.applications import (
    create_application,
    create_application_submission,
    get_application,
    get_application_preview,
    update_application,
)
from jobfutures_client.api.hiring_applications import (
    create_received_message,
    get_received_application,
    list_members,
    list_received_applications,
    put_application_acknowledgement,
    put_application_advancement,
)
from jobfutures_client.api.hiring_decisions import put_decision
from jobfutures_client.api.hiring_interviews import create_company_interview
from jobfutures_client.api.hiring_plans import get_plan
from jobfutures_client.api.interviews import get_interview, put_interview_choice
from jobfutures_client.api.jobs import list_jobs
from jobfutures_client.models.application_to_begin import ApplicationToBegin
from jobfutures_client.models.choice import Choice
from jobfutures_client.models.decision_asked import DecisionAsked
from jobfutures_client.models.draft_asked import DraftAsked
from jobfutures_client.models.interview_asked import InterviewAsked
from jobfutures_client.models.message import Message
from jobfutures_client.models.problem import Problem
from jobfutures_client.models.seal import Seal
from jobfutures_client.types import Response

GIVEN: dict[str, str] = json.loads(os.environ["GIVEN"])
ACME = "acme"
STACK = ExitStack()  # closes each client's connections at the end


def api(token: str) -> AuthenticatedClient:
    return STACK.enter_context(AuthenticatedClient(GIVEN["site"], token))


def token_of(client: str, secret: str) -> str:
    said = {"grant_type": "client_credentials"}
    answer = httpx.post(f"{GIVEN['site']}/oauth/token", data=said, auth=(client, secret))
    return str(answer.json()["access_token"])


def good[Data](answer: Response[Data | Problem]) -> Data:
    found = answer.parsed
    if found is None or isinstance(found, Problem):
        raise RuntimeError(f"{answer.status_code}: {answer.content.decode()}")
    return found


def check(what: str, *, holds: bool) -> None:
    if not holds:
        raise RuntimeError(f"This did not hold: {what}")


def apply(person: AuthenticatedClient) -> UUID:
    jobs = good(list_jobs.sync_detailed(client=person, q="bookings")).items
    job = next(one for one in jobs if one.title == GIVEN["title"])
    body, key = ApplicationToBegin(job.id), str(uuid4())
    draft = good(create_application.sync_detailed(client=person, body=body, idempotency_key=key))
    again = create_application.sync_detailed(client=person, body=body, idempotency_key=key)
    check("a key makes one draft", holds=good(again).id == draft.id and "Idempotency-Replayed" in again.headers)

    said = DraftAsked(fields=["profile.name"], note="I keep queues short.")
    lost = update_application.sync_detailed(draft.id, client=person, body=said, if_match='"another"')
    check("nobody writes over what they have not read", holds=lost.status_code == 412)
    tag = get_application.sync_detailed(draft.id, client=person).headers["ETag"]
    good(update_application.sync_detailed(draft.id, client=person, body=said, if_match=tag))
    preview = good(get_application_preview.sync_detailed(draft.id, client=person))
    check("nothing goes but what was chosen", holds=list(preview.sent.to_dict()) == ["profile.name"])
    seal = Seal(preview.seal)
    sent = good(create_application_submission.sync_detailed(draft.id, client=person, body=seal))
    check("it was sent", holds=sent.state.value == "SUBMITTED")
    return draft.id


def invite(machine: AuthenticatedClient, application: UUID) -> UUID:
    waiting = good(list_received_applications.sync_detailed(ACME, client=machine)).items
    check("it waits for the company", holds=application in [one.id for one in waiting])
    good(put_application_acknowledgement.sync_detailed(ACME, application, client=machine))
    text = Message("Thank you. We read it on Monday.")
    good(create_received_message.sync_detailed(ACME, application, client=machine, body=text))
    read = get_received_application.sync_detailed(ACME, application, client=machine)
    tag = read.headers["ETag"]
    good(put_application_advancement.sync_detailed(ACME, application, client=machine, if_match=tag))
    kit = good(get_plan.sync_detailed(ACME, good(read).job_id, client=machine)).kits[0]
    panel = [one.person_id for one in good(list_members.sync_detailed(ACME, client=machine)).items]
    asked = {
        "kit_id": str(kit.id), "setting": "VIDEO", "place": "https://meet.example/room", "zone": "Europe/Berlin",
        "starts": [(datetime.now(UTC) + timedelta(days=2)).isoformat()], "panel": [str(one) for one in panel],
    }  # fmt: skip
    body = InterviewAsked.from_dict(asked)
    return good(create_company_interview.sync_detailed(ACME, application, client=machine, body=body)).id


def choose(person: AuthenticatedClient, interview: UUID) -> None:
    read = get_interview.sync_detailed(interview, client=person)
    slot, tag = Choice(good(read).slots[0].id), read.headers["ETag"]
    chosen = good(put_interview_choice.sync_detailed(interview, client=person, body=slot, if_match=tag))
    check("it has a time", holds=chosen.state.value == "SCHEDULED")


def decide(owner: AuthenticatedClient, machine: AuthenticatedClient, application: UUID) -> None:
    read = get_received_application.sync_detailed(ACME, application, client=owner)
    tag = read.headers["ETag"]
    known = get_received_application.sync_detailed(ACME, application, client=owner, if_none_match=tag)
    check("what is known is not sent again", holds=known.status_code == 304)
    message = "Thank you for your time. We looked for more work with queues than you told of."
    no = DecisionAsked.from_dict({"outcome": "DECLINE", "reason": "OTHER", "message": message})
    refused = put_decision.sync_detailed(ACME, application, client=machine, body=no, if_match=tag)
    check("no program decides about a person", holds=refused.status_code == 403)
    decided = good(put_decision.sync_detailed(ACME, application, client=owner, body=no, if_match=tag))
    check("a person has decided", holds=decided.state.value == "DECLINED")


def main() -> None:
    person, machine = api(GIVEN["person"]), api(token_of(GIVEN["client"], GIVEN["secret"]))
    application = apply(person)
    choose(person, invite(machine, application))
    decide(api(GIVEN["owner"]), machine, application)
    print(application)


if __name__ == "__main__":
    with STACK:
        main()
