import pytest

from .publish import publish
from .store import Price

BOLT = Price("B8", "Bolt 8 mm", 25)
NUT = Price("N8", "Nut 8 mm", 12)


def test_the_list_has_a_line_for_every_price(tmp_path):
    target = tmp_path / "prices.csv"
    assert publish([BOLT, NUT], target) == 2
    assert target.read_text().splitlines() == ["sku,name,cents", "B8,Bolt 8 mm,25", "N8,Nut 8 mm,12"]


def test_a_new_list_replaces_the_old(tmp_path):
    target = tmp_path / "prices.csv"
    publish([BOLT, NUT], target)
    publish([NUT], target)
    assert target.read_text().splitlines() == ["sku,name,cents", "N8,Nut 8 mm,12"]


def broken_off():
    yield BOLT
    raise OSError("the disk with the prices is gone")


def test_a_list_that_breaks_off_leaves_the_old_one(tmp_path):
    target = tmp_path / "prices.csv"
    publish([NUT], target)

    with pytest.raises(OSError, match="is gone"):
        publish(broken_off(), target)

    assert target.read_text().splitlines() == ["sku,name,cents", "N8,Nut 8 mm,12"]
    assert [path.name for path in tmp_path.iterdir()] == ["prices.csv"]
