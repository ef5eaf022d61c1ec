"""Grades comments against a loaded review."""

from collections.abc import Mapping, Sequence
from typing import Any

from jobfutures.reviews.comments import Comment
from jobfutures.reviews.content.schema import Finding, Fine, Verdict
from jobfutures.reviews.models import Review
from jobfutures.reviews.rules import Result, grade, result_facts


def graded(review: Review, comments: Sequence[Comment], verdict: Verdict) -> dict[str, Any]:
    """Return the result as it is stored and shown: see `rules.result_facts`."""
    return result_facts(result_of(review, comments, verdict), review.findings, review.fine)


def result_of(review: Review, comments: Sequence[Comment], verdict: Verdict) -> Result:
    return grade(
        findings=[Finding.model_validate(written(one)) for one in review.findings],
        fine=[Fine.model_validate(written(one)) for one in review.fine],
        key="approve" if review.verdict == "APPROVE" else "changes",
        comments=comments,
        verdict=verdict,
        steps={file["path"]: file["steps"] for file in review.files},
    )


def written(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding as it stands in its file, without the HTML made of it."""
    return {name: value for name, value in one.items() if not name.endswith("_html")}
