"""Settings from the environment, read once, checked at start-up, with secrets that do not print themselves."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field, PostgresDsn, SecretStr, ValidationError


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    database_url: PostgresDsn
    secret_key: SecretStr = Field(min_length=20)
    debug: bool = False
    page_size: int = Field(default=50, ge=1, le=500)


PREFIX = "SHOP_"


def read(environ: Mapping[str, str], secrets: Path | None = None) -> Settings:
    """Defaults, then files of the secret store, then the environment: the later one wins."""
    found: dict[str, str] = {}
    if secrets:
        found |= {file.name: file.read_text().strip() for file in secrets.iterdir()}
    found |= {name.removeprefix(PREFIX).lower(): value for name, value in environ.items() if name.startswith(PREFIX)}
    return Settings(**found)


GOOD = {"SHOP_DATABASE_URL": "postgres://db/shop", "SHOP_SECRET_KEY": "k" * 30, "PATH": "/usr/bin"}


def test_text_from_the_environment_is_not_a_boolean():
    print('bool("False"):', bool("False"), '- parsed:', read(GOOD | {"SHOP_DEBUG": "False"}).debug)
    assert bool("False") is True  # DEBUG = os.environ.get("DEBUG") switches debugging on
    assert read(GOOD | {"SHOP_DEBUG": "False"}).debug is False


def test_everything_wrong_is_said_at_once_and_before_the_first_request():
    with pytest.raises(ValidationError) as refused:
        read({"SHOP_PAGE_SIZE": "0", "SHOP_SECRET_KEY": "short"})
    for error in refused.value.errors():
        print("refused:", error["loc"][0], "-", error["type"])
    assert {error["loc"][0] for error in refused.value.errors()} == {"database_url", "secret_key", "page_size"}


def test_a_misspelt_name_does_not_fall_back_to_the_default_in_silence():
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        read(GOOD | {"SHOP_PAGESIZE": "100"})


def test_a_lookup_in_the_middle_of_a_request_fails_in_the_middle_of_a_request():
    def refund(environ: Mapping[str, str]) -> str:
        return environ["SHOP_REFUND_KEY"]  # first used on the third day

    with pytest.raises(KeyError):
        refund(GOOD)


def test_a_secret_does_not_print_itself():
    settings = read(GOOD)
    print(settings.secret_key, repr(settings.secret_key))
    assert "kkk" not in str(settings) + repr(settings) + settings.model_dump_json()
    assert settings.secret_key.get_secret_value() == "k" * 30


def test_but_a_validation_error_can_print_it():
    with pytest.raises(ValidationError) as refused:
        read(GOOD | {"SHOP_SECRET_KEY": "hunter2"})
    print("in the error's text:", "hunter2" in str(refused.value))
    shown = refused.value.errors(include_input=False, include_url=False, include_context=False)
    assert "hunter2" not in str(shown)  # log this form


def test_the_later_source_wins(tmp_path):
    (tmp_path / "secret_key").write_text("from the secret store" + "\n")
    from_file = read({"SHOP_DATABASE_URL": "postgres://db/shop"}, tmp_path)
    overridden = read(GOOD, tmp_path)
    assert from_file.secret_key.get_secret_value() == "from the secret store"
    assert overridden.secret_key.get_secret_value() == "k" * 30


def test_nobody_changes_it_while_it_runs():
    with pytest.raises(ValidationError, match="frozen"):
        read(GOOD).page_size = 10
