"""One ticket, two buyers: the check that sells it twice, and four designs that do not."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

pytestmark = pytest.mark.postgresql
SCHEMA = [
    "CREATE TABLE ticket_show (id integer PRIMARY KEY, left_over integer NOT NULL CHECK (left_over >= 0))",
    "CREATE TABLE ticket_seat (id integer PRIMARY KEY, buyer text, held_until timestamptz)",
    "CREATE TABLE ticket_sale (show_id integer, seat_id integer UNIQUE, request_key text UNIQUE, buyer text)",
]
TABLES = "ticket_show, ticket_seat, ticket_sale"
LEFT = text("SELECT left_over FROM ticket_show WHERE id = 1")
TAKE = text("UPDATE ticket_show SET left_over = left_over - 1 WHERE id = 1")
TAKE_IF_LEFT = text("UPDATE ticket_show SET left_over = left_over - 1 WHERE id = 1 AND left_over > 0")
SELL = text("INSERT INTO ticket_sale (show_id, buyer, request_key) VALUES (1, :buyer, :key)")
FREE_SEAT = """
    UPDATE ticket_seat SET buyer = :buyer, held_until = now() + interval '10 minutes'
    WHERE id = (
        SELECT id FROM ticket_seat
        WHERE buyer IS NULL OR held_until < now()
        ORDER BY id LIMIT 1 FOR UPDATE {skip}
    ) RETURNING id
"""


@pytest.fixture
def shop(engine: Engine) -> Iterator[Engine]:
    """One ticket left by number, and seats 1 to 5 with names."""
    with engine.begin() as setup:
        setup.execute(text(f"DROP TABLE IF EXISTS {TABLES}"))
        for table in SCHEMA:
            setup.execute(text(table))
        setup.execute(text("INSERT INTO ticket_show VALUES (1, 1)"))
        setup.execute(text("INSERT INTO ticket_seat (id) SELECT generate_series(1, 5)"))
    yield engine
    with engine.begin() as teardown:
        teardown.execute(text(f"DROP TABLE {TABLES}"))


def sold(shop: Engine) -> list[str]:
    with shop.connect() as connection:
        return list(connection.scalars(text("SELECT buyer FROM ticket_sale ORDER BY buyer")))


def test_check_then_sell_sells_it_twice(shop):
    with shop.begin() as setup:
        setup.execute(text("ALTER TABLE ticket_show DROP CONSTRAINT ticket_show_left_over_check"))
    with shop.connect() as ada, shop.connect() as ben:
        assert ada.scalar(LEFT) == ben.scalar(LEFT) == 1  # both look before either writes
        for connection, name in ((ada, "Ada"), (ben, "Ben")):
            connection.execute(TAKE)
            connection.execute(SELL, {"buyer": name, "key": name})
            connection.commit()
        print("check, then sell:", sold(shop), "left:", ada.scalar(LEFT))
        assert (sold(shop), ada.scalar(LEFT)) == (["Ada", "Ben"], -1)


def test_with_a_check_constraint_the_same_code_ends_in_an_error(shop):
    with shop.connect() as ada, shop.connect() as ben:
        assert ada.scalar(LEFT) == ben.scalar(LEFT) == 1
        ada.execute(TAKE)
        ada.commit()
        with pytest.raises(IntegrityError, match="ticket_show_left_over_check"):
            ben.execute(TAKE)


def buy(shop: Engine, buyer: str, key: str | None = None) -> str:
    with shop.begin() as connection:
        if connection.execute(TAKE_IF_LEFT).rowcount == 0:
            return "sold out"
        connection.execute(SELL, {"buyer": buyer, "key": key or buyer})
        return "sold"


def in_threads(work: Callable[[str], object], buyers: int) -> list[object]:
    with ThreadPoolExecutor(4) as threads:
        return list(threads.map(work, [f"buyer {number:02}" for number in range(buyers)]))


def test_a_condition_in_the_update_sells_exactly_what_is_there(shop):
    with shop.begin() as setup:
        setup.execute(text("UPDATE ticket_show SET left_over = 5"))
    answers = in_threads(lambda buyer: buy(shop, buyer), 20)
    print(f"20 buyers, 5 tickets: {answers.count('sold')} sold, {answers.count('sold out')} sold out")
    assert (answers.count("sold"), len(sold(shop))) == (5, 5)


def test_the_same_request_twice_buys_once(shop):
    with shop.begin() as setup:
        setup.execute(text("UPDATE ticket_show SET left_over = 5"))
    assert buy(shop, "Ada", key="click-1") == "sold"
    with pytest.raises(IntegrityError, match="request_key"):
        buy(shop, "Ada", key="click-1")  # a double click, or a retry after a timeout
    with shop.connect() as connection:
        print("after two identical requests, left:", connection.scalar(LEFT))
        assert connection.scalar(LEFT) == 4  # the second decrement was rolled back with its sale


def test_a_named_seat_is_guarded_by_a_unique_constraint(shop):
    seat_3 = text("INSERT INTO ticket_sale (show_id, seat_id, buyer) VALUES (1, 3, :buyer) ON CONFLICT DO NOTHING")
    with shop.begin() as ada:
        first = ada.execute(seat_3, {"buyer": "Ada"}).rowcount
    with shop.begin() as ben:
        second = ben.execute(seat_3, {"buyer": "Ben"}).rowcount
    print("seat 3, rows written:", first, second)
    assert (first, second, sold(shop)) == (1, 0, ["Ada"])


def any_seat(connection: Connection, buyer: str, skip: str = "SKIP LOCKED") -> int | None:
    return connection.scalar(text(FREE_SEAT.format(skip=skip)), {"buyer": buyer})


def test_any_free_seat_skips_the_ones_others_are_about_to_take(shop):
    with shop.connect() as ada, shop.connect() as ben:
        seats = any_seat(ada, "Ada"), any_seat(ben, "Ben")  # Ada has not committed
        ada.rollback()  # she gave up
        ben.commit()
    with shop.begin() as eve:
        seats += (any_seat(eve, "Eve"),)
    print("Ada, Ben, then Eve after Ada gave up:", seats)
    assert seats == (1, 2, 1)


def test_twenty_buyers_take_five_seats(shop):
    def take(buyer: str) -> int | None:
        with shop.begin() as connection:
            return any_seat(connection, buyer)

    taken = [seat for seat in in_threads(take, 20) if seat]
    print("seats taken:", sorted(taken))
    assert sorted(taken) == [1, 2, 3, 4, 5]  # each one once


def test_a_hold_that_ran_out_is_free_again_without_a_job(shop):
    with shop.begin() as connection:
        connection.execute(text("UPDATE ticket_seat SET buyer = 'Ada', held_until = now() + interval '1 hour'"))
        assert any_seat(connection, "Ben") is None
        connection.execute(text("UPDATE ticket_seat SET held_until = now() - interval '1 second' WHERE id = 4"))
        assert any_seat(connection, "Ben") == 4
