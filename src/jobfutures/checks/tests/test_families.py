"""Families of items: what is refused, what is proven, and how variants are kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from jobfutures.checks.content import read_checks
from jobfutures.checks.families import record
from jobfutures.checks.families.authoring import (
    Answer,
    Family,
    Gap,
    Line,
    Number,
    OneOf,
    Order,
    Output,
    SomeOf,
    Source,
    Variant,
)
from jobfutures.checks.families.judging import compact, variant_faults
from jobfutures.checks.families.reading import SEEDS, read_folder
from jobfutures.checks.families.storing import stored
from jobfutures.checks.proof import promised, proof_faults
from jobfutures.guide.tests.made import content_folder
from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.predictions.proof import done_of
from jobfutures.topics.content import read_vocabulary

WHY = "Because every one of these fifteen words is needed to make a reason long enough here."
REASON = "It is not so."
FAMILY = Family(area="A1", level="junior", title="What a name is", practise=("first-name",))
WRONG = {"b": REASON, "c": REASON, "d": REASON}
CODE = "a = 1\nb = a\nprint(a + b)"
ANSWERS: dict[str, Answer] = {
    "OneOf": OneOf(right="a", wrong=WRONG),
    "SomeOf": SomeOf(right={"a": REASON}, wrong=WRONG),
    "Number": Number(value=2, unit="rows", wrong={1: REASON, 3: REASON}),
    "Output": Output(text="2", wrong={"1": REASON, "11": REASON}),
    "Order": Order(steps={"first": REASON, "second": REASON, "third": REASON}),
    "Gap": Gap(accepts=("a.b(1)",), wrong={"a": REASON, "b": REASON}),
    "Line": Line(number=2, wrong={1: REASON, 3: REASON}),
}
MODULE = """
from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(area="A1", level="junior", title="How many names there are", practise=("first-name",))


def build(random: Random) -> Variant:
    count, more = random.randint(2, 90), random.randint(2, 90)
    return Variant(
        prompt=f"One list has {count} names and another {more}. How many are they together?",
        answer=Number(value=count + more, unit="names", wrong={count: "Only the first list.", more: "Not the first."}),
        why="Every name of both lists counts once, so that the number is the sum of the two lengths of the lists.",
        proof=f"print(len([0] * {count} + [0] * {more}))",
    )
