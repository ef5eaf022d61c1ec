from datetime import UTC, datetime
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.accounts.rules import (
    LIMITS,
    PATHS,
    TYPED,
    Limit,
    device,
    kinds_for,
    network,
    plain_address,
    until,
    wait_seconds,
    window_start,
)

TEN_A_MINUTE = Limit(10, 60)


def test_ten_tries_fit_and_the_eleventh_waits_for_the_next_window():
    assert wait_seconds(TEN_A_MINUTE, 0, 9, 30) == 0
    assert wait_seconds(TEN_A_MINUTE, 0, 10, 30) == 36  # 30 s to the next window, 6 s until one of ten has slid out


def test_half_of_the_last_window_still_counts_half_a_window_later():
    assert wait_seconds(TEN_A_MINUTE, 10, 4, 30) == 0
    assert wait_seconds(TEN_A_MINUTE, 10, 5, 30) == 6


def test_a_single_try_a_minute_waits_one_whole_window_after_the_one_it_was_in():
    assert wait_seconds(Limit(1, 60), 0, 1, 10) == 110


@given(
    most=st.integers(1, 50),
    seconds=st.integers(1, 4000),
    before=st.integers(0, 60),
    now=st.integers(0, 60),
    part=st.floats(0, 0.999),
)
def test_who_waits_as_long_as_told_gets_in(most, seconds, before, now, part):
    limit = Limit(most, seconds)
    before, now = min(before, most), min(now, most)  # refused tries are not counted, so there are never more
    elapsed = part * seconds
    wait = wait_seconds(limit, before, now, elapsed)

    then = elapsed + wait
    if then < seconds:
        assert wait_seconds(limit, before, now, then) == 0
    elif then < 2 * seconds:
        assert wait_seconds(limit, now, 0, then - seconds) == 0


@given(most=st.integers(1, 50), before=st.integers(0, 50), now=st.integers(0, 50))
def test_a_spent_window_never_opens_again(most, before, now):
    opens = until(Limit(most, 60), before, now)

    assert opens == inf if now >= most else 0 <= opens <= 60


def test_windows_are_counted_from_1970_on():
    at = datetime(2026, 11, 22, 12, 7, 31, tzinfo=UTC)

    assert window_start(at, 900) == datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert window_start(at, 60) == datetime(2026, 11, 22, 12, 7, tzinfo=UTC)


def test_every_kind_that_a_path_meets_has_a_limit():
    by_path = {kind for _prefix, kind in PATHS} | {kind for _field, kind in TYPED.values()}
    counted_by_pages = {"post", "search", "run", "run-person", "draft", "message"}
    counted_for_programs = {"api", "api-visitor", "api-refused", "client-token"}

    assert by_path | counted_by_pages | counted_for_programs == set(LIMITS)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/account/login/", "login"),
        ("/account/2fa/webauthn/login/", "login"),
        ("/account/2fa/authenticate/", "prove"),
        ("/account/password/reset/", "reset"),
        ("/account/password/change/", "prove"),
        ("/help/contact/", "help"),
        ("/operate/setup/some-token/", "setup"),
    ],
)
def test_a_path_meets_the_limit_of_its_kind_besides_that_of_every_post(path, kind):
    assert kinds_for(path) == ["post", kind]


def test_other_paths_meet_only_the_limit_of_every_post():
    assert kinds_for("/operate/inbox/") == ["post"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7:5123", "192.0.2.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_a_network_address_is_read_without_port_brackets_and_zone(written, meant):
    assert plain_address(written) == meant


def test_one_home_with_many_ipv6_addresses_is_one_visitor():
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::99") != network("2001:db8:1:3::99")
    assert network("192.0.2.7") != network("192.0.2.8")
    assert network("") == network("nonsense") == "unknown"


@pytest.mark.parametrize(
    ("user_agent", "called"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_as_a_person_would(user_agent, called):
    assert device(user_agent) == called


def test_a_wait_ends_exactly_when_it_was_told_to():
    assert wait_seconds(Limit(7, 7), 7, 0, 1.0) == 0
