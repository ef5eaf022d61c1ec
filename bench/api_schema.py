"""Asks the API whatever fits its document and whatever does not, for long; prints how much was asked, and what fails.

python bench/api_schema.py [SECONDS] [SEED]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEST = "tests/test_api_schema.py"


def main() -> int:
    seconds, seed = [*sys.argv[1:], *("600", "1")[len(sys.argv) - 1 :]][:2]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        asked = {"SECONDS": seconds, "SEED": seed, "EXAMPLES": "50", "REPORT": str(report)}
        environment = {**os.environ, **{f"JOBFUTURES_API_{name}": value for name, value in asked.items()}}
        began = time.monotonic()
        command = [sys.executable, "-m", "pytest", "-n0", "-q", "--show-capture=no", "--tb=no", TEST]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if not report.exists():
            return code
        said = json.loads(report.read_text())
    print(f"seed {seed}, {time.monotonic() - began:.0f} s, cases {said['cases']}, failures {len(said['failures'])}")
    print("\n\n".join(said["failures"]))
    return code


if __name__ == "__main__":
    sys.exit(main())
