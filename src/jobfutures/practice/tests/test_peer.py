"""/practice/peer/: one sheet, and a set of four by rule."""

from django.test import Client

from jobfutures.guide.models import Card, Question
from jobfutures.practice.queries_peer import spread
from jobfutures.topics.models import Area


def test_a_sheet_has_question_points_hints_and_follow_ups(client: Client, cards: list[Card]) -> None:
    page = client.get("/practice/peer/first-name/").text

    for words in ("a name is a label", "What is a name?", "And a copy?", "about 1½ min", "fold here"):
        assert words in page
    assert "csrf" not in page


def test_a_retired_card_gives_no_hint_and_a_retired_question_leads_to_the_guide(
    client: Client, cards: list[Card]
) -> None:
    Card.objects.filter(slug="c1").update(retired=True)
    assert "What is a name?" not in client.get("/practice/peer/first-name/").text

    Question.objects.filter(pk="first-name").update(retired=True)
    assert client.get("/practice/peer/first-name/")["Location"] == "/guides/python/names/first-name/"
    assert client.get("/practice/peer/nothing/").status_code == 404


def test_a_set_takes_the_next_question_of_every_area_with_each_turn(client: Client, cards: list[Card]) -> None:
    def asked(turn: str) -> list[str]:
        page = client.get(f"/practice/peer/?role=backend&level=JUNIOR&turn={turn}")
        return [sheet.question.pk for sheet in page.context["sheets"]]

    assert [asked(turn) for turn in ("1", "2", "3")] == [["first-name"], ["second-name"], ["first-name"]]
    assert asked("nonsense") == asked("-4") == asked("100000") == ["first-name"]


def test_without_a_choice_or_with_a_wrong_one_there_is_only_the_form(client: Client, cards: list[Card]) -> None:
    for address in ("", "?role=backend", "?role=none&level=JUNIOR", "?role=backend&level=none"):
        page = client.get(f"/practice/peer/{address}")
        assert page.status_code == 200
        assert page.context["sheets"] == []
    assert "no question for this job" in client.get("/practice/peer/?role=backend&level=SENIOR").text


def test_areas_of_different_sections_come_first() -> None:
    areas = [Area(id=name, section_id=name[0]) for name in ("A1", "A2", "B1", "A3", "C1")]

    assert [area.pk for area in spread(areas)] == ["A1", "B1", "C1", "A2", "A3"]
