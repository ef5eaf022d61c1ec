"""Where a graded run runs: all its sandboxes on one processor, for they talk all the time and wait for each other.

To wake up somebody on another processor takes longer there than most answers; runs side by side have one each.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager


class Processors:
    """Counts the runs on each processor that this process may use."""

    def __init__(self) -> None:
        self.runs = dict.fromkeys(sorted(os.sched_getaffinity(0)), 0)

    @contextmanager
    def one(self) -> Iterator[int]:
        """Give out the number of the processor with the fewest runs."""
        number = min(self.runs, key=self.runs.__getitem__)
        self.runs[number] += 1
        try:
            yield number
        finally:
            self.runs[number] -= 1
