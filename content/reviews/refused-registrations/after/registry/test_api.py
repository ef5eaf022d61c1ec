import json
import logging
from io import StringIO

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from .api import app
from .logs import set_up
from .models import Base, sessions

MO = {"name": "Mo", "born_on": "1981-03-02", "insurance_number": "K123456789", "phone": "555 0101"}


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    sessions.configure(bind=engine)
    return TestClient(app)


@pytest.fixture
def lines():
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    stream = StringIO()
    set_up(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines() if '"registry' in line]
    root.handlers[:] = kept
    root.setLevel(level)


def test_a_registration_is_logged_by_its_number(client, lines):
    assert client.post("/patients", json=MO).status_code == 201
    assert lines() == [{"level": "INFO", "logger": "registry.api", "message": "patient registered", "patient": 1}]


def test_an_insurance_number_is_registered_once(client):
    client.post("/patients", json=MO)
    assert client.post("/patients", json=MO).status_code == 409


def test_a_refused_request_leaves_a_line_with_the_field(client, lines):
    answer = client.post("/patients", json=MO | {"phone": "1"}, headers={"User-Agent": "harbour/2.1"})

    assert answer.status_code == 422
    [line] = lines()
    assert (line["level"], line["message"]) == ("WARNING", "request refused")
    assert (line["client"], line["path"]) == ("harbour/2.1", "/patients")
    assert line["errors"][0]["loc"] == ["body", "phone"]
    assert line["errors"][0]["type"] == "string_too_short"


def test_a_line_is_written_for_a_rule_of_our_own_as_well(client, lines):
    assert client.post("/patients", json=MO | {"born_on": "1891-01-01"}).status_code == 422
    [line] = lines()
    assert line["errors"][0]["msg"] == "Value error, must not lie before 1900"
