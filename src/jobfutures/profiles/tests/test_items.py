"""The lists of a profile: add, change, move, delete."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.profiles.models import TopicClaim, WorkItem
from jobfutures.profiles.queries import items_of
from jobfutures.profiles.tests.made import filled, taken
from jobfutures.topics.models import Area

WORK, TOPICS = "/profile/work/", "/profile/topics/"
FIRST = {
    "work": {"name": "Till"},
    "education": {"institution": "TU"},
    "projects": {"name": "sluice"},
    "certificates": {"name": "SQL"},
    "topics": {"name": "Woodwork"},
}


def names_of(person: User) -> list[str]:
    return list(WorkItem.objects.visible_to(person).order_by("position").values_list("name", flat=True))


def add(client: Client, name: str, **more: Any) -> Any:
    return client.post(WORK, {"name": name, "key": str(uuid4()), **more})


@pytest.mark.parametrize("section", FIRST)
def test_every_list_takes_an_entry_shows_it_and_lets_it_go(at_home: Client, ana: User, section: str) -> None:
    address = f"/profile/{section}/"

    assert at_home.post(address, {**FIRST[section], "key": str(uuid4())})["Location"] == address

    item = items_of(ana, section).get()
    assert next(iter(FIRST[section].values())) in at_home.get(address).text
    assert at_home.get(f"{address}{item.pk}/").status_code == 200
    assert "goes for good" in at_home.get(f"{address}{item.pk}/deletion/").text
    assert at_home.post(f"{address}{item.pk}/deletion/")["Location"] == address
    assert not items_of(ana, section).exists()


def test_the_newest_place_of_work_stands_first_and_moves_where_it_is_put(at_home: Client, ana: User) -> None:
    for name in ("One", "Two", "Three"):
        add(at_home, name)
    assert names_of(ana) == ["Three", "Two", "One"]
    one = WorkItem.objects.get(name="One")

    for _twice in range(2):  # the same form sent twice moves it once
        assert at_home.post(f"{WORK}{one.pk}/moves/", {"to": "1"})["Location"] == WORK
    assert names_of(ana) == ["Three", "One", "Two"]
    at_home.post(f"{WORK}{one.pk}/moves/", {"to": "99"})
    assert names_of(ana) == ["Three", "Two", "One"]
    at_home.post(f"{WORK}{one.pk}/moves/", {"to": "٣"})
    assert names_of(ana) == ["Three", "Two", "One"]


def test_the_same_form_sent_twice_is_one_entry(at_home: Client, ana: User) -> None:
    key = str(uuid4())
    add(at_home, "Till", key=key)
    add(at_home, "Till", key=key)

    assert names_of(ana) == ["Till"]


def test_a_key_that_somebody_else_used_makes_an_entry_of_ones_own(stranger: Client, ana: User, ben: User) -> None:
    hers = filled(ana)

    add(stranger, "Mine", key=str(hers.pk))

    assert names_of(ben) == ["Mine"]
    assert len(names_of(ana)) == 2


def test_a_change_keeps_what_the_form_does_not_show(at_home: Client, ana: User) -> None:
    taken(ana, {"work": [{"name": "Till", "team": {"size": 6}, "highlights": ["one\n two", "three"]}]})
    item = WorkItem.objects.get()

    said = {"name": "Till", "began": "2020", "ended": "2021-05", "highlights": "one two\r\nfour"}
    assert at_home.post(f"{WORK}{item.pk}/", said).status_code == 302

    (written,) = at_home.get("/profile/resume.json").json()["work"]
    assert written == {
        "name": "Till", "team": {"size": 6}, "highlights": ["one\n two", "four"],
        "startDate": "2020", "endDate": "2021-05",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "so it cannot be empty"),
        ({"began": "March"}, "This is no date."),
        ({"began": "2021", "ended": "2020"}, "This lies before the beginning."),
        ({"url": "javascript:alert(1)"}, "This is no web address."),
        ({"name": "x" * 201}, "At most 200 characters fit here; there are 201."),
        ({"highlights": "x" * 1001}, "One line has at most 1000 characters"),
    ],
)
def test_what_does_not_fit_is_refused_and_stays_typed(
    at_home: Client, ana: User, said: dict[str, str], sentence: str
) -> None:
    answer = at_home.post(WORK, {"name": "Till", "location": "Berlin", "key": str(uuid4()), **said})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Berlin" in answer.text
    assert names_of(ana) == []


def test_a_topic_of_the_guide_is_claimed_once(at_home: Client, ana: User, names: Area) -> None:
    said = {"topic": names.pk, "level": "Advanced", "years": "4", "key": str(uuid4())}
    assert at_home.post(TOPICS, said).status_code == 302

    claim = TopicClaim.objects.visible_to(ana).get()
    assert (claim.topic, claim.name, claim.years) == (names, names.title, 4)
    again = at_home.post(TOPICS, {**said, "key": str(uuid4())})
    assert again.status_code == 409
    assert "This topic is in your list already" in again.text
    assert at_home.post(f"{TOPICS}{claim.pk}/", {"topic": names.pk, "level": "Expert"}).status_code == 302
    claim.refresh_from_db()
    assert (claim.level, claim.years) == ("Expert", None)


@pytest.mark.parametrize("said", [{}, {"topic": "A1", "name": "Woodwork"}])
def test_a_topic_is_of_the_guide_or_has_a_name_of_its_own(at_home: Client, names: Area, said: dict[str, str]) -> None:
    answer = at_home.post(TOPICS, {**said, "key": str(uuid4())})

    assert answer.status_code == 422
    assert "one of the two" in answer.text


def test_a_level_that_came_with_a_file_is_offered_again(at_home: Client, ana: User) -> None:
    taken(ana, {"skills": [{"name": "Woodwork", "level": "Master"}]})
    claim = TopicClaim.objects.get()

    assert '<option value="Master" selected>' in at_home.get(f"{TOPICS}{claim.pk}/").text


def test_a_list_has_an_end(at_home: Client, ana: User) -> None:
    taken(ana, {"work": [{"name": str(number)} for number in range(200)]})

    answer = add(at_home, "One more")

    assert answer.status_code == 409
    assert "There are 200 entries in this list" in answer.text
    assert "One more" in answer.text


@pytest.mark.parametrize("where", ["", "moves/", "deletion/"])
def test_an_entry_of_somebody_else_does_not_exist(stranger: Client, ana: User, where: str) -> None:
    item = filled(ana)

    assert stranger.post(f"{WORK}{item.pk}/{where}", {"name": "Mine", "to": "1"}).status_code == 404
    assert len(names_of(ana)) == 2
    assert "Mine" not in names_of(ana)


def test_an_entry_is_not_found_in_another_list(at_home: Client, ana: User) -> None:
    assert at_home.get(f"/profile/education/{filled(ana).pk}/").status_code == 404
    assert at_home.get("/profile/hobbies/").status_code == 404
