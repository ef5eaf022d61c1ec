"""The pages of predictions, as people without script meet them, where the site has no sandbox."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.guide.models import Question
from jobfutures.kit.content.faults import Fault
from jobfutures.predictions.commands.attempts import CannotKeep, keep_attempt, reach_repair
from jobfutures.predictions.content.reading import read_folder
from jobfutures.predictions.models import Attempt, Prediction
from jobfutures.predictions.queries import Done, done_by, following, for_session, published_count
from jobfutures.predictions.rules import offered
from jobfutures.predictions.tests import made
from jobfutures.predictions.tests.made import AT, COUNT, FOLDER, JAM, LINE, LIST, attempt

pytestmark = pytest.mark.django_db
WHERE = "/practice/predict/two-names/"
HX = {"HX-Request": "true"}


def place_of(prediction: Prediction, answer: str) -> str:
    return str(offered(prediction.pk, prediction.truth, prediction.wrong).index(answer) + 1)


def close(html: str) -> str:
    """Return HTML without the white space around tags."""
    return re.sub(r"\s*(<|>)\s*", r"\1", html)


def say(client: Client, prediction: Prediction, answer: str, **more: str):
    given = place_of(prediction, answer) if prediction.asks in ("OUTPUT", "EXCEPTION") else answer
    return client.post(f"{prediction.get_absolute_url()}answers/", {"answer": given, **more})


def test_the_list_is_by_area_and_says_what_one_has_done(two_names, at_home, ana):
    attempt(ana, two_names, "[1, 2]")

    page = at_home.get("/practice/predict/").text

    places = [page.index(one.title) for one in (COUNT, LIST, JAM, LINE)]
    assert places == sorted(places), "from junior to senior, then by title"
    assert page.count("Done, you were right") == 1
    assert "Done, you were right</span>" not in Client().get("/practice/predict/").text


def test_the_list_is_narrowed_and_a_wrong_value_narrows_nothing(two_names, client):
    assert LIST.title not in client.get("/practice/predict/?level=SENIOR&area=names").text
    assert LIST.title in client.get("/practice/predict/?level=WRONG&area=nothing").text


def test_the_page_asks_and_does_not_tell(two_names, client):
    page = client.get(WHERE)

    assert page.text.count('type="radio"') == 3
    for hidden in ("two labels may stick", "second name only", LIST.fix, "in our run of"):
        assert hidden not in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_a_line_is_chosen_from_the_lines_that_say_something(two_names, client):
    page = client.get("/practice/predict/which-line/").text

    assert re.findall(r'type="radio"\s+value="(\d)"', page) == ["1", "3", "4"]


def test_who_says_nothing_is_asked_again_and_loses_nothing(two_names, client):
    for slug, field in (("two-names", "answer"), ("how-many", "answer"), ("which-line", "answer")):
        for wrong in ("", "99999999999", "<b>", "\0", "-1", "2 "):
            answer = client.post(f"/practice/predict/{slug}/answers/", {field: wrong})
            if answer.status_code == 200:
                assert wrong == "2 "
                continue
            assert answer.status_code == 422
            assert re.search(
                r"first; then the program runs|whole number|Ensure this value|Null characters", answer.text
            )
    kept = client.post("/practice/predict/how-many/answers/", {"answer": "many"})
    assert 'value="many"' in kept.text


def test_a_visitor_is_told_at_once_and_nothing_is_kept(two_names, client):
    page = say(client, two_names, "[1]")

    assert page.status_code == 200
    assert "It did something else" in page.text
    assert "This would need a copy." in page.text
    assert "two labels may stick" in page.text
    assert "Nothing takes the first number" in page.text, "the other wrong answers are there to read"
    assert "/guides/python/names/first-name/" in page.text
    assert LIST.fix in page.text
    assert Attempt.objects.count() == 0
    assert "Right" in say(client, two_names, "[1, 2]").text


def test_where_nothing_can_run_the_recorded_run_is_shown_with_its_date(two_names, client):
    page = say(client, two_names, "[1, 2]").text

    assert "No sandbox answers at the moment." in page
    assert "Below is what our recorded run did." in page
    assert "Our recorded run of 22 November 2026" in page
    assert "[1, 2]\nIt ended without an exception.\n" in page


def test_each_kind_of_question_shows_what_was_said_beside_what_it_did(two_names, client):
    jam, line, count = (Prediction.objects.get(pk=one.slug) for one in (JAM, LINE, COUNT))

    page = close(say(client, jam, "no exception").text)
    assert ">No exception<" in page
    assert ">KeyError<" in page
    page = say(client, line, "3").text
    assert page.count("You said this line") == 1
    assert page.count("It raised here") == 1
    page = close(say(client, count, "1").text)
    assert ">1 query<" in page
    assert ">2 queries<" in page
    assert "Nothing that is asked twice" in page
    assert "Nothing that is asked twice" in say(client, count, "7").text


def test_an_account_keeps_its_attempts_and_reads_them_again(two_names, at_home, ana):
    say(at_home, two_names, "[1]")
    (kept,) = Attempt.objects.visible_to(ana)
    assert (kept.answer, kept.right, kept.fixed) == ("[1]", False, False)

    assert "This would need a copy." in at_home.get(kept.get_absolute_url()).text
    assert kept.get_absolute_url() in at_home.get(WHERE).text


def test_a_form_that_is_sent_twice_is_one_attempt_and_gives_the_first_result(two_names, at_home, ana):
    key = str(uuid4())
    say(at_home, two_names, "[1]", key=key)
    again = say(at_home, two_names, "[1, 2]", key=key)

    assert "It did something else" in again.text
    assert Attempt.objects.visible_to(ana).count() == 1
    say(at_home, two_names, "[1, 2]", key="no key")
    assert Attempt.objects.visible_to(ana).count() == 2


def test_our_script_gets_the_part_that_changes_and_asks_for_the_run_itself(two_names, client):
    given = {"answer": place_of(two_names, "[1]"), "key": str(uuid4())}
    part = client.post(f"{WHERE}answers/", given, headers=HX).text

    assert part.strip().startswith("<div")
    assert 'data-bench="browser"' in part
    assert "data-begin" not in part, "nobody brings 8 MB of Python into a browser unasked"
    assert "No sandbox answers" not in part
    assert f'data-keep="{given["key"]}"' in part


def test_what_is_somebody_elses_is_not_there(two_names, at_home, stranger, ana):
    kept = attempt(ana, two_names)

    for where in (kept.get_absolute_url(), f"{kept.get_absolute_url()}repair/"):
        assert stranger.get(where).status_code == 404
        assert stranger.post(where).status_code == 404
        assert Client().get(where).status_code == 302
    assert at_home.get(kept.get_absolute_url()).status_code == 200
    assert at_home.post(f"{kept.get_absolute_url()}repair/").status_code == 204
    kept.refresh_from_db()
    assert kept.fixed


def test_a_repair_is_asked_only_where_there_is_one(two_names, client):
    assert client.get("/practice/predict/no-jam/repair/").status_code == 302
    page = client.get(f"{WHERE}repair/").text
    assert LIST.fix in page
    assert "b = a\n" in page
    assert "data-reached" not in page


def test_a_repair_without_a_runner_keeps_the_text(two_names, client):
    answer = client.post(f"{WHERE}repair/", {"source": "print('mine')"})

    assert answer.status_code == 503
    assert "Your text is still here." in answer.text
    assert "print(&#x27;mine&#x27;)" in answer.text
    assert client.post(f"{WHERE}repair/", {"source": ""}).status_code == 422
    assert client.post(f"{WHERE}repair/", {"source": "x" * 70_000}).status_code == 422


def test_the_browser_gets_all_that_it_needs_to_run_by_itself(two_names, client):
    for where in ("runs", "repair"):
        kit = client.get(f"{WHERE}{where}/", headers={"Accept": "application/json"}).json()
        assert {"run_example.py", "counting.py", "in_browser.py"} <= kit["files"].keys()
        assert kit["entry"] == "program.py"


def test_too_many_runs_are_refused_and_the_result_is_shown_all_the_same(two_names, client, settings):
    settings.POST_LIMITS_FACTOR = 1
    settings.RUNNERS = []
    pages = [say(client, two_names, "[1]") for _ in range(61)]

    assert pages[59].status_code == 200
    assert "It did something else" in pages[59].text
    assert pages[60].status_code == 429


def test_a_retired_prediction_says_so_and_attempts_stay(two_names, at_home, ana, tmp_path: Path):
    kept = attempt(ana, two_names)
    folder = tmp_path / "content"
    for file in (folder / FOLDER).glob("two-names.*"):
        file.unlink()
    assert made.load_from(folder) == 1

    for where in (WHERE, f"{WHERE}answers/", f"{WHERE}runs/", f"{WHERE}repair/", kept.get_absolute_url()):
        assert at_home.get(where).status_code == 410
    assert LIST.title not in at_home.get("/practice/predict/").text


def test_loading_again_touches_no_row_and_a_change_touches_one(two_names, tmp_path: Path):
    folder = tmp_path / "content"
    assert made.load_from(folder) == 0
    text = folder / FOLDER / "two-names.md"
    text.write_text(text.read_text().replace("level: junior", "level: senior"))

    assert made.load_from(folder) == 1
    assert Prediction.objects.get(pk="two-names").level == "SENIOR"
    assert [one.pk for one in two_names.related.all()] == ["first-name"]
    assert Question.objects.filter(predictions=two_names).count() == 1


def test_what_a_browser_kept_is_kept_once_and_the_record_decides(two_names, ana):
    key = uuid4()
    first = keep_attempt(by=ana, id=key, prediction=two_names, answer="[1, 2]", at=AT)
    again = keep_attempt(by=ana, id=key, prediction=two_names, answer="[1]", at=AT, fixed=True)

    assert first.pk == again.pk
    assert (again.answer, again.right, again.fixed) == ("[1, 2]", True, True)
    reach_repair(by=ana, attempt=again)
    for wrong in ("", "x" * 5000, "a\0b"):
        with pytest.raises(CannotKeep):
            keep_attempt(by=ana, id=uuid4(), prediction=two_names, answer=wrong, at=AT)
    assert Attempt.objects.count() == 1


def test_two_people_may_bring_the_same_id_and_each_has_their_own(two_names, ana, ben):
    key = uuid4()
    mine, theirs = (keep_attempt(by=who, id=key, prediction=two_names, answer="[1]", at=AT) for who in (ana, ben))

    assert mine.pk != theirs.pk


def test_a_repair_is_not_reached_where_none_is_asked(two_names, ana):
    jam = Prediction.objects.get(pk=JAM.slug)

    assert not keep_attempt(by=ana, id=uuid4(), prediction=jam, answer="KeyError", at=AT, fixed=True).fixed


def test_a_session_is_composed_of_what_is_not_done(two_names, ana):
    attempt(ana, two_names, "[1]")
    attempt(ana, two_names, "[1, 2]")

    assert [one.pk for one in for_session()] == ["how-many", "two-names", "no-jam", "which-line"]
    assert [one.pk for one in for_session(levels=["JUNIOR"], not_done_by=ana)] == ["how-many"]
    assert list(for_session(areas=["A2"])) == []
    assert done_by(ana) == {"two-names": Done("two-names", 2, True, False, False, AT)}
    assert published_count() == 4
    assert following(ana, two_names) == Prediction.objects.get(pk="no-jam")


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path):
    folder = made.folder_with(tmp_path)
    (folder / FOLDER / "no-jam.md").write_text("hello")
    faults: list[Fault] = []

    assert len(read_folder(folder, faults)) == 3
    assert [fault.file for fault in faults] == ["content/predictions/names/no-jam.md"]
