"""A plan is begun from a posting, filled from the guide, changed, frozen and copied."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import job
from jobfutures.plans.commands.plans import CannotPlan, freeze_plan
from jobfutures.plans.models import InterviewPlan, Kit
from jobfutures.plans.queries.reading import plan_in_use, read_plan
from jobfutures.plans.tests.made import ANCHORS, plan
from tests.access import client_of
from tests.markup import Page
from tests.people import NOON, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def posting(acme: Company) -> Job:
    return job(acme, level="JUNIOR")


def at(of: Job, more: str = "") -> str:
    return f"/hire/acme/jobs/{of.pk}/plan/{more}"


def form_at(client: Client, address: str) -> dict[str, str | list[str]]:
    """Return what the form of a kit holds, without its ticks."""
    form = next(one for one in Page(client.get(address).text).forms if "title" in one.values())
    return {one.name: one.value for one in form.fields if one.kind not in {"checkbox", "button"}}


def test_a_plan_begins_with_the_stages_of_the_posting_and_is_filled_from_the_guide(
    acme: Company, ben: User, tmp_path: Path
) -> None:
    load(content_folder(tmp_path))
    posting = job(acme, level="JUNIOR")
    client = client_of(ben)
    assert "Interview plan" in client.get(f"/hire/acme/jobs/{posting.pk}/").text

    client.post(at(posting, "beginning/"))
    client.post(at(posting, "beginning/"))  # twice is once

    kit = Kit.objects.get(plan__job=posting)
    assert (kit.title, kit.minutes, [area.slug for area in kit.topics.all()]) == ("A call", 45, ["names"])
    assert "It has no criterion yet" in client.get(at(posting)).text
    offered = client.get(at(posting, f"kits/{kit.pk}/guide/")).text
    assert "Predicts what a second name sees" in offered
    assert "Ticked already" in offered
    ticked = {one.value for form in Page(offered).forms for one in form.fields if one.name == "chosen"}
    everything = {"version": kit.plan.changed_at.isoformat(), "chosen": sorted(ticked)}
    client.post(at(posting, f"kits/{kit.pk}/guide/"), everything)

    read = read_plan(InterviewPlan.objects.get(job=posting))
    row = read.kits[0].row
    assert read.is_ready
    assert [one.name for one in row.criteria.all()][:2] == [
        "Predicts what a second name sees", "Finds the line that parts two names",
    ]  # fmt: skip
    asked = row.questions.all()[0]
    assert (asked.source, asked.probes[0], [one.key for one in asked.criteria.all()]) == (
        "first-name", "And a tuple?", ["predicts", "chooses"],
    )  # fmt: skip
    assert any(one.startswith("Listen for:") for question in row.questions.all() for one in question.probes)
    written = client.get(at(posting, "plan.md"))
    assert "CC BY 4.0" in written.text
    assert "**Predicts what a second name sees**" in written.text
    paper = PdfReader(BytesIO(client.get(at(posting, f"kits/{kit.pk}/kit.pdf")).content))
    assert "Predicts what a second name sees" in " ".join(paper.pages[0].extract_text().split())


def test_a_kit_is_written_by_hand_and_a_stale_tab_loses_nothing(posting: Job, ben: User) -> None:
    client = client_of(ben)
    made = plan(posting, is_frozen=False)
    where = at(posting, f"kits/{made.kits.get().pk}/")
    typed = {
        **form_at(client, where), "question-0-criteria": ["weighs"], "title": "A longer talk",
        "criterion-2-name": "Listens", "criterion-0-place": "3", "criterion-1-removed": "on",
        "question-1-text": "What did you hear?", "question-1-criteria": "weighs",
    }  # fmt: skip
    typed |= {f"criterion-2-anchor_{number}": text for number, text in enumerate(ANCHORS, 1)}

    assert client.post(where, typed).status_code == 302
    late = client.post(where, {**typed, "title": "Another title"})

    kit = made.kits.get()
    assert kit.title == "A longer talk"
    assert [one.key for one in kit.criteria.order_by("position")] == ["weighs", "listens"]
    assert [one.text for one in kit.questions.order_by("position")][1] == "What did you hear?"
    assert "No question lets anybody hear “Listens”" in client.get(at(posting)).text
    assert (late.status_code, "Another title" in late.text) == (409, True)
    assert "Somebody changed this plan since you opened it" in late.text


def test_half_a_line_is_told_beside_it(posting: Job, ben: User) -> None:
    client = client_of(ben)
    made = plan(posting, is_frozen=False)
    where = at(posting, f"kits/{made.kits.get().pk}/")
    typed = {**form_at(client, where), "criterion-2-anchor_1": ANCHORS[0], "question-1-probes": "a\n" * 7}

    answer = client.post(where, {**typed, "minutes": "many"})

    assert answer.status_code == 422
    for sentence in ("Say what is judged by these anchors.", "At most 6 lines fit here.", "A whole number from 1 to"):
        assert sentence in answer.text
    assert ANCHORS[0] in answer.text


def test_a_frozen_version_stays_and_a_change_makes_the_next_one(posting: Job, ben: User) -> None:
    client = client_of(ben)
    first = plan(posting)
    kit = first.kits.get()
    written = client.post(at(posting, f"kits/{kit.pk}/"), {"title": "X", "minutes": "5", "version": "x"})

    client.post(at(posting, "version/"))
    client.post(at(posting, "version/"))

    second = InterviewPlan.objects.get(job=posting, version=2)
    assert written.status_code == 409
    assert (plan_in_use(posting.pk), second.kits.get().title) == (second, "Round 1")
    assert [one.key for one in second.kits.get().criteria.order_by("position")] == ["weighs", "explains"]
    second.kits.get().questions.all().delete()
    assert plan_in_use(posting.pk) == first
    with pytest.raises(CannotPlan):
        freeze_plan(by=ben, plan=second, at=NOON)
    shown = client.get(at(posting)).text
    assert "Version 2" in shown
    assert "0 people interviewed by it" in shown
    assert "Round 1" in client.get(at(posting, f"kits/{kit.pk}/")).text


def test_interviews_are_added_and_taken_out_up_to_four(posting: Job, ben: User) -> None:
    client = client_of(ben)
    made = plan(posting, is_frozen=False, kits=3)

    def version() -> str:
        made.refresh_from_db()
        return made.changed_at.isoformat()

    assert client.post(at(posting, "kits/"), {"title": "", "minutes": "9", "version": version()}).status_code == 422
    assert client.post(at(posting, "kits/"), {"title": "Last", "minutes": "9", "version": version()}).status_code == 302
    assert client.post(at(posting, "kits/"), {"title": "More", "minutes": "9", "version": version()}).status_code == 409
    gone = made.kits.get(position=1)
    assert client.post(at(posting, f"kits/{gone.pk}/removal/"), {"version": version()}).status_code == 302
    assert [(one.position, one.title) for one in made.kits.order_by("position")] == [
        (1, "Round 2"), (2, "Round 3"), (3, "Last"),
    ]  # fmt: skip


def test_interviewers_read_and_strangers_find_nothing(acme: Company, posting: Job, ana: User) -> None:
    kit = plan(posting, is_frozen=False).kits.get()
    inside, outside = client_of(member(acme, person("ivan"), "INTERVIEWER").person), client_of(ana)
    reads = ["", f"kits/{kit.pk}/", "plan.md", "plan.pdf", f"kits/{kit.pk}/kit.md"]
    writes = ["beginning/", "version/", "kits/", f"kits/{kit.pk}/", f"kits/{kit.pk}/guide/", f"kits/{kit.pk}/removal/"]

    assert [inside.get(at(posting, one)).status_code for one in reads] == [200] * len(reads)
    assert [inside.post(at(posting, one)).status_code for one in writes] == [403] * len(writes)
    assert [outside.get(at(posting, one)).status_code for one in reads] == [404] * len(reads)
    assert [outside.post(at(posting, one)).status_code for one in writes] == [404] * len(writes)
