"""What is wrong with a variant, short of running it."""

from dataclasses import replace

import pytest

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
from jobfutures.checks.families.judging import variant_faults

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


def variant(answer: Answer, **more: str) -> Variant:
    code = CODE.replace("a + b", "____") if isinstance(answer, Gap) else CODE
    return Variant(**{"prompt": "What is it that is asked here?", "answer": answer, "why": WHY, "code": code,
                      "proof": "print(1)", **more})  # fmt: skip


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


@pytest.mark.parametrize("name", ANSWERS)
def test_a_sound_variant_has_no_fault(name: str) -> None:
    assert list(variant_faults(FAMILY, variant(ANSWERS[name]))) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_variant_is_named(name: str) -> None:
    words, broken = BROKEN[name]

    assert any(words in fault for fault in variant_faults(FAMILY, broken)), list(variant_faults(FAMILY, broken))


def test_a_family_that_cites_has_no_proof() -> None:
    cites = replace(FAMILY, cites=Source("RFC 9110", "https://www.rfc-editor.org/rfc/rfc9110"))

    assert list(variant_faults(cites, variant(ANSWERS["OneOf"], proof=""))) == []
    assert list(variant_faults(cites, variant(ANSWERS["OneOf"])))
