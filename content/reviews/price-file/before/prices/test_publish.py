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
