"""What an author of item families asks: what is wrong with this file, and what does a candidate get?"""

from pathlib import Path

from jobfutures.checks.families.authoring import GAP, Answer, OneOf, Order, SomeOf, Variant
from jobfutures.checks.families.reading import Broken, Written, faults_of, read_family
from jobfutures.checks.proof import programs_of, proof_faults, run_proofs
from jobfutures.kit.content.faults import Fault, shown
from jobfutures.topics.content import Vocabulary

GAP_SHOWN = "[    ]"


def prove_files(
    files: list[Path], folder: Path, project: Path, vocabulary: Vocabulary, questions: set[str]
) -> tuple[list[Written], list[Fault]]:
    """Check some families and run their proofs once; return those that can be run, and every fault."""
    found: list[Written] = []
    faults: list[Fault] = []
    for file in files:
        try:
            found.append(read_family(file, folder))
        except Broken as error:
            faults.append(Fault(shown(file, folder), error.line, "family", str(error)))
    for one in list(found):
        wrong = faults_of(one, vocabulary, questions)
        faults += wrong
        if wrong:
            found.remove(one)
    ran = run_proofs(set[str]().union(*map(programs_of, found)), project, seed=1)
    return found, faults + [fault for one in found for fault in proof_faults(one, ran)]


def as_text(variant: Variant) -> str:
    """Return one variant as plain text: the question, then the key and every reason."""
    parts = [variant.prompt]
    if variant.code:
        numbered = enumerate(variant.code.replace(GAP, GAP_SHOWN).splitlines(), start=1)
        parts.append("\n".join(f"{number:>3}  {line}" for number, line in numbered))
    parts += [f"KEY ({type(variant.answer).__name__}):\n{variant.answer.key}", *told(variant.answer)]
    return "\n\n".join([*parts, f"WHY: {variant.why}"])


def told(answer: Answer) -> list[str]:
    if isinstance(answer, Order):
        return [f"{number}. {step}: {why}" for number, (step, why) in enumerate(answer.steps.items(), start=1)]
    right = [f"RIGHT {option}: {why}" for option, why in answer.right.items()] if isinstance(answer, SomeOf) else []
    unit = "" if isinstance(answer, OneOf | SomeOf) else "typed "
    return [*right, *(f"WRONG {unit}{option}: {why}" for option, why in answer.wrong.items())]
