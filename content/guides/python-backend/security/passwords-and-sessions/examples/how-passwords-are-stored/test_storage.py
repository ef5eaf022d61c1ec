"""What stands in the column, why it is slow on purpose, and how old rows get stronger while people log in."""

import hashlib
import time

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    MD5PasswordHasher,
    PBKDF2PasswordHasher,
    check_password,
    is_password_usable,
    make_password,
)
from django.contrib.auth.models import User
from django.test import override_settings

pytestmark = pytest.mark.django_db
HASHERS = "django.contrib.auth.hashers."


class Quick(PBKDF2PasswordHasher):
    """As few rounds as a test can bear; never in production."""

    iterations = 1000


class Stronger(PBKDF2PasswordHasher):
    iterations = 2000


QUICK = override_settings(PASSWORD_HASHERS=[f"{__name__}.Quick"])


@QUICK
def test_what_stands_in_the_column():
    stored = make_password("correct horse")
    algorithm, rounds, salt, digest = stored.split("$")
    print(f"{algorithm}${rounds}$<{len(salt)} characters of salt>$<{len(digest)} characters of hash>")
    assert (algorithm, rounds, len(salt)) == ("pbkdf2_sha256", "1000", 22)
    assert "horse" not in stored
    assert check_password("correct horse", stored) and not check_password("correct hors", stored)


@QUICK
def test_the_same_password_twice_is_two_different_rows():
    plain = [hashlib.sha256(b"123456").hexdigest() for _ in range(2)]
    salted = [make_password("123456") for _ in range(2)]
    print("plain sha256 equal:", plain[0] == plain[1], "- salted equal:", salted[0] == salted[1])
    assert plain[0] == plain[1] and salted[0] != salted[1]


def test_a_list_of_common_passwords_breaks_unsalted_hashes_in_one_pass():
    leaked = {hashlib.sha256(word).hexdigest(): who for who, word in {"ada": b"sunshine", "ben": b"x9$kQ!2v"}.items()}
    guesses = [b"123456", b"password", b"sunshine"]
    found = {leaked[digest]: word.decode() for word in guesses if (digest := hashlib.sha256(word).hexdigest()) in leaked}
    print("found by three guesses:", found)
    assert found == {"ada": "sunshine"}


def seconds(call, times: int = 3) -> float:
    started = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - started) / times


def test_a_password_hash_is_slow_on_purpose():
    fast = seconds(lambda: hashlib.sha256(b"salt" + b"guess").hexdigest(), 1000)
    slow = seconds(lambda: PBKDF2PasswordHasher().encode("guess", "salt" * 6, iterations=20_000))
    today = PBKDF2PasswordHasher.iterations
    print(f"measured guesses a second: sha256 {1 / fast:,.0f}, PBKDF2 with Django's rounds {20_000 / today / slow:,.1f}")
    print(f"Django's rounds: more than a million: {today > 1_000_000}")
    assert slow > 100 * fast


def test_argon2_costs_memory_too_and_says_how_much():
    hasher = Argon2PasswordHasher()
    print(f"argon2: {hasher.memory_cost // 1024} MiB, {hasher.time_cost} passes, {hasher.parallelism} lanes")
    assert hasher.memory_cost >= 64 * 1024


@override_settings(PASSWORD_HASHERS=[f"{__name__}.Stronger", f"{__name__}.Quick", HASHERS + "MD5PasswordHasher"])
@pytest.mark.parametrize("old", [Quick, MD5PasswordHasher])
def test_an_old_row_is_rewritten_at_the_next_login(old):
    hasher = old()
    weak = hasher.encode("correct horse", "s" * 22)
    user = User.objects.create(username="ada", password=weak)
    assert not user.check_password("wrong")
    user.refresh_from_db()
    untouched = user.password == weak
    assert user.check_password("correct horse")
    user.refresh_from_db()
    print(weak.split("$")[0], "->", "$".join(user.password.split("$")[:2]), "- after a wrong password unchanged:", untouched)
    assert untouched and user.password.startswith("pbkdf2_sha256$2000$")


def test_an_unknown_name_costs_as_much_as_a_wrong_password(monkeypatch):
    hashed = []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(password) or "md5$s$x")
    User.objects.create(username="ada", password="md5$s$y")
    for name in ("ada", "nobody"):
        hashed.clear()
        assert authenticate(username=name, password="guess") is None
        print(f"{name}: {len(hashed)} hash computed")
        assert len(hashed) == 1


def test_an_account_without_a_password_can_never_match():
    stored = make_password(None)
    print("unusable:", stored[0], "- usable:", is_password_usable(stored))
    assert not is_password_usable(stored) and not check_password("", stored) and not check_password(stored, stored)
