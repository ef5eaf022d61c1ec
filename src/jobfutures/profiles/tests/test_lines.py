"""Lists as lines of text: what a line does not show stays with it."""

from jobfutures.profiles.resume.lines import (
    language_line,
    link_line,
    made_language,
    made_link,
    objects_of,
    texts_of,
)

GITHUB = {"network": "GitHub", "username": "ana", "url": "https://code.example/ana", "since": 2014}
NAMELESS = {"x": 1}


def test_an_unchanged_list_is_what_it_was() -> None:
    kept = [GITHUB, {"network": "Elsewhere", "username": "ana2"}, NAMELESS]
    lines = [link_line(one) for one in kept if link_line(one)]

    assert lines == ["GitHub: https://code.example/ana", "Elsewhere: ana2"]
    assert objects_of(lines, kept, link_line, made_link, "url") == kept


def test_a_renamed_link_keeps_what_its_line_does_not_show_and_a_deleted_one_is_gone() -> None:
    found = objects_of(["Code: https://code.example/ana"], [GITHUB, NAMELESS], link_line, made_link, "url")

    assert found == [{**GITHUB, "network": "Code"}, NAMELESS]
    assert objects_of([], [GITHUB, NAMELESS], link_line, made_link, "url") == [NAMELESS]


def test_a_language_may_have_a_level_or_none() -> None:
    kept = [{"language": "German", "fluency": "C1", "x": 1}]

    found = objects_of(["German: native", "Dutch"], kept, language_line, made_language, "language")

    assert found == [{"language": "German", "fluency": "native", "x": 1}, {"language": "Dutch"}]


def test_a_text_of_two_lines_stays_while_its_line_stays() -> None:
    assert texts_of(["one two", "new"], ["one\n two", "gone"]) == ["one\n two", "new"]
