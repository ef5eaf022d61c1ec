"""The project as a ZIP: taken along and brought back."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jobfutures.exercises.archive import pack
from jobfutures.exercises.queries import draft_of
from jobfutures.exercises.tests.made import HIDDEN, RIGHT, exercise

pytestmark = pytest.mark.django_db
WHERE = "/exercises/till/"


def bring(client, content: bytes):
    return client.post(f"{WHERE}project/", {"archive": SimpleUploadedFile("till.zip", content)})


def test_the_zip_holds_the_project_with_the_draft_the_statement_and_the_visible_checks(at_home):
    exercise()
    at_home.post(f"{WHERE}draft/", {"file:till.py": RIGHT})

    answer = at_home.get(f"{WHERE}project.zip")
    archive = ZipFile(io.BytesIO(answer.content))

    names = ["STATEMENT.md", "checks/visible.py", "shop/__init__.py", "shop/names.py", "till.py"]
    assert archive.namelist() == [f"till/{name}" for name in names]
    assert archive.read("till/till.py").decode() == RIGHT
    assert HIDDEN.encode() not in answer.content
    assert at_home.get(f"{WHERE}project.zip").content == answer.content


def test_a_zip_goes_out_and_comes_back_as_the_draft(at_home, ana, client):
    row = exercise()
    at_home.post(f"{WHERE}draft/", {"file:till.py": RIGHT, "file:new.py": "A = 1\n"})
    packed = at_home.get(f"{WHERE}project.zip").content
    at_home.post(f"{WHERE}draft/deletion/")

    answer = bring(at_home, packed)

    assert answer.status_code == 200
    assert "The ZIP was taken" in answer.text
    assert "Ignored" not in answer.text
    assert draft_of(ana, row).draft == {"till.py": RIGHT, "new.py": "A = 1\n"}
    assert "file:new.py" in bring(client, packed).text, "a visitor gets it back in the editor"


def test_what_is_not_ones_own_to_change_is_named_as_ignored(at_home, ana):
    row = exercise()
    answer = bring(at_home, pack({"till.py": RIGHT, "shop/names.py": "SHOP = 1\n", "data.csv": "1"}))

    assert "data.csv, shop/names.py" in answer.text
    assert draft_of(ana, row).draft == {"till.py": RIGHT}


@pytest.mark.parametrize("content", [b"no zip", pack({"../till.py": "x"}), b"x" * 600_000, b""])
def test_a_zip_that_is_refused_leaves_the_draft_as_it_was(at_home, ana, content):
    row = exercise()
    at_home.post(f"{WHERE}draft/", {"file:till.py": "# mine"})

    answer = bring(at_home, content)

    assert answer.status_code == 422
    assert draft_of(ana, row).draft == {"till.py": "# mine"}
    assert "# mine" in answer.text
