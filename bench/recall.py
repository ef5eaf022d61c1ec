"""How well the scheduler foretells who recalls a card, on a simulated log. No person's log is in it.

    python bench/recall.py

Method. 200 learners are simulated, each with a memory that follows FSRS-6 with 21 parameters of their own: the default
ones, each multiplied by exp(x), x normal with deviation 0.25, then cut to the bounds that the library allows (so the
decay of forgetting differs between people too). A learner has 30 cards, each with a further factor on stability, normal
in the logarithm with deviation 0.3: cards are not equally hard. A card is answered 12 times. It is asked when our
scheduler, which knows the default parameters only and nothing of the learner, says it is due, plus a delay. Two ways of
being late: "punctual", 0 to 20 % of the interval; "with breaks", the same in four cases of five, and in the fifth a
break of one to six intervals. The scheduler asks where recall is about 0.9, so of punctual learners there is little to
foretell, and a constant is hard to beat; breaks spread it. Whether a card is recalled is a draw with the probability
that the learner's own memory gives; a recalled card is graded Hard, Good or Easy in 15, 75 and 10 cases of 100.

Judged are the answers a day or more after the one before, as on the page of progress. Ours: the recall that rules.py
predicts, with the defaults. Peer: one constant, the average of the same answers, known beforehand, so the best
constant there is. Floor of what is possible: the probability from which the answer was drawn. Log loss in nats, less is
better; "won" is the part of the way from the constant to that floor. Three seeds, each printed: what one seed says by
chance shows as the difference between them.
"""

import math
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from jobfutures.practice.rules import NOTHING, recall, reviewed

SEEDS = (11, 12, 13)
LEARNERS, CARDS, ANSWERS = 200, 30, 12
BREAKS = {"punctual": 0.0, "with breaks": 0.2}
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
LEAST, MOST = 1e-4, 1 - 1e-4
Answer = tuple[float, float, bool]  # foretold by ours, true probability, was it recalled


def learner(chance: Random) -> Scheduler:
    """Return the true memory of one learner, as a scheduler with parameters of their own."""
    drawn = [value * math.exp(chance.gauss(0, 0.25)) for value in DEFAULT_PARAMETERS]
    bounds = zip(drawn, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return Scheduler(parameters=[min(max(value, low), high) for value, low, high in bounds], enable_fuzzing=False)


def late(chance: Random, breaks: float) -> float:
    """Return by how much of the interval somebody is late."""
    return chance.uniform(1, 6) if chance.random() < breaks else chance.uniform(0, 0.2)


def history(mind: Scheduler, chance: Random, breaks: float) -> list[Answer]:
    """Return the judged answers of one learner to one card."""
    memory, truth, at, answers = NOTHING, Card(card_id=1), BEGIN, []
    ease = math.exp(chance.gauss(0, 0.3))
    for number in range(ANSWERS):
        foretold = recall(memory, at)
        true = mind.get_card_retrievability(stretched(truth, ease), at) if number else 0.0
        recalled = chance.random() < true
        if memory.reviewed_at and at - memory.reviewed_at >= timedelta(days=1):
            answers.append((foretold, true, recalled))
        grade = chance.choices([2, 3, 4], [15, 75, 10])[0] if recalled or number == 0 else 1
        memory = reviewed(memory, grade, at)
        truth, _log = mind.review_card(truth, Rating(grade), at)
        if memory.due_at is None:
            raise SystemExit("a card that was answered is due some day")
        at = memory.due_at + (memory.due_at - at) * late(chance, breaks) * (memory.state == State.Review)
    return answers


def stretched(truth: Card, ease: float) -> Card:
    """Return a card that is easier or harder to keep than others."""
    return Card(card_id=1, state=truth.state, step=truth.step, stability=(truth.stability or 1) * ease,
                difficulty=truth.difficulty, due=truth.due, last_review=truth.last_review)  # fmt: skip


def log_loss(pairs: list[tuple[float, bool]]) -> float:
    def loss(foretold: float, recalled: bool) -> float:  # noqa: FBT001
        sure = min(max(foretold, LEAST), MOST)
        return -math.log(sure if recalled else 1 - sure)

    return sum(loss(*pair) for pair in pairs) / len(pairs)


def simulated(seed: int, breaks: float) -> list[Answer]:
    chance = Random(seed)
    minds = [learner(chance) for _ in range(LEARNERS)]
    return [answer for mind in minds for _ in range(CARDS) for answer in history(mind, chance, breaks)]


def losses(name: str, seed: int, answers: list[Answer]) -> None:
    average = sum(recalled for *_rest, recalled in answers) / len(answers)
    ours = log_loss([(foretold, recalled) for foretold, _true, recalled in answers])
    constant = log_loss([(average, recalled) for *_rest, recalled in answers])
    truth = log_loss([(true, recalled) for _foretold, true, recalled in answers])
    print(
        f"{name:14}{seed:>6}{len(answers):>10}{average:>10.3f}{ours:>10.4f}{constant:>10.4f}{truth:>10.4f}"
        f"{ours / constant:>18.3f}{(constant - ours) / (constant - truth):>8.2f}"
    )


def calibration(answers: list[Answer]) -> None:
    print(f"\n{'foretold':>14}{'answers':>10}{'mean foretold':>16}{'recalled':>10}")
    groups: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[min(int(answer[0] * 20), 19)].append(answer)
    for group, found in sorted(groups.items()):
        mean = sum(foretold for foretold, *_rest in found) / len(found)
        share = sum(recalled for *_rest, recalled in found) / len(found)
        print(f"{group / 20:>7.2f} to {(group + 1) / 20:.2f}{len(found):>10}{mean:>16.3f}{share:>10.3f}")


def main() -> None:
    print(f"{LEARNERS} learners, {CARDS} cards each; log loss in nats\n")
    heads = "".join(f"{head:>10}" for head in ("answers", "recalled", "ours", "constant", "truth"))
    print(f"{'':14}{'seed':>6}{heads}{'ours / constant':>18}{'won':>8}")
    answers: list[Answer] = []
    for name, breaks in BREAKS.items():
        for seed in SEEDS:
            found = simulated(seed, breaks)
            losses(name, seed, found)
            answers += found
    calibration(answers)


if __name__ == "__main__":
    main()
