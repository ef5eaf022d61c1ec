"""The rows of hiring that addresses name: ana recruits for one company, and applied to others."""

from jobfutures.accounts.models import User
from jobfutures.clients.tests import made as clients
from jobfutures.companies.models import Company
from jobfutures.companies.tests import made as companies
from jobfutures.hiring.models import Application, Interview, Scorecard
from jobfutures.hiring.tests import made as hiring
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests import made as jobs
from jobfutures.plans.tests import made as plans
from jobfutures.webhooks.tests import made as webhooks
from tests.people import person


def hiring_rows(*, ana: User, olga: User, posting: Job, draft: Job) -> dict[str, str]:
    """Return by field of `made.Site` what ana's company received for a posting, and what she sent herself."""
    received = hiring.application(posting, olga, state="ACKNOWLEDGED")
    sent = hiring.application(posting, person("cleo"), state="INTERVIEWING")
    own = hiring.application(jobs.job(companies.company("elsewhere")), ana, state="INTERVIEWING")
    sitting_in, card = panel(posting, ana)
    return {
        "received_application": str(received.pk),
        "received_file": str(hiring.pdf_file(received).pk),
        "my_bulk_close": str(hiring.bulk_close(posting, ana).pk),
        "company_application": str(sent.pk),
        "own_interview": str(hiring.interview(own).pk),
        "panel_interview": str(sitting_in.pk),
        "panel_card": str(card.pk),
        "deciding_application": str(decidable(posting, ana).pk),
        "my_kit": str(plans.plan(draft, is_frozen=False).kits.get().pk),
        **applied(ana),
    }


def applied(ana: User) -> dict[str, str]:
    """Return a job that takes applications here, a draft of ana's with a file, and an application that she sent."""
    firm = companies.company("firm")
    facts = {"apply_mode": "INTERNAL", "apply_url": ""}
    draft = hiring.application(jobs.job(firm, title="Begun", **facts), ana, state="DRAFT")
    return {
        "internal_job": str(jobs.job(firm, title="Not begun", **facts).pk),
        "my_draft": str(draft.pk),
        "my_file": str(hiring.attachment(draft).pk),
        "my_application": str(hiring.application(jobs.job(firm, title="Sent", **facts), ana).pk),
    }


def programs(acme: Company, ana: User) -> dict[str, str]:
    """Return a webhook of a company with a message that it took, and a program that acts for the company."""
    told = webhooks.delivery(webhooks.endpoint(acme), state="DELIVERED", attempts=1)
    client, _secret = clients.client(acme, ana)
    return {"my_endpoint": str(told.endpoint_id), "my_delivery": str(told.pk), "my_client": str(client.pk)}


def panel(posting: Job, ana: User) -> tuple[Interview, Scorecard]:
    """Return an interview that ana held with another member, who has not written yet, and the other's card."""
    paul = person("paul")
    companies.member(posting.company, paul, "INTERVIEWER")
    held = hiring.interview(
        hiring.application(posting, person("cara"), state="INTERVIEWING", plan_version=1), ana, paul, state="COMPLETED"
    )
    return held, held.cards.get(author=paul)


def decidable(posting: Job, ana: User) -> Application:
    """Return an application that waits for a decision, and rests on ana's card."""
    waiting = hiring.application(posting, person("carl"), state="DECIDING", plan_version=1)
    hiring.card(hiring.interview(waiting, ana, state="COMPLETED"), ana, state="SUBMITTED")
    return waiting
