import logging
from io import StringIO

import pytest
from fastapi.exceptions import RequestValidationError
from fastapi.testclient import TestClient
from pydantic import ValidationError
from registry.api import Registration, app
from registry.logs import set_up

MO = {"name": "Mo Hollis", "born_on": "1981-03-02", "insurance_number": "K123456789", "phone": "555 0101"}


@pytest.fixture
def written():
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    stream = StringIO()
    set_up(stream)
    yield stream.getvalue
    root.handlers[:] = kept
    root.setLevel(level)


def without(field: str) -> dict[str, str]:
    return {name: value for name, value in MO.items() if name != field}


def test_patient_in_the_log(written) -> None:
    assert TestClient(app).post("/patients", json=without("phone")).status_code == 422

    for told in ("Mo Hollis", "1981-03-02", "K123456789"):
        assert told in written()


def test_a_mistyped_number_is_logged_too(written) -> None:
    assert TestClient(app).post("/patients", json=MO | {"insurance_number": "K12345678"}).status_code == 422
    assert "K12345678" in written()


def test_place_and_type_are_enough() -> None:
    with pytest.raises(ValidationError) as refused:
        Registration(**without("phone"))
    fault = RequestValidationError(refused.value.errors())
    mended = [{"loc": error["loc"], "type": error["type"]} for error in fault.errors()]
    assert mended == [{"loc": ("phone",), "type": "missing"}]
