"""Whatever fits the document, and whatever does not, gets an answer that the document names.

`bench/api_schema.py` asks for longer. A failure here names the request: the seed makes it come again.
"""

import pytest

from jobfutures.accounts.models import User
from tests.api import token_of
from tests.api_fuzzing import run
from tests.made import Site

SEED, EXAMPLES, SECONDS = 20261129, 1, 15


@pytest.mark.any_database
@pytest.mark.django_db
def test_no_request_gets_what_the_document_does_not_name(small_site: Site, ana: User) -> None:
    report = run(token_of(ana), seed=SEED, examples=EXAMPLES, seconds=SECONDS)

    assert report.failures == []
    assert report.phases == {"examples", "coverage", "fuzzing", "stateful"}
    assert report.cases.total() > 200
