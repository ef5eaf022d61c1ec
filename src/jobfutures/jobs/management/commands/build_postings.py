"""Makes parts of the index of postings for the worker that started it, and ends when that one does."""

import os
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from jobfutures.jobs.commands.parts import build, told

NICER = 5  # pages and tasks come first


class Command(BaseCommand):
    help = "For the worker alone: make parts of the index of postings, each of the postings between two ids."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="+", help="FILE=FIRST..LAST")

    def handle(self, **options: Any) -> None:
        threading.Thread(target=end_with_parent, daemon=True).start()
        os.nice(NICER)
        for word in options["parts"]:
            file, _, stretch = word.rpartition("=")
            build(Path(file), told(stretch))


def end_with_parent() -> None:
    """Nothing is ever written to the input: it ends when the worker does."""
    sys.stdin.read()
    os._exit(1)
