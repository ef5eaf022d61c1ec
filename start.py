"""Sets up and runs JobFutures from a fresh checkout, with any Python 3.8 or newer and nothing else.

    python3 start.py              set up and serve
    python3 start.py test         set up and run every check and test
    python3 start.py ANYTHING     set up and run `jobfutures ANYTHING`

It finds uv, or puts it into a private environment in .uv/, and hands over to it. Standard library only.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".uv"
PROGRAMS = TOOLS / ("Scripts" if os.name == "nt" else "bin")


def works(command):
    try:
        found = subprocess.run([*command, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return found.returncode == 0


def find_uv():
    """Return the words that start uv; where there is none, install it beside this file."""
    for command in (["uv"], [sys.executable, "-m", "uv"], [str(PROGRAMS / "uv")]):
        if works(command):
            return command
    try:
        subprocess.check_call([sys.executable, "-m", "venv", str(TOOLS)])
        subprocess.check_call([str(PROGRAMS / "python"), "-m", "pip", "install", "-q", "uv>=0.10"])
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(TOOLS, ignore_errors=True)
        sys.exit(
            "start.py: uv could not be installed (%s). On Debian, `apt install python3-venv` may be missing; "
            "or install uv yourself and start again." % error
        )
    return [str(PROGRAMS / "uv")]


def main():
    words = sys.argv[1:]
    environment = dict(os.environ)
    pyenv = Path(environment.get("PYENV_ROOT") or Path.home() / ".pyenv")
    pythons = sorted(str(folder) for folder in pyenv.glob("versions/3.1[34]*/bin"))
    environment.setdefault("UV_COMPILE_BYTECODE", "1")  # compiled while installing, not during the first start
    environment["PATH"] = os.pathsep.join([environment.get("PATH", ""), *pythons])
    if words[:1] == ["test"]:
        command = [*find_uv(), "run", "--all-extras", "--group", "dev", "python", "check", *words[1:]]
    else:
        command = [*find_uv(), "run", "--no-default-groups", "jobfutures", *words]
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
