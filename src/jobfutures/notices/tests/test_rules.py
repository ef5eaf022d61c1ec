from jobfutures.notices.rules import MOST_TRIES, pause_s


def test_pauses_double_from_a_minute_to_an_hour():
    assert [pause_s(tries, refused=False) for tries in (1, 2, 3, 6, 7, 8, 119)] == [
        60,
        120,
        240,
        1920,
        3600,
        3600,
        3600,
    ]


def test_all_tries_together_take_between_four_and_five_days():
    seconds = sum(pause_s(tries, refused=False) for tries in range(1, MOST_TRIES))
    assert 4 * 86400 < seconds < 5 * 86400


def test_a_refused_address_is_given_up_after_five_tries():
    assert [pause_s(tries, refused=True) for tries in (1, 4, 5)] == [60, 480, None]
