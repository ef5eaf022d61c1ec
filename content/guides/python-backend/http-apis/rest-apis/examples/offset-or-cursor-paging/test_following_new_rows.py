"""A partner follows new customers with "id greater than the last one I saw"."""

import pytest
from shop_sqlalchemy import Customer
from sqlalchemy import insert, select


@pytest.mark.postgresql
def test_a_row_that_commits_late_is_never_seen_by_a_reader_who_follows_ids(engine):
    new = insert(Customer).returning(Customer.id)

    def newer_than(last: int) -> list[str]:
        with engine.connect() as reader:
            return list(reader.scalars(select(Customer.name).where(Customer.id > last).order_by(Customer.id)))

    with engine.connect() as slow, engine.connect() as quick:
        slow_id = slow.scalar(new.values(name="slow"))  # takes its number first
        quick_id = quick.scalar(new.values(name="quick"))
        quick.commit()

        assert newer_than(0) == ["quick"]  # the reader remembers quick_id
        slow.commit()  # the smaller number appears afterwards

    assert slow_id < quick_id
    print("next poll:", newer_than(quick_id), "poll with an overlap:", newer_than(quick_id - 1000))
    assert newer_than(quick_id) == []
    assert newer_than(quick_id - 1000) == ["slow", "quick"]