"""


def variant(answer: Answer, **more: str) -> Variant:
    code = CODE.replace("a + b", "____") if isinstance(answer, Gap) else CODE
    return Variant(**{"prompt": "What is it that is asked here?", "answer": answer, "why": WHY, "code": code,
                      "proof": "print(1)", **more})  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_a_sound_variant_has_no_fault(name: str) -> None:
    assert list(variant_faults(FAMILY, variant(ANSWERS[name]))) == []


BROKEN = {
    "no question": ("no question mark", variant(ANSWERS["OneOf"], prompt="Say what is asked here now.")),
    "no reason why": ("why has 1 words", variant(ANSWERS["OneOf"], why="Because.")),
    "no Python": ("the code is no Python", variant(ANSWERS["OneOf"], code="a = ")),
    "wide code": ("wider than", variant(ANSWERS["OneOf"], code=f"a = '{'x' * 90}'")),
    "no proof": ("has a proof, or the family cites", variant(ANSWERS["OneOf"], proof="")),
    "broken proof": ("the proof is no Python", variant(ANSWERS["OneOf"], proof="print(")),
    "two options": ("2 options", variant(OneOf(right="a", wrong={"b": REASON}))),
    "twice": ("stands there twice", variant(OneOf(right="A", wrong={"a": REASON, "c": REASON, "d": REASON}))),
    "short reason": ("the reason 'No.'", variant(OneOf(right="a", wrong={**WRONG, "b": "No."}))),
    "all right": ("at least one right and one wrong", variant(SomeOf(right={**WRONG, "a": REASON}, wrong={}))),
    "number right and wrong": ("right and wrong", variant(Number(value=1, unit="rows", wrong={1: REASON, 2: REASON}))),
    "one wrong number": ("reasons for 1 wrong", variant(Number(value=1, unit="rows", wrong={2: REASON}))),
    "odd unit": ("the unit", variant(Number(value=1, unit="Rows!", wrong={2: REASON, 3: REASON}))),
    "no gap": ("0 gaps", variant(ANSWERS["Gap"], code=CODE)),
    "same gap": ("right and wrong", variant(Gap(accepts=("a.b( 1 )",), wrong={"a.b(1)": REASON, "b": REASON}))),
    "no such line": ("no line 9", variant(Line(number=9, wrong={1: REASON, 2: REASON}))),
    "line right and wrong": ("line 1 is right and wrong", variant(Line(number=1, wrong={1: REASON, 2: REASON}))),
    "long output": ("the output is longer", variant(Output(text="\n".join("123456789"), wrong=WRONG))),
    "two steps": ("2 steps", variant(Order(steps={"a": REASON, "b": REASON}))),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_variant_is_named(name: str) -> None:
    words, broken = BROKEN[name]

    assert any(words in fault for fault in variant_faults(FAMILY, broken)), list(variant_faults(FAMILY, broken))


def test_a_family_that_cites_has_no_proof() -> None:
    cites = replace(FAMILY, cites=Source("RFC 9110", "https://www.rfc-editor.org/rfc/rfc9110"))

    assert list(variant_faults(cites, variant(ANSWERS["OneOf"], proof=""))) == []
    assert list(variant_faults(cites, variant(ANSWERS["OneOf"])))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = content_folder(tmp_path)
    place = content / "items" / "names"
    place.mkdir(parents=True)
    (place / "how-many-names.py").write_text(MODULE)
    return content


def faults_of(folder: Path) -> list[str]:
    try:
        read_checks([folder], read_vocabulary([folder]), {"first-name"})
    except ContentFaults as refused:
        return [str(fault) for fault in refused.faults]
    return []


def test_a_family_that_was_never_proven_is_refused(folder: Path) -> None:
    assert any("was never proven" in fault for fault in faults_of(folder))


def test_a_family_that_changed_since_is_refused(folder: Path) -> None:
    recorded(folder)
    file = folder / "items/names/how-many-names.py"
    file.write_text(f"{MODULE}\n# changed\n")

    assert any("changed since" in fault for fault in faults_of(folder))


def recorded(folder: Path) -> None:
    faults: list[Fault] = []
    one = read_folder(folder, faults)[0]
    record.write(folder, {one.key: record.Record(digest=one.digest, seeds=SEEDS, versions={}, ran_on="2026-11-22")})


def test_a_recorded_family_is_read(folder: Path) -> None:
    recorded(folder)

    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('area="A1"', 'area="Z9"', "unknown area Z9"),
        ('practise=("first-name",)', "practise=()", "names no question"),
        ('"first-name"', '"no-such-question"', "unknown question no-such-question"),
        ('level="junior"', 'level="guru"', "unknown level guru"),
        ("def build", "def built", "no function build"),
        ("return Variant(", "return None or len(", "TypeError"),
        ("random.randint(2, 90), random.randint(2, 90)", "1, 1", "different questions"),
        ("count, more = random", "while True: pass\n    count, more = random", "computes for more than 2 s"),
        ("from jobfutures", "from nowhere", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_broken_file_is_named(folder: Path, before: str, after: str, words: str) -> None:
    (folder / "items/names/how-many-names.py").write_text(MODULE.replace(before, after, 1))

    assert any(words in fault for fault in faults_of(folder)), faults_of(folder)


def test_second_tags_of_unknown_families_are_named(folder: Path) -> None:
    (folder / "items/second-tags.toml").write_text('[tags]\nno-such-family = "middle"\n')

    assert any("there is no family no-such-family" in fault for fault in faults_of(folder))


def test_a_proof_that_prints_something_else_is_named(folder: Path) -> None:
    one = read_folder(folder, [])[0]
    facts = {"output": "1\n", "exception": "", "line": 0, "traceback": "", "errors": "", "wall_ms": 1, "cpu_ms": 1,
             "lost": ""}  # fmt: skip
    ran = {variant.proof: done_of(variant.proof, facts) for variant in one.variants}

    assert len(proof_faults(one, ran)) == 3
    assert "the proof printed '1'" in str(proof_faults(one, ran)[0])


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
