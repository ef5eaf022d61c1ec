"""A wrong value stops the start with a sentence that names the variable, the value and what is accepted."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jobfutures.config.environment import Environment, WrongSetting, dns_resolver
from jobfutures.config.runner import runner_words

Read = Callable[[Environment], object]

WRONG: dict[str, tuple[str, str, Read]] = {
    "a number that is a word": ("WEB_WORKERS", "many", lambda env: env.whole("WEB_WORKERS", 2, low=1, high=64)),
    "a number that is too large": ("WEB_WORKERS", "65", lambda env: env.whole("WEB_WORKERS", 2, low=1, high=64)),
    "a number of another script": ("WEB_WORKERS", "²", lambda env: env.whole("WEB_WORKERS", 2, low=1, high=64)),
    "an unknown choice": ("LOG_LEVEL", "loud", lambda env: env.choice("LOG_LEVEL", "info", ("info", "error"))),
    "neither yes nor no": ("DEBUG", "true", lambda env: env.yes("DEBUG")),
    "an address without a scheme": ("ADDRESS", "jobs.example", lambda env: env.address("ADDRESS", "")),
    "an address with a path": ("ADDRESS", "https://jobs.example/a", lambda env: env.address("ADDRESS", "")),
    "an address with a question": ("ISSUER", "https://a.example/r?x", lambda env: env.address("ISSUER", "", path=True)),
    "an address with a broken port": ("ADDRESS", "https://jobs.example:99999", lambda env: env.address("ADDRESS", "")),
    "an address with a name": ("ADDRESS", "https://me:secret@jobs.example", lambda env: env.address("ADDRESS", "")),
    "a folder that is not there": ("CONTENT", "/nowhere", lambda env: env.folders("CONTENT")),
    "a resolver by name": ("DNS", "dns.example", dns_resolver),
    "a resolver with half an address": ("DNS", "10.0.0", dns_resolver),
    "a resolver at no port": ("DNS", "10.0.0.53:0", dns_resolver),
    "a resolver at a port too high": ("DNS", "10.0.0.53:70000", dns_resolver),
    "a resolver in bare IPv6": ("DNS", "fd00::53", dns_resolver),
    "a network with bits behind its length": ("METRICS_FROM", "10.0.0.1/8", lambda env: env.networks("METRICS_FROM")),
    "a network that is a name": ("METRICS_FROM", "office", lambda env: env.networks("METRICS_FROM")),
    "a place without a port": ("METRICS_LISTEN", "127.0.0.1", lambda env: env.place("METRICS_LISTEN")),
    "a place at no port": ("METRICS_LISTEN", "127.0.0.1:0", lambda env: env.place("METRICS_LISTEN")),
    "a place in bare IPv6": ("METRICS_LISTEN", "::1", lambda env: env.place("METRICS_LISTEN")),
    "a secret that cannot be read": ("SECRET_KEY_FILE", "/nowhere", lambda env: env.secret("SECRET_KEY")),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_with_its_name_and_what_is_accepted(name: str) -> None:
    variable, value, read = WRONG[name]

    with pytest.raises(WrongSetting) as refused:
        read(Environment({f"JOBFUTURES_{variable}": value}))

    sentence = str(refused.value)
    assert sentence.startswith(f"JOBFUTURES_{variable} is {value!r}, but it must be ")
    assert sentence.endswith(".")


def test_what_is_not_set_has_its_default() -> None:
    env = Environment({})

    assert env.whole("WEB_WORKERS", 2, low=1, high=64) == 2
    assert env.words("HOSTS", ("localhost",)) == ["localhost"]
    assert env.address("ADDRESS", "http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert env.folders("CONTENT") == []
    assert (env.networks("METRICS_FROM"), env.place("METRICS_LISTEN")) == ([], "")
    assert not env.yes("DEBUG")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("HTTPS://Jobs.Example:443/", "https://jobs.example"),
        ("http://Jobs.Example:80", "http://jobs.example"),
        ("https://jobs.example:80", "https://jobs.example:80"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_read_as_a_browser_writes_it(given: str, read: str) -> None:
    assert Environment({"JOBFUTURES_ADDRESS": given}).address("ADDRESS", "") == read


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from a file\n")

    assert Environment({"JOBFUTURES_SECRET_KEY_FILE": str(file)}).secret("SECRET_KEY") == "from a file"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JOBFUTURES_DATABASE_URL", "oracle://somebody:secret@host/name"),
        ("JOBFUTURES_DATABASE_URL", "nonsense"),
        ("JOBFUTURES_MAIL_URL", "pigeon://coop"),
        ("JOBFUTURES_TRUSTED_PROXIES", "all"),
    ],
)
def test_the_command_refuses_a_wrong_setting_with_one_sentence(variable: str, value: str, tmp_path: Path) -> None:
    environment = os.environ | {"JOBFUTURES_DATA": str(tmp_path), variable: value}

    words = [sys.executable, "-m", "jobfutures.config.command", "content", "load"]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"jobfutures: {variable} is ")
    assert ended.stderr.count("\n") == 1
    assert "secret" not in ended.stderr


def test_a_sign_in_provider_needs_the_client_id_it_gave(tmp_path: Path) -> None:
    environment = os.environ | {"JOBFUTURES_DATA": str(tmp_path), "JOBFUTURES_OIDC_ISSUER": "https://id.example.org"}

    words = [sys.executable, "-m", "jobfutures.config.command", "content", "load"]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith("jobfutures: JOBFUTURES_OIDC_CLIENT_ID is ''")


@pytest.mark.parametrize(
    ("given", "read"),
    [("", ""), ("10.0.0.53", "10.0.0.53:53"), ("10.0.0.53:5353", "10.0.0.53:5353"), ("[fd00::53]", "[fd00::53]:53")],
)
def test_a_resolver_is_an_address_with_a_port(given: str, read: str) -> None:
    assert dns_resolver(Environment({"JOBFUTURES_DNS": given})) == read


def test_a_line_for_each_job_is_written_where_the_operator_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBFUTURES_LOG_LEVEL", "warning")
    monkeypatch.setenv("JOBFUTURES_LOG_FORMAT", "console")
    monkeypatch.setenv("JOBFUTURES_LOG_REQUESTS", "yes")
    words, _environment = runner_words("", with_parent=True)

    assert words[words.index("--log-level") + 1] == "warning"
    assert words[words.index("--log-format") + 1] == "console"
    assert "--log-jobs" in words


@pytest.mark.parametrize(
    ("said", "with_parent", "minutes"), [("", True, "30"), ("", False, "0"), ("0", True, "0"), ("5", False, "5")]
)
def test_the_runner_of_serve_rests_and_one_for_itself_does_not(
    monkeypatch: pytest.MonkeyPatch, said: str, with_parent: bool, minutes: str
) -> None:
    monkeypatch.setenv("JOBFUTURES_RUNNER_RESTS", said)
    words, _environment = runner_words("", with_parent=with_parent)

    assert words[words.index("--rests-after") + 1] == minutes
