"""The form in which variants are kept: plain values, options in an order of their own, and the key apart from them."""

from random import Random
from typing import Any

from jobfutures.checks.families.authoring import Answer, Gap, Line, Number, OneOf, Order, Output, SomeOf
from jobfutures.checks.families.reading import Written

KINDS = {
    OneOf: "ONE_OF", SomeOf: "SOME_OF", Number: "NUMBER", Output: "OUTPUT", Order: "ORDER", Gap: "GAP", Line: "LINE",
}  # fmt: skip


def stored(written: Written) -> list[dict[str, Any]]:
    """Return the variants of a family by seed: prompt, code, language, why, kind, and what `answer_stored` adds."""
    return [
        {
            "prompt": variant.prompt,
            "code": variant.code,
            "language": variant.language,
            "why": variant.why,
            "kind": KINDS[type(variant.answer)],
            **answer_stored(variant.answer, f"{written.slug}:{seed}"),
        }
        for seed, variant in enumerate(written.variants)
    ]


def answer_stored(answer: Answer, name: str) -> dict[str, Any]:
    """Return options, right and reasons.

    options: what is chosen from or put in order, shuffled by `name`; lines stay in their order.  right: a place among
    the options; places for SOME_OF (rising) and ORDER (in order); for GAP every accepted text; else a text.
    reasons: by place, or by the text that people type.
    """
    match answer:
        case OneOf():
            options = shuffled([answer.right, *answer.wrong], name)
            return placed(options, options.index(answer.right), dict(answer.wrong))
        case SomeOf():
            options = shuffled([*answer.right, *answer.wrong], name)
            right = [place for place, option in enumerate(options) if option in answer.right]
            return placed(options, right, {**answer.right, **answer.wrong})
        case Order():
            options = shuffled(list(answer.steps), name)
            return placed(options, [options.index(step) for step in answer.steps], dict(answer.steps))
        case Line():
            lines = [str(number) for number in sorted((answer.number, *answer.wrong))]
            reasons = {str(number): why for number, why in answer.wrong.items()}
            return placed(lines, lines.index(str(answer.number)), reasons)
        case _:
            reasons = {str(typed): why for typed, why in answer.wrong.items()}
            return {"options": [], "reasons": reasons, **typed_stored(answer)}


def typed_stored(answer: Number | Output | Gap) -> dict[str, Any]:
    match answer:
        case Number():
            return {"right": str(answer.value), "unit": answer.unit}
        case Output():
            return {"right": answer.text}
        case Gap():
            return {"right": list(answer.accepts)}


def shuffled(options: list[str], name: str) -> list[str]:
    """Return the options in an order that depends on nothing but the name of their variant; never as they were."""
    random, found = Random(f"{name}:options"), list(options)
    while found == options:
        random.shuffle(found)
    return found


def placed(options: list[str], right: int | list[int], reasons: dict[str, str]) -> dict[str, Any]:
    by_place = {str(place): reasons[option] for place, option in enumerate(options) if option in reasons}
    return {"options": options, "right": right, "reasons": by_place}
