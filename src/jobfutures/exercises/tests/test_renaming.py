"""The rule by which the words of an exercise become other words."""

import pytest

from jobfutures.exercises.renaming import renaming_of

RENAMING = renaming_of(
    {
        "order": "booking",
        "order by": "order by",
        "orderline": "bookingitem",
        "customer": "guest",
        "box": "shelf",
        "boxes": "shelves",
        "box office": "harbour desk",
        "invoice": "bill",
        "city": "island",
        "once more": "again",
    }
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("order_id", "booking_id"),
        ("class OrderLine(Model):", "class BookingLine(Model):"),
        ("ORDER_LINES = HTTPOrder", "BOOKING_LINES = HTTPBooking"),
        ("orders/views.py", "bookings/views.py"),
        ("orders_orderline", "bookings_bookingitem"),
        ("Orders of a customer's", "Bookings of a guest's"),
        ("two cities", "two islands"),
        ("two boxes and a box", "two shelves and a shelf"),
        ("order2cash", "booking2cash"),
        (r"\border\n", r"\bbooking\n"),
    ],
)
def test_a_word_is_found_inside_names_in_any_case_and_number(before, after):
    assert RENAMING.of(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("box_office.py", "harbour_desk.py"),
        ("BoxOffice", "HarbourDesk"),
        ("The box office", "The harbour desk"),
        ("a box, office", "a shelf, office"),
        ("box\n    office", "shelf\n    office"),
        ("Once more", "Again"),
    ],
)
def test_a_phrase_keeps_what_joins_it_and_the_longest_wins(before, after):
    assert RENAMING.of(before) == after


def test_words_that_stay_the_same_are_kept_from_other_entries():
    assert (
        RENAMING.of("Order.objects.order_by('order'); ORDER BY id")
        == "Booking.objects.order_by('booking'); ORDER BY id"
    )


@pytest.mark.parametrize("text", ["border", "reordered", "orderly", 'requirement="order"', "", "§ 42 …"])
def test_other_words_and_requirements_are_left_alone(text):
    assert RENAMING.of(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("an order", "a booking"),
        ("An  Order", "A  Booking"),
        ("an invoice", "a bill"),
        ("a city", "an island"),
        ("data order", "data booking"),
        ("a customer", "a guest"),
    ],
)
def test_articles_follow_the_new_word(before, after):
    assert RENAMING.of(before) == after
