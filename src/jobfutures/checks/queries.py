"""Answers about checks that are more than one filter. Personal rows are loaded through `visible_to` alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, JSONField, Prefetch
from django.db.models.sql.compiler import SQLCompiler

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank, Item, Question, Taking
from jobfutures.checks.rules import may_begin_at
from jobfutures.guide.models import Question as GuideQuestion
from jobfutures.topics.models import Role


class ElementOf(Func):
    """One element of a JSON list, so that the whole list of variants need not be read. arguments: list, place."""

    output_field = JSONField()
    arity = 2

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        template = "JSON_EXTRACT(%(expressions)s || ']')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '$[' || ", **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" -> ", **more)


@dataclass(frozen=True, slots=True)
class Offered:
    """One role's check, as a person finds it. open, last: their own.  may_begin_at: None where they may begin now.

    recheck: they may take another one at once, because the answers of the last did not hang together.
    """

    role: Role
    bank: Bank | None
    open: Attempt | None = None
    last: Attempt | None = None
    may_begin_at: datetime | None = None
    recheck: bool = False


def banks_in_use() -> dict[str, Bank]:
    """Return today's bank version of each role, by the role's id. One query."""
    rows = Bank.objects.released().defer("items")
    found: dict[str, Bank] = {}
    for row in rows:
        found.setdefault(row.role_id, row)
    return found


def offered(viewer: User | AnonymousUser, at: datetime) -> list[Offered]:
    """Return every role's check with what the viewer did. Four queries, two for a visitor."""
    banks = banks_in_use()
    roles = list(Role.objects.filter(retired=False).order_by("title"))
    if not isinstance(viewer, User):
        return [Offered(role, banks.get(role.pk)) for role in roles]
    rows = list(Attempt.objects.visible_to(viewer).newest_first().defer("candidates", "posterior"))
    takings = {one.role_id: one for one in Taking.objects.visible_to(viewer)}
    return [of_role(role, banks.get(role.pk), [one for one in rows if one.role_id == role.pk], takings, at)
            for role in roles]  # fmt: skip


def of_role(
    role: Role, bank: Bank | None, mine: list[Attempt], takings: dict[str, Taking], at: datetime
) -> Offered:  # fmt: skip
    taking = takings.get(role.pk)
    last = next((one for one in mine if one.outcome is not None), None)
    wait = may_begin_at(taking.results, taking.last_result_at) if taking else None
    again = bool(last and last.is_flagged and not any(one.recheck_of_id == last.pk for one in mine))
    return Offered(
        role=role,
        bank=bank,
        open=next((one for one in mine if one.is_open), None),
        last=last,
        may_begin_at=wait if wait and wait > at and not again else None,
        recheck=again and last is not None and last.recheck_of_id is None,
    )


def offer_of(viewer: User | AnonymousUser, role: Role, at: datetime) -> Offered:
    """Return one role's check with what the viewer did."""
    return next(one for one in offered(viewer, at) if one.role.pk == role.pk)


def recheck_of(viewer: User, role: Role) -> Attempt | None:
    """Return the flagged check for which another one may be taken at once; of each, one."""
    last = Attempt.objects.visible_to(viewer).filter(role=role).with_result().newest_first().first()
    if last is None or not last.is_flagged or last.recheck_of_id is not None:
        return None
    return None if last.rechecks.exists() else last


def history(viewer: User) -> list[Attempt]:
    """Return the viewer's ended checks, newest first."""
    rows = Attempt.objects.visible_to(viewer).finished().newest_first().select_related("role")
    return list(rows.defer("candidates", "posterior"))


def open_question(viewer: User, pk: UUID) -> Question | None:
    """Return the question that a check waits for, with its variant as `shown`; None where it has ended. One query."""
    rows = Question.objects.visible_to(viewer).unanswered().filter(attempt=pk)
    rows = rows.select_related("attempt__role", "item__area", "item__exercise", "task")
    return rows.annotate(shown=ElementOf(F("wording__variants"), F("variant"))).first()


@dataclass(frozen=True, slots=True)
class Answered:
    """One scored question of a result, with what it asked. shown: the variant, None for a code task."""

    question: Question
    shown: dict[str, Any] | None


def scored_answers(attempt: Attempt) -> list[Answered]:
    """Return every scored question of a check in its order. Two queries."""
    readings = Prefetch("item__practise", queryset=GuideQuestion.objects.published().select_related("area", "guide"))
    rows = attempt.questions.answered().in_order().filter(is_pilot=False)
    rows = rows.select_related("item__area", "item__exercise", "task").prefetch_related(readings)
    rows = rows.defer("item__exercise__checks", "item__exercise__reference", "item__exercise__project")
    found = rows.annotate(shown=ElementOf(F("wording__variants"), F("variant")))
    return [Answered(one, one.__dict__["shown"]) for one in found]


def items_of(bank: Bank) -> dict[str, Item]:
    """Return the items of a bank version by slug, each with its area."""
    slugs = [one["item"] for one in bank.items]
    return Item.objects.filter(pk__in=slugs).select_related("area").in_bulk()
