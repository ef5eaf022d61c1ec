"""A percentage flag that keeps its word, how long a canary must sing, and who is hit when a release is bad."""

import math
import os
import subprocess
import sys
from hashlib import sha256

USERS = [f"user-{number}" for number in range(10_000)]


def bucket(flag: str, user: str) -> int:
    """0 to 99, the same in every process and for ever; the flag's name keeps flags independent."""
    return int.from_bytes(sha256(f"{flag}:{user}".encode()).digest()[:8]) % 100


def on(flag: str, user: str, percent: int) -> bool:
    return bucket(flag, user) < percent


def group(flag: str, percent: int) -> set[str]:
    return {user for user in USERS if on(flag, user, percent)}


def test_a_larger_share_only_adds_people():
    five, twenty = group("new-checkout", 5), group("new-checkout", 20)
    print(f"5 %: {len(five)} of 10000, 20 %: {len(twenty)}, lost on the way: {len(five - twenty)}")
    assert five < twenty
    assert 400 < len(five) < 600


def test_two_flags_hit_different_people():
    both = group("new-checkout", 10) & group("new-search", 10)
    without_name = {user for user in USERS if bucket("", user) < 10}
    print(f"in both 10 % groups: {len(both)} with the flag's name in the hash, {len(without_name)} without it")
    assert len(both) < 200 < len(without_name)


def test_the_built_in_hash_forgets_at_every_restart():
    code = "print(hash('user-1'))"
    seen = {
        subprocess.check_output([sys.executable, "-S", "-c", code], env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }
    assert len(seen) == 2  # two processes, two buckets: the button comes and goes


def requests_needed(error_rate: float, sure: float = 0.95) -> int:
    """Requests until at least one error of that rate shows, with that certainty."""
    return math.ceil(math.log(1 - sure) / math.log(1 - error_rate))


def test_how_long_a_canary_must_run():
    site_per_second = 20
    for rate, share in ((0.01, 0.05), (0.001, 0.05), (0.001, 0.01)):
        minutes = requests_needed(rate) / (site_per_second * share) / 60
        print(f"one error in {1 / rate:.0f}, canary with {share:.0%}: {requests_needed(rate)} requests, {minutes:.0f} min")
    assert requests_needed(0.01) == 299
    assert requests_needed(0.001) == 2995


def test_who_is_hit_by_a_release_that_fails_every_request():
    """20 requests a second; noticed after 5 minutes. Blue-green switches all at once and back at once."""
    rows = {
        "blue-green, back in 10 s": 20 * (300 + 10),
        "rolling over 10 min, and back at that pace": 2 * sum(20 * second / 600 for second in range(300)),
        "canary 5 %, back in 10 s": 20 * 0.05 * (300 + 10),
        "flag for staff, 0.1 %": 20 * 0.001 * (300 + 2),
    }
    for name, failed in rows.items():
        print(f"{name}: {failed:.0f} failed requests")
    assert list(rows.values()) == sorted(rows.values(), reverse=True)


def test_a_flag_that_nobody_removes_doubles_what_should_be_tested():
    print("combinations with 1, 5 and 10 flags:", [2**flags for flags in (1, 5, 10)])
    assert 2**10 == 1024
