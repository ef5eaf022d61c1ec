"""What there is of one area of a role, what a person did of it, and where they stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobfutures.checks.queries_newest import Newest
from jobfutures.practice.queries_standing import Asked, Met
from jobfutures.practice.queries_tasks import Task, TaskKind
from jobfutures.profiles.readiness_rules import Count, Mark, Standing
from jobfutures.topics.models import Level, RoleShare

LEVELS = list(Level.values)


@dataclass(frozen=True, slots=True)
class Found:
    """One area at a level. met: by question.  tasks: see `fitting`."""

    share: RoleShare
    questions: Sequence[Asked]
    met: Mapping[str, Met]
    tasks: Sequence[Task]
    check: Newest

    @property
    def counting_tasks(self) -> list[Task]:
        """Exercises and reviews; where the area has neither, predictions."""
        larger = [task for task in self.tasks if task.kind is not TaskKind.PREDICTION]
        return larger or list(self.tasks)

    @property
    def predicted(self) -> Count:
        return counted([task.is_done for task in self.tasks if task.kind is TaskKind.PREDICTION])

    def is_practised(self, question: Asked) -> bool:
        """Say whether the person explained a question, or answered one of its cards."""
        return question.is_told or (question.id in self.met and self.met[question.id].asked > 0)

    @property
    def standing(self) -> Standing:
        area, check = self.share.area_id, self.check
        mine = [self.met[question.id] for question in self.questions if question.id in self.met]
        cards = sum(question.cards for question in self.questions)
        unmet = cards - sum(one.standings.total() for one in mine)
        mark = Mark(check.marks.get(area, Mark.UNTOLD))
        is_told_lately = mark is not Mark.UNTOLD and not check.is_old
        return Standing(
            share=self.share.share,
            questions=counted([self.is_practised(question) for question in self.questions]),
            cards=Count(cards - sum(one.aside for one in mine), sum(one.known for one in mine)),
            cards_ready=unmet + sum(one.due for one in mine),
            tasks=counted([task.is_done for task in self.counting_tasks]),
            mark=mark,
            is_check_open=area in check.asks and check.may_begin_at is None and not is_told_lately,
        )


def counted(done: Sequence[bool]) -> Count:
    return Count(len(done), sum(done))


def fitting(tasks: Sequence[Task], level: str) -> list[Task]:
    """Return tasks that suit a level, and harder ones that were done: the level's own first, then exercises."""
    highest = LEVELS.index(level)
    suit = [task for task in tasks if task.is_done or LEVELS.index(task.level) <= highest]
    return sorted(suit, key=lambda task: (abs(highest - LEVELS.index(task.level)), list(TaskKind).index(task.kind)))
