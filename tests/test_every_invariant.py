"""The 27 promises about privacy of the design, and the tests that hold each; a promise without a test fails here."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = "src/jobfutures"
HELD_BY: dict[int, tuple[str, ...]] = {
    1: ("tests/test_leaks.py::test_no_canary_leaves_without_a_live_grant",
        "tests/test_leaks.py::test_an_address_that_leaks_is_found_without_being_named"),
    2: (f"{ROOMS}/disclosure/tests/test_races.py::test_nothing_is_read_after_its_end_was_committed",),
    3: (f"{ROOMS}/disclosure/tests/test_races.py::test_nothing_is_read_after_its_end_was_committed",),
    4: (f"{ROOMS}/disclosure/tests/test_reading.py::test_nothing_is_read_and_no_receipt_written_once_it_is",),
    5: (f"{ROOMS}/disclosure/tests/test_reading.py::test_who_is_no_member_any_more_is_no_reader",
        f"{ROOMS}/disclosure/tests/test_reading.py::test_a_grant_that_was_cut_off_opens_again_once_its_owner_confirms"),
    6: ("tests/test_invariants.py::test_6_no_other_room_orders_or_filters_people_by_what_a_check_found",
        "tests/test_every_invariant.py::test_6_hiring_orders_filters_and_counts_nobody_by_a_card"),
    7: ("tests/test_invariants.py::test_7_there_is_no_rank_and_no_percentile_of_anybody",
        "tests/test_invariants.py::test_7_whatever_is_shared_of_a_check_no_number_of_its_scale_leaves"),
    8: ("tests/test_check_privacy.py::test_nothing_that_others_see_changes",
        "tests/test_leaks.py::test_search_knows_no_canary"),
    9: ("tests/test_access.py::test_every_address_shows_each_person_what_its_kind_says",
        "tests/test_leaks.py::test_no_letter_ledger_cache_or_export_of_others_holds_a_canary"),
    10: (f"{ROOMS}/disclosure/tests/test_reading.py::test_a_request_shows_the_same_parts_whatever_came_of_it",),
    11: (f"{ROOMS}/hiring/tests/test_grantless.py::test_11_an_application_without_a_grant_is_complete",),
    12: (("tests/test_hiring_leaks.py::"
         "test_12_22_23_no_address_tells_of_sealed_cards_of_files_or_of_other_applications"),),
    13: ((f"{ROOMS}/accounts/tests/test_known_or_unknown.py::"
         "test_a_form_answers_a_known_and_an_unknown_address_alike"),
         f"{ROOMS}/disclosure/tests/test_giving.py::test_asking_tells_nothing_of_who_is_there"),
    14: (f"{ROOMS}/profiles/tests/test_about.py::test_wishes_are_kept_in_minor_units_and_told_to_nobody",
         "tests/test_leaks.py::test_no_canary_leaves_without_a_live_grant"),
    15: (f"{ROOMS}/disclosure/tests/test_reading.py::test_a_blocked_company_gets_what_it_gets_for_a_random_number",
         (f"{ROOMS}/hiring/tests/test_moving.py::"
         "test_a_company_sees_what_was_sent_to_it_and_its_interviewers_what_they_sit_in")),
    16: (f"{ROOMS}/disclosure/tests/test_giving.py::test_what_the_preview_showed_is_shared_and_read_byte_for_byte",),
    17: (f"{ROOMS}/sharing/tests/test_grants.py::test_the_registry_is_closed",),
    18: (f"{ROOMS}/disclosure/tests/test_reading.py::test_exactly_the_granted_fields_are_read_and_a_receipt_says_so",),
    19: (f"{ROOMS}/disclosure/tests/test_giving.py::test_letters_and_lists_hold_no_value",
         "tests/test_hiring_leaks.py::test_23_no_export_letter_ledger_or_cache_holds_a_sealed_card"),
    20: ("tests/test_invariants.py::test_no_table_of_a_person_is_shown_by_its_name",
         f"{ROOMS}/config/tests/test_logs.py::test_what_people_typed_and_what_opens_something_is_not_logged"),
    21: (f"{ROOMS}/operators/tests/test_openings.py::test_21_the_glass_is_broken_with_a_reason_for_an_hour",
         f"{ROOMS}/operators/tests/test_openings.py::test_21_the_glass_is_whole_again_when_the_operator_says_so",
         "tests/test_leaks.py::test_no_canary_leaves_without_a_live_grant",
         f"{ROOMS}/hiring/tests/test_cards.py::test_the_cards_of_a_company_are_nobody_elses"),
    22: (("tests/test_hiring_leaks.py::"
         "test_12_22_23_no_address_tells_of_sealed_cards_of_files_or_of_other_applications"),),
    23: ("tests/test_hiring_leaks.py::test_23_no_export_letter_ledger_or_cache_holds_a_sealed_card",
         f"{ROOMS}/hiring/tests/test_cards.py::test_the_database_and_the_rule_agree_on_what_is_open"),
    24: ("tests/test_invariants.py::test_24_export_tells_everything_and_erasure_leaves_nothing",),
    25: ("tests/test_visibility.py::test_nothing_is_visible_to_more_people_than_before",),
    26: (f"{ROOMS}/hiring/tests/test_impact_rules.py::test_26_nothing_under_ten_is_shown_or_left_over",
         (f"{ROOMS}/hiring/tests/test_impact.py::"
         "test_26_no_path_leads_from_an_application_to_what_somebody_says_of_themselves")),
    27: (f"{ROOMS}/accounts/tests/test_deletion.py::test_a_ticked_box_deletes_and_the_person_is_out",),
}  # fmt: skip
QUERYING = re.compile(
    r"\b(order_by|filter|exclude|annotate|aggregate|values|values_list|distinct)\(([^()]|\([^()]*\))*\)"
)
OF_THE_SUBJECT = {"personal.py", "retention.py"}  # what somebody takes along or has erased; orders nobody
OF_CARDS = re.compile(r"ratings?__|recommend|cards?__(?!state)|(?<!job__)\blevel\b")


def test_every_promise_is_held_by_tests_that_exist() -> None:
    named = [one for tests in HELD_BY.values() for one in tests]
    missing = [one for one in named if f"def {one.partition('::')[2]}(" not in text_of(one.partition("::")[0])]

    assert sorted(HELD_BY) == list(range(1, 28))
    assert missing == []


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_6_hiring_orders_filters_and_counts_nobody_by_a_card() -> None:
    found = []
    for file in (ROOT / ROOMS / "hiring").rglob("*.py"):
        if {"tests", "migrations"} & set(file.parts) or file.name in OF_THE_SUBJECT:
            continue
        calls = [match[0] for match in QUERYING.finditer(file.read_text(encoding="utf-8"))]
        found += [f"{file.name}: {call}" for call in calls if OF_CARDS.search(call)]

    assert found == []
