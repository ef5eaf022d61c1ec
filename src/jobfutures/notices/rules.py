"""When a letter that could not be sent is tried again."""

FIRST_PAUSE_S = 60
LONGEST_PAUSE_S = 3600
MOST_TRIES = 120  # with these pauses close to five days, as mail servers do
MOST_REFUSALS = 5  # half an hour: the receiving server says that there is no such address


def pause_s(tries: int, *, refused: bool) -> int | None:
    """Return the seconds to wait after `tries` failed tries, or None to give up.

    refused: the receiving server knew what we asked and said no, rather than being away or busy.
    """
    if refused and tries >= MOST_REFUSALS:
        return None
    return min(FIRST_PAUSE_S << min(tries - 1, 10), LONGEST_PAUSE_S)
