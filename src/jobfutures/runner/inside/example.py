"""An example of the guide: the job's template brings `run_example`, which runs the entry file and says what its tests
did."""

import importlib
from typing import Any

from jobfutures.runner.inside import program


def main(request: dict[str, Any], _channels: list[int]) -> int:
    program.open_streams()
    try:
        return int(importlib.import_module("run_example").main(request["entry"]))
    except SystemExit as end:
        return program.exit_code(end)
    except BaseException as error:  # noqa: BLE001 - shown to the person
        program.show(error)
        return 1
    finally:
        program.flush_streams()
