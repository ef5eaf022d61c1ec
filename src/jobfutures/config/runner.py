"""`jobfutures runner`: turns into the runner's own process, with an environment that holds nothing of the site."""

import os
import sys
from pathlib import Path

from jobfutures.config.environment import PREFIX, Environment, WrongSetting, log_choice

MIN_KEY_BYTES = 16
RESTS_AFTER_MIN = 30  # of the runner that `serve` starts: others have a machine, or a unit, for themselves
MAX_SOCKET_PATH = 100  # what a Unix socket's address can hold


def socket_path(data: Path) -> Path:
    """Return the private socket of the embedded runner. Raises WrongSetting where the data folder's path is too long
    for one."""
    place = data / "runner.sock"
    if len(os.fsencode(place)) > MAX_SOCKET_PATH:
        raise WrongSetting(PREFIX + "DATA", str(data), f"a folder whose path has at most {MAX_SOCKET_PATH - 12} bytes")
    return place


def parse_key(name: str, text: str) -> bytes:
    """Return a key given in hexadecimal. Raises WrongSetting."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < MIN_KEY_BYTES:
        raise WrongSetting(
            PREFIX + name,
            "(secret)",
            f"at least {2 * MIN_KEY_BYTES} hexadecimal digits; make one with: openssl rand -hex 32",
        )
    return key


def parse_keys(environment: Environment) -> dict[str, bytes]:
    """Return the key of each remote runner: `address=key` pairs, divided by commas or lines. Raises WrongSetting."""
    pairs = [
        pair.partition("=") for pair in environment.secret("RUNNER_KEYS").replace("\n", ",").split(",") if pair.strip()
    ]
    return {address.strip().rstrip("/"): parse_key("RUNNER_KEYS", key.strip()) for address, _, key in pairs}


def runner_addresses(environment: Environment, keys: dict[str, bytes]) -> list[str]:
    """Return where runners are asked; by default the private socket of the data folder. Raises WrongSetting."""
    given = [address.rstrip("/") for address in environment.words("RUNNERS")]
    for address in given:
        if not address.startswith(("unix:/", "http://", "https://")):
            raise WrongSetting(
                PREFIX + "RUNNERS",
                address,
                "addresses such as http://10.0.0.5:8700 or unix:/run/runner.sock, divided by commas",
            )
        if not address.startswith("unix:") and address not in keys:
            raise WrongSetting(PREFIX + "RUNNERS", address, f"an address that has its key in {PREFIX}RUNNER_KEYS")
    return given or [f"unix:{socket_path(environment.folder('DATA', 'data'))}"]


def runner_words(listen: str, *, with_parent: bool) -> tuple[list[str], dict[str, str]]:
    """Return the words and the environment of the runner's process. Raises WrongSetting."""
    environment = Environment()
    clean = {"PATH": os.environ.get("PATH", "/usr/bin"), "LANG": "C.UTF-8"}
    words = [sys.executable, "-m", "jobfutures.runner", "--user", environment.text("RUNNER_USER", "nobody")]
    words += ["--at-once", str(environment.whole("RUNNER_SLOTS", 0, low=0, high=256))]
    rests_after = environment.whole("RUNNER_RESTS", RESTS_AFTER_MIN if with_parent else 0, low=0, high=1440)
    words += ["--rests-after", str(rests_after)]
    logs = log_choice(environment)
    words += ["--log-level", logs.level, "--log-format", logs.form, *(["--log-jobs"] if logs.requests else [])]
    if listen:
        words += ["--listen", listen]
        clean["RUNNER_KEY"] = parse_key("RUNNER_KEY", environment.secret("RUNNER_KEY")).hex()
    else:
        words += ["--socket", str(socket_path(environment.folder("DATA", "data")))]
    return words + (["--with-parent"] if with_parent else []), clean
