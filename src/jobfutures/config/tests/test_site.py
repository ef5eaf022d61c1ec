"""What `serve` leaves as it found it for the processes that it forks."""

import gc

import pytest

from jobfutures.config import site


def test_garbage_is_looked_for_again_once_all_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("import_module", "prepare_counters", "rehearse", "give_back", "make_immortal"):
        monkeypatch.setattr(site, name, lambda *_: None)
    for name in ("collect", "freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda: None)
    gc.disable()  # as `serve` begins
    try:
        site.import_application()
        assert gc.isenabled()
    finally:
        gc.enable()
