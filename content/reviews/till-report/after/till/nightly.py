"""Prints the takings of yesterday. Starts at 10:00 UTC, when the day is over in every shop."""

import os
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

from .reports import as_text, daily_report
from .store import open_store


def main() -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    with closing(open_store(os.environ["TILL_DATABASE"])) as store:
        sys.stdout.write(as_text(yesterday, daily_report(store, yesterday)))


if __name__ == "__main__":
    main()
