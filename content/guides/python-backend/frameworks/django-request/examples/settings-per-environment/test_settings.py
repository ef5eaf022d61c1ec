"""Settings from the environment: the traps of text, a start that fails early, and what freezes at import."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.paginator import Paginator
from django.test import override_settings

SETTINGS = '''
import os
from pathlib import Path

def flag(name):
    """Only these two words; anything else is a mistake that should be seen at start."""
    return {"yes": True, "no": False}[os.environ.get(name, "no")]

DEBUG = flag("SHOP_DEBUG")                    # safe when nobody says anything
SECRET_KEY = os.environ["SHOP_SECRET_KEY"]    # no default: a missing secret must stop the start
ALLOWED_HOSTS = os.environ.get("SHOP_HOSTS", "").split()
DATABASES = {}
'''


def start(tmp_path, **environment: str) -> tuple[int, str]:
    """Start a process with these settings and this environment; return its exit code and what it said last."""
    (tmp_path / "shop_settings.py").write_text(SETTINGS)
    program = "from django.conf import settings as s; import json; print(json.dumps([s.DEBUG, s.ALLOWED_HOSTS]))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shop_settings", "PATH": os.environ["PATH"]}
        | environment,
        capture_output=True,
        text=True,
    )
    return run.returncode, (run.stdout or run.stderr).strip().splitlines()[-1]


def test_text_from_the_environment_is_never_false():
    read = {text: bool(text) for text in ("True", "False", "0", "no")}
    print("bool() of", read)
    assert all(read.values())


def test_a_missing_secret_stops_the_start_and_names_itself(tmp_path):
    code, said = start(tmp_path)
    print(code, said)
    assert code != 0 and "SHOP_SECRET_KEY" in said


def test_an_unclear_flag_stops_the_start(tmp_path):
    code, said = start(tmp_path, SHOP_SECRET_KEY="x", SHOP_DEBUG="False")
    print(code, said)
    assert code != 0 and "False" in said


def test_the_same_file_serves_two_environments(tmp_path):
    production = start(tmp_path, SHOP_SECRET_KEY="x", SHOP_HOSTS="shop.example.org")
    laptop = start(tmp_path, SHOP_SECRET_KEY="x", SHOP_DEBUG="yes")
    print("production:", production[1], "laptop:", laptop[1])
    assert json.loads(production[1]) == [False, ["shop.example.org"]]
    assert json.loads(laptop[1]) == [True, []]


PAGE_SIZE_AT_IMPORT = getattr(settings, "PAGE_SIZE", 20)  # read once, when this module was imported


def test_a_setting_read_at_import_does_not_hear_of_a_change():
    def pages() -> tuple[int, int]:
        now = getattr(settings, "PAGE_SIZE", 20)
        return Paginator(range(100), PAGE_SIZE_AT_IMPORT).num_pages, Paginator(range(100), now).num_pages

    with override_settings(PAGE_SIZE=50):
        frozen, fresh = pages()
    print(f"PAGE_SIZE=50: {frozen} pages with the value of the import, {fresh} with the value of now")
    assert (frozen, fresh) == (5, 2)


def deployment_findings(**changes: object) -> list[str]:
    with override_settings(**changes):
        return sorted(found.id for found in run_checks(include_deployment_checks=True, tags=["security"]))


def test_check_deploy_compares_the_settings_with_what_production_needs():
    laptop = deployment_findings(DEBUG=True)
    hardened = deployment_findings(
        DEBUG=False,
        SECRET_KEY="".join(chr(33 + number % 90) for number in range(60)),
        ALLOWED_HOSTS=["shop.example.org"],
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=31_536_000,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SECURE_HSTS_PRELOAD=True,
        SESSION_COOKIE_SECURE=True,
        CSRF_COOKIE_SECURE=True,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            *settings.MIDDLEWARE,
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
    )
    print("as on a laptop:", laptop)
    print("hardened:", hardened)
    assert "security.W018" in laptop  # DEBUG is on
    assert hardened == []


def test_a_change_in_one_test_is_gone_in_the_next():
    before = settings.TIME_ZONE
    with override_settings(TIME_ZONE="Europe/Berlin"):
        assert settings.TIME_ZONE == "Europe/Berlin"
    assert settings.TIME_ZONE == before
    with pytest.raises(AttributeError):
        _ = settings.NOBODY_DEFINED_THIS
