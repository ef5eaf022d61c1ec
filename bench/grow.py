"""Grows the loaded guide to a number of questions, by copies of the real ones under other ids. For benchmarks only."""

import sys

import django

django.setup()

from django.utils import timezone

from jobfutures.guide.models import Question
from jobfutures.search.commands import update_index
from jobfutures.topics.commands.edition import begin_edition


def main(wanted: int) -> None:
    real = list(Question.objects.published())
    if not real:
        raise SystemExit("no content is loaded: run jobfutures migrate first")
    number = len(real)
    while number < wanted:
        for question in real[: wanted - number]:
            children = [list(getattr(question, name).all()) for name in ("key_points", "examples")]
            copy = Question.objects.get(pk=question.pk)
            copy.pk = f"{question.pk}-{number}"[:80]
            copy.title = f"{question.title[:110]} ({number})"
            copy.save(force_insert=True)
            for child in (row for rows in children for row in rows):
                child.pk, child.question = None, copy
                child.save(force_insert=True)
            number += 1
    begin_edition(reason="benchmark", at=timezone.now())
    update_index()
    print(f"{Question.objects.published().count()} questions")


if __name__ == "__main__":
    main(int(sys.argv[1]))
