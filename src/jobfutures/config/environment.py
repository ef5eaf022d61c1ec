"""Reads the settings from environment variables, and refuses a wrong value with a sentence."""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

PREFIX = "JOBFUTURES_"
USUAL_PORTS = {"http": ":80", "https": ":443"}


class WrongSetting(Exception):
    """A variable has a value that cannot be used; the message names it, the value and what is accepted."""

    def __init__(self, name: str, value: str, accepted: str) -> None:
        super().__init__(f"{name} is {value!r}, but it must be {accepted}.")


class Environment:
    """Typed access to the variables that start with JOBFUTURES_; every method raises WrongSetting."""

    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self.variables = variables

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(PREFIX + name, "").strip() or default

    def whole(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise WrongSetting(PREFIX + name, value, f"a whole number from {low} to {high}")
        return int(value)

    def choice(self, name: str, default: str, accepted: Iterable[str]) -> str:
        value = self.text(name, default)
        if value not in accepted:
            raise WrongSetting(PREFIX + name, value, "one of " + ", ".join(accepted))
        return value

    def yes(self, name: str, *, default: bool = False) -> bool:
        return self.choice(name, "yes" if default else "no", ("yes", "no")) == "yes"

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or list(default)

    def address(self, name: str, default: str, *, path: bool = False) -> str:
        """Return an absolute http(s) address; `path` tells whether it may have a path."""
        value = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(value)
            good = parts.scheme in USUAL_PORTS and parts.hostname and (parts.port or 1) and "@" not in parts.netloc
            good = good and (path or not parts.path) and not parts.query and not parts.fragment
        except ValueError:
            good = False
        if not good:
            example = "https://login.example.org/realms/one" if path else "https://jobs.example.org, without a path"
            raise WrongSetting(PREFIX + name, value, f"an address such as {example}")
        scheme, netloc = parts.scheme, parts.netloc.lower()  # as browsers write them, without the port that goes unsaid
        return urlunsplit((scheme, netloc.removesuffix(USUAL_PORTS[scheme]), parts.path, "", ""))

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """Return networks such as 10.0.0.0/8, divided by commas; a single address is one as well."""
        try:
            return [ip_network(word) for word in self.words(name)]
        except ValueError:
            accepted = "networks such as 10.0.0.0/8 or fd00::/8, divided by commas, with no bits set behind the length"
            raise WrongSetting(PREFIX + name, self.text(name), accepted) from None

    def place(self, name: str) -> str:
        """Return HOST:PORT to listen at, or an empty text."""
        value = self.text(name)
        found = re.fullmatch(r"(?:[^\s:]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", value, re.ASCII)
        if value and (not found or not 0 < int(found[1]) <= 65535):
            raise WrongSetting(PREFIX + name, value, "HOST:PORT, such as 127.0.0.1:9100 or [::1]:9100")
        return value

    def folder(self, name: str, default: str) -> Path:
        return Path(self.text(name, default)).expanduser().absolute()

    def folders(self, name: str) -> list[Path]:
        """Return folders that must be there, divided as in PATH."""
        found = [Path(part).expanduser().absolute() for part in self.text(name).split(os.pathsep) if part]
        for folder in found:
            if not folder.is_dir():
                raise WrongSetting(PREFIX + name, str(folder), "folders that exist, divided by " + os.pathsep)
        return found

    def secret(self, name: str) -> str:
        """Return a secret from the variable, or from the file that the variable with _FILE names."""
        path = self.text(name + "_FILE")
        if not path:
            return self.text(name)
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise WrongSetting(PREFIX + name + "_FILE", path, "a text file that can be read") from None


def dns_resolver(env: Environment) -> str:
    """Return `address:port` of the resolver to ask, or an empty text for the machine's own."""
    value = env.text("DNS")
    found = re.fullmatch(r"(?P<address>[0-9.]+|\[[0-9a-fA-F:.]+\])(:(?P<port>[0-9]{1,5}))?", value)
    try:
        if value:
            ip_address(found["address"].strip("[]") if found else "")
        if found and 0 < int(found["port"] or 53) <= 65535:
            return f"{found['address']}:{found['port'] or 53}"
    except ValueError:
        found = None
    if value:
        raise WrongSetting(PREFIX + "DNS", value, "the address of a resolver, such as 10.0.0.53 or [fd00::53]:5353")
    return ""


class LogChoice(NamedTuple):
    """How to log. form: json or console.  requests: one line for each request, and in the runner for each job."""

    level: str
    form: str
    requests: bool


def log_choice(env: Environment) -> LogChoice:
    level = env.choice("LOG_LEVEL", "info", ("debug", "info", "warning", "error"))
    form = env.choice("LOG_FORMAT", "console" if sys.stderr.isatty() else "json", ("console", "json"))
    return LogChoice(level, form, env.yes("LOG_REQUESTS"))
