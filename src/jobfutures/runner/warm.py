"""Start of a zygote: `python -I -m jobfutures.runner.warm CONTROL_FD`.

Libraries ask to be called in every forked child, to make their locks anew and the like. A zygote has one thread and
holds no lock when it forks, and a slot forks nothing: all that these calls did was to cost a third of a millisecond and
eighty copied pages for each slot. So nobody is listened to until all is imported, and the zygote then puts the function
back.
"""

import importlib
import os
from collections.abc import Callable


def pass_over(
    *,
    before: Callable[[], object] | None = None,
    after_in_parent: Callable[[], object] | None = None,
    after_in_child: Callable[[], object] | None = None,
) -> None:
    """Stand in for `os.register_at_fork`."""


if __name__ == "__main__":
    vars(os)["register_at_fork"] = pass_over
    importlib.import_module("jobfutures.runner.first").main()
