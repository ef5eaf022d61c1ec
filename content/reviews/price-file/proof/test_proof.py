import os
import stat

import pytest
from prices.publish import publish
from prices.store import Price

BOLT = Price("B8", "Bolt 8 mm", 25)
NUT = Price("N8", "Nut 8 mm", 12)


@pytest.fixture
def target(tmp_path):
    target = tmp_path / "prices.csv"
    publish([NUT], target)
    return target


@pytest.mark.parametrize("fault", [OSError("gone"), KeyError("cents"), KeyboardInterrupt(), SystemExit(143)], ids=type)
def test_the_same_exception_comes_out_and_nothing_stays_behind(target, fault) -> None:
    def broken_off():
        yield BOLT
        raise fault

    with pytest.raises(type(fault)) as raised:
        publish(broken_off(), target)

    assert raised.value is fault
    assert target.read_text().splitlines() == ["sku,name,cents", "N8,Nut 8 mm,12"]
    assert [path.name for path in target.parent.iterdir()] == ["prices.csv"]


def test_a_reader_sees_the_old_list_or_the_new_one(target) -> None:
    seen = []

    def prices():
        for _ in range(2000):
            seen.append(target.read_text())
            yield BOLT

    publish(prices(), target)

    assert set(seen) == {"sku,name,cents\nN8,Nut 8 mm,12\n"}
    assert len(target.read_text().splitlines()) == 2001


def test_everything_is_written_before_the_list_moves(target, monkeypatch) -> None:
    sizes = []
    fsync = os.fsync
    monkeypatch.setattr(
        "prices.publish.os.fsync", lambda number: sizes.append(os.fstat(number).st_size) or fsync(number)
    )

    publish([BOLT, NUT], target)

    assert sizes == [target.stat().st_size]


def test_the_web_server_may_read_the_list(target) -> None:
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
