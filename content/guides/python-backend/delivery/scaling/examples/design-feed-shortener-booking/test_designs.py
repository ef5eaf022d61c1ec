"""Three classic designs, reduced to the one number or the one race that decides each of them."""

import math
import random
import string

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

# ---- Feed: pay when somebody writes, or when somebody reads?
FOLLOWERS = {"star": 1_000_000, "baker": 200}


def operations_a_day(followers: int, posts: int, opens: int, follows: int, *, on_write: bool) -> int:
    """One account's share. On write: an insert per follower and post, and a part of one lookup per opened feed, which
    all followed accounts divide. On read: an insert per post, and a lookup of this account per opened feed."""
    opened = followers * opens
    return posts * followers + opened // follows if on_write else posts + opened


def test_the_feed_depends_on_who_is_followed():
    for name, followers in FOLLOWERS.items():
        both = [operations_a_day(followers, 2, 10, 300, on_write=way) for way in (True, False)]
        print(f"{name}: {both[0]:,} operations a day on write, {both[1]:,} on read; the longest burst {followers:,}")
    assert operations_a_day(200, 2, 10, 300, on_write=True) < operations_a_day(200, 2, 10, 300, on_write=False)
    assert operations_a_day(200, 2, 1, 300, on_write=True) > operations_a_day(200, 2, 1, 300, on_write=False)


def merged(own_feed: list[tuple[int, str]], stars: dict[str, list[tuple[int, str]]], limit: int) -> list[tuple[int, str]]:
    """The usual compromise: ordinary posts are pushed, posts of very large accounts are fetched when read."""
    return sorted([*own_feed, *(post for posts in stars.values() for post in posts)], reverse=True)[:limit]


def test_a_hybrid_reads_one_list_and_a_few_stars():
    feed = merged([(3, "bread"), (1, "cake")], {"star": [(2, "tour")]}, limit=2)
    assert feed == [(3, "bread"), (2, "tour")]


# ---- Shortener: how long is a code?
ALPHABET = string.ascii_letters + string.digits


def expected_collisions(codes: int, length: int) -> float:
    return codes**2 / (2 * len(ALPHABET) ** length)


def test_how_long_a_code_must_be():
    for length in (6, 7, 8):
        meet = expected_collisions(10**8, length)
        print(f"length {length}: {len(ALPHABET) ** length:,} codes; 100 million links meet {meet:,.0f} times")
    assert expected_collisions(10**8, 7) > 1000  # so the unique key and a second try are not optional
    assert math.ceil(math.log(10**8, len(ALPHABET))) == 5  # counting up would need five letters, and can be guessed


def test_a_collision_is_met_by_the_unique_key_and_a_second_try(engine):
    random.seed(1)
    tries = 0
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE link (code varchar(8) PRIMARY KEY, target text)"))
        for number in range(40):
            while True:
                tries += 1
                code = random.choice("abcdefgh") + random.choice("12345678")  # only 64 codes, to see it happen
                try:
                    with connection.begin_nested():
                        connection.execute(text("INSERT INTO link VALUES (:c, :t)"), {"c": code, "t": str(number)})
                    break
                except IntegrityError:
                    continue
        stored = connection.scalar(text("SELECT count(*) FROM link"))
    print(f"{stored} links stored, {tries} tries, nothing overwritten")
    assert stored == 40 < tries


# ---- Booking: the last room
@pytest.fixture
def nights(engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS night"))
        connection.execute(text("CREATE TABLE night (room integer, day integer, guest text, PRIMARY KEY (room, day))"))
    yield engine
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE night"))


@pytest.mark.postgresql
def test_one_row_per_night_lets_the_database_refuse_the_overlap(nights):
    book = text("INSERT INTO night SELECT 12, day, :guest FROM generate_series(CAST(:a AS int), CAST(:b AS int)) AS day")
    with nights.connect() as ada, nights.connect() as ben:
        assert ada.scalar(text("SELECT count(*) FROM night")) == ben.scalar(text("SELECT count(*) FROM night")) == 0
        ada.execute(book, {"guest": "ada", "a": 1, "b": 3})  # both saw it free
        ada.commit()
        with pytest.raises(DBAPIError) as refused:
            ben.execute(book, {"guest": "ben", "a": 3, "b": 5})  # one night in common
        ben.rollback()
        taken = ben.execute(text("SELECT guest, count(*) FROM night GROUP BY guest")).all()
    print("ben:", refused.value.orig.sqlstate, "unique_violation; nights taken:", [tuple(row) for row in taken])
    assert refused.value.orig.sqlstate == "23505"
    assert [tuple(row) for row in taken] == [("ada", 3)]
