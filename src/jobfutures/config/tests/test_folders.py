"""Whether the content folders changed."""

from pathlib import Path

from jobfutures.config.folders import folders_hash


def test_a_file_that_moved_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "guides/one").mkdir(parents=True)
    (tmp_path / "guides/one/guide.md").write_text("text")
    before = folders_hash([tmp_path])

    (tmp_path / "guides/one").rename(tmp_path / "guides/two")

    assert folders_hash([tmp_path]) != before


def test_the_place_of_the_folder_itself_is_none(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/faq.md").write_text("text")
    before = folders_hash([tmp_path / "here"])

    (tmp_path / "here").rename(tmp_path / "there")

    assert folders_hash([tmp_path / "there"]) == before
