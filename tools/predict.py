"""Try a prediction while you write it: `python tools/predict.py content/predictions/AREA/SLUG.md [...]`.

Runs its program, and the fixed one, twice in processes of their own; prints the truth: what was printed, how it ended,
on which line, how many queries. Then every fault of the format. Exit code 1 where there is one. `--write` runs all
predictions and writes content/predicted.json, as `content verify --write` does after it has run the examples.
"""

import json
import sys
from pathlib import Path

from jobfutures.kit.content.faults import Fault
from jobfutures.kit.content.frontmatter import read_all
from jobfutures.predictions.content.check import doubles, guides_by_question, own_faults, record_faults
from jobfutures.predictions.content.reading import Prediction, read_folder, with_programs
from jobfutures.predictions.content.schema import PredictionFields
from jobfutures.predictions.content.truth import NO_EXCEPTION, trimmed
from jobfutures.predictions.proof import MOST_MS, SEEDS, Done, record_of, run_all, run_faults, runs_of, verify
from jobfutures.topics.content import read_vocabulary

CONTENT = Path(__file__).parent.parent / "content"
PROJECT = CONTENT / "guides/python-backend/project"


def tell(name: str, done: Done) -> None:
    print(f"-- {name}: {done.wall_ms} ms")
    print(done.ran.output + done.ran.traceback, end="")
    print(f"   output {json.dumps(trimmed(done.ran.output), ensure_ascii=False)}")
    counted = "not counted" if done.ran.queries is None else done.ran.queries
    print(f"   exception {done.ran.exception or NO_EXCEPTION}, line {done.ran.line or 'none'}, queries {counted}")


def predict(file: Path) -> list[Fault]:
    """Print what one prediction's programs do; return its faults."""
    print(f"\n== {file.parent.name}/{file.stem}")
    faults: list[Fault] = []
    read = [with_programs(one, faults) for one in read_all([file], CONTENT, PredictionFields, faults)]
    if not read or read[0] is None:
        tell_programs(file)
        return faults
    prediction = read[0].with_homes(guides_by_question([CONTENT]))
    runs = [runs_of([prediction], seed=seed) for seed in SEEDS]
    for (_key, is_fixed), done in runs[0].items():
        tell(f"{file.stem}.fixed.py" if is_fixed else f"{file.stem}.py", done)
    proven = prediction.with_record(record_of(prediction, runs[0]))
    print(f"   the truth of `asks: {prediction.fields.asks}`: {proven.truth!r}")
    faults += [*own_faults(proven, read_vocabulary([CONTENT])), *record_faults(proven), *run_faults(proven, *runs)]
    for is_fixed in (False, True):
        took = min(
            (run[prediction.key, is_fixed].wall_ms for run in runs if (prediction.key, is_fixed) in run), default=0
        )
        if took > MOST_MS:
            faults.append(prediction.program_fault(f"takes {took} ms; it may take {MOST_MS}", fixed=is_fixed))
    return [*faults, *doubles_of(prediction)]


def doubles_of(prediction: Prediction) -> list[Fault]:
    others = [one for one in read_folder(CONTENT, []) if one.key != prediction.key]
    return [fault for fault in doubles([*others, prediction]) if fault.file == prediction.document.name]


def tell_programs(file: Path) -> None:
    """Run what is there, although the text beside it cannot be read yet."""
    for program in (file.with_suffix(".py"), file.with_suffix(".fixed.py")):
        if program.exists():
            tell(program.name, run_all({"it": program.read_text(encoding="utf-8")}, PROJECT)["it"])


def main() -> int:
    if sys.argv[1:] == ["--write"]:
        wrong = verify([CONTENT], write=True)
        print("\n".join(map(str, wrong)) or "no fault")
        return 1 if wrong else 0
    files = [Path(word).absolute() for word in sys.argv[1:]]
    if not files or any(file.suffix != ".md" or CONTENT not in file.parents for file in files):
        print(__doc__)
        return 2
    faults = [fault for file in files for fault in predict(file)]
    print("\n" + ("\n".join(map(str, faults)) if faults else "no fault"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
