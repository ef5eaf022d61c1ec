"""Whatever fits the document, and whatever does not, gets an answer that the document names.

`python bench/api_schema.py` asks for longer. A failure names the request; the seed makes it come again.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from schemathesis.engine.recorder import CaseNode, Interaction, ScenarioRecorder

from jobfutures.accounts.models import User
from tests.api import token_of
from tests.api_fuzzing import PHASES, came_from_a_replay, run
from tests.made import Site

SEED = int(os.environ.get("JOBFUTURES_API_SEED", "20261129"))
EXAMPLES = int(os.environ.get("JOBFUTURES_API_EXAMPLES", "1"))  # of each operation
SECONDS = int(os.environ.get("JOBFUTURES_API_SECONDS", "15"))


@pytest.mark.any_database
@pytest.mark.django_db
def test_no_request_gets_what_the_document_does_not_name(small_site: Site, ana: User) -> None:
    report = run(token_of(ana), seed=SEED, examples=EXAMPLES, seconds=SECONDS)
    if "JOBFUTURES_API_REPORT" in os.environ:
        told = {"cases": report.cases, "failures": report.failures}
        Path(os.environ["JOBFUTURES_API_REPORT"]).write_text(json.dumps(told))

    assert report.failures == []
    assert report.phases == set(PHASES)  # how many cases fit into the time is the machine's to say


@pytest.mark.parametrize("headers", [{}, {"idempotency-replayed": ["true"]}])
def test_only_what_the_answer_to_a_key_sent_again_names_may_have_gone(headers: dict[str, list[str]]) -> None:
    recorder = ScenarioRecorder(label="")
    for case, parent in (("made", None), ("asked", "made")):
        recorder.cases[case] = CaseNode(value=None, parent_id=parent, transition=None, is_transition_applied=False)
    recorder.interactions["made"] = Interaction(request=None, response=SimpleNamespace(headers=headers))

    assert came_from_a_replay(recorder, "asked") is bool(headers)
    assert came_from_a_replay(recorder, "made") is False
