"""A Django database engine whose statements run in the trusted database of the grader."""

import sys

from jobfutures.runner.inside.django_remote import engine

sys.modules[f"{__name__}.base"] = engine  # the name by which Django asks for an engine
