"""A decision record on one page, and a check that names what a weak one leaves out."""

import re

RECORD = """\
# 14. Full-text search stays in PostgreSQL
Status: accepted, 2026-11-22. Decided by: backend team. Replaces: 9.

## Context
Customers search 60,000 products. p95 is 900 ms with ILIKE; the goal is 200 ms. Two people run production. Nobody here has operated a search cluster.

## Options
1. A text index in PostgreSQL. Measured on a copy: p95 35 ms. Half a day of work. No synonyms by typing error.
2. A search service of our own. p95 12 ms in the spike. About three weeks, and a second store to keep in step.
3. Leave it. Support gets about 30 complaints a month.

## Decision
Option 1, because 35 ms meets the goal and adds nothing to operate.

## Consequences
Better: one store, one backup, search results inside the transaction.
Worse: weak ranking; typing errors find nothing; heavy searches load the main database.

## Look again
When products exceed 500,000, or p95 exceeds 150 ms for a week, or marketing needs ranking rules. Otherwise 2027-11.
"""

WEAK = """\
# Use a search service
We need fast search. The search service is industry standard and scales very well.

## Decision
We use the search service.

## Consequences
Better: fast, scalable, modern.
"""

PARTS = ("Context", "Options", "Decision", "Consequences", "Look again")


def part(record: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", record, re.M | re.S)
    return found[1].strip() if found else ""


def complaints(record: str) -> list[str]:
    options = re.findall(r"^\d+\. .*$", part(record, "Options"), re.M)
    checks = {
        "no status, date or owner": re.search(r"^Status: \w+, \d{4}-\d\d-\d\d\. Decided by: .+", record, re.M),
        **{f"no {title.lower()}": part(record, title) for title in PARTS},
        "fewer than two options that were rejected": len(options) >= 3,
        "an option without a figure": all(re.search(r"\d", option[3:]) for option in options),
        "doing nothing was not considered": any("leave" in option.lower() for option in options),
        "no reason in the decision": "because" in part(record, "Decision"),
        "nothing gets worse": re.search(r"^Worse: \S", part(record, "Consequences"), re.M),
        "longer than a page": len(record.split()) <= 400,
    }
    return [text for text, passed in checks.items() if not passed]


def test_a_record_that_somebody_can_disagree_with():
    print(f"{len(RECORD.split())} words, complaints: {complaints(RECORD)}")
    assert complaints(RECORD) == []


def test_what_a_weak_record_leaves_out():
    for complaint in complaints(WEAK):
        print(complaint)
    assert "nothing gets worse" in complaints(WEAK)
    assert len(complaints(WEAK)) == 8


def test_one_missing_sentence_is_found():
    without_price = RECORD.replace("Worse: weak ranking; typing errors find nothing; heavy searches load the main database.\n", "")
    assert complaints(without_price) == ["nothing gets worse"]
    without_leave = RECORD.replace("3. Leave it. Support gets about 30 complaints a month.\n", "")
    assert complaints(without_leave) == ["fewer than two options that were rejected", "doing nothing was not considered"]


def test_records_are_replaced_and_never_rewritten():
    """Number 9 stays readable with its reasons; only its status changes."""
    old = "# 9. Search with ILIKE\nStatus: replaced by 14, 2026-11-22. Decided by: backend team.\n"
    assert re.search(r"Replaces: (\d+)", RECORD)[1] == re.match(r"# (\d+)", old)[1]
    assert re.search(r"replaced by (\d+)", old)[1] == re.match(r"# (\d+)", RECORD)[1]
