"""How variants are proven and kept."""

from pathlib import Path

import pytest

from jobfutures.checks.families.authoring import (
    Number,
    Order,
)
from jobfutures.checks.families.judging import compact
from jobfutures.checks.families.reading import SEEDS, read_folder
from jobfutures.checks.families.storing import stored
from jobfutures.checks.proof import PARTS, part_of, promised, proof_faults
from jobfutures.checks.tests.test_judging import REASON, variant
from jobfutures.predictions.proof import done_of


def test_a_proof_that_prints_something_else_is_named(folder: Path) -> None:
    one = read_folder(folder, [])[0]
    facts = {"output": "1\n", "exception": "", "line": 0, "traceback": "", "errors": "", "wall_ms": 1, "cpu_ms": 1,
             "lost": ""}  # fmt: skip
    ran = {variant.proof: done_of(variant.proof, facts) for variant in one.variants}

    assert len(proof_faults(one, ran)) == 3
    assert "the proof printed '1'" in str(proof_faults(one, ran)[0])


def test_every_program_runs_again_in_one_of_the_parts() -> None:
    programs = {f"print({number})" for number in range(100)}
    parts = [part_of(programs, number) for number in range(PARTS)]

    assert set().union(*parts) == programs
    assert sum(map(len, parts)) == len(programs)
    assert all(parts)


def test_the_same_seed_gives_the_same_variant(folder: Path) -> None:
    first, second = (read_folder(folder, [])[0] for _ in range(2))

    assert first.variants == second.variants
    assert stored(first) == stored(second)


def test_a_count_of_queries_is_proven_by_what_counting_prints() -> None:
    assert promised(variant(Number(value=1, unit="queries", wrong={}))) == {"1", "1 query"}
    assert promised(variant(Number(value=2, unit="queries", wrong={}))) == {"2", "2 queries"}


def test_options_are_never_kept_in_the_order_of_their_file(folder: Path) -> None:
    one = read_folder(folder, [])[0]
    steps = Order(steps={f"step {number}": REASON for number in range(5)})
    one.__dict__["variants"] = tuple(variant(steps) for _ in range(SEEDS))
    kept = stored(one)

    assert all(each["options"] != list(steps.steps) for each in kept)
    assert [kept[0]["options"][place] for place in kept[0]["right"]] == list(steps.steps)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [(" a . b ( 1 ) ", "a.b(1)"), ('"x"', "'x'"), ("not  in", "not in"), ("a,b", "a, b"), ("x = 1", "x=1")],
)
def test_blanks_in_a_gap_do_not_count(typed: str, plain: str) -> None:
    assert compact(typed) == compact(plain)


def test_words_in_a_gap_stay_apart() -> None:
    assert compact("not in") != compact("notin")
