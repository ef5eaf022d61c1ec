"""Kits of an open plan are added, written, filled from the guide and taken away."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.plans import rules
from jobfutures.plans.commands.plans import CannotPlan, changed, check_hires, locked, write_kit
from jobfutures.plans.models import InterviewPlan, Kit
from jobfutures.plans.queries.offers import Asked, Offer
from jobfutures.plans.queries.reading import said, whole_kits

LONGEST_QUESTION = 1000


@transaction.atomic
def add_kit(*, by: User, plan: InterviewPlan, title: str, minutes: int, version: str, at: datetime) -> Kit:
    """Add an interview behind the last. Raises CannotPlan, IsStale."""
    check_hires(by, plan.job.company)
    found = locked(plan, version)
    if found.kits.count() >= rules.MOST_KITS:
        raise CannotPlan(_("A plan has at most %(most)d interviews.") % {"most": rules.MOST_KITS})
    kit = write_kit(found, rules.Kit(title, minutes))
    changed(found, by=by, kind="plans.changed", at=at, fields=["kits"])
    return kit


@transaction.atomic
def change_kit(*, by: User, kit: Kit, text: rules.Kit, version: str, at: datetime) -> None:
    """Write a kit anew. version: of the plan that `by` saw. Raises CannotPlan, IsStale."""
    check_hires(by, kit.plan.job.company)
    found = locked(kit.plan, version)
    write_kit(found, text, there(kit))
    changed(found, by=by, kind="plans.changed", at=at, fields=["kit"])


@transaction.atomic
def remove_kit(*, by: User, kit: Kit, version: str, at: datetime) -> None:
    """Take an interview out; those behind it move up. Raises CannotPlan, IsStale."""
    check_hires(by, kit.plan.job.company)
    found = locked(kit.plan, version)
    there(kit).delete()
    for place, row in enumerate(Kit.objects.filter(plan=found).order_by("position"), 1):
        Kit.objects.filter(pk=row.pk).exclude(position=place).update(position=place)
    changed(found, by=by, kind="plans.changed", at=at, fields=["kits"])


@transaction.atomic
def take_from_guide(*, by: User, kit: Kit, offer: Offer, chosen: Collection[str], version: str, at: datetime) -> None:
    """Add what was ticked of the guide's offer to a kit; what it has already comes no second time.

    Raises CannotPlan, IsStale.
    """
    check_hires(by, kit.plan.job.company)
    found = locked(kit.plan, version)
    row = whole_kits(Kit.objects.filter(pk=there(kit).pk)).get()
    text = filled(said(row), offer, chosen)
    if len(text.criteria) > rules.MOST_CRITERIA:
        raise CannotPlan(_("A kit has at most %(most)d criteria: nobody hears more.") % {"most": rules.MOST_CRITERIA})
    if len(text.questions) > rules.MOST_QUESTIONS:
        raise CannotPlan(_("A kit has at most %(most)d questions.") % {"most": rules.MOST_QUESTIONS})
    write_kit(found, text, row)
    changed(found, by=by, kind="plans.changed", at=at, fields=["kit"])


def there(kit: Kit) -> Kit:
    """Return the row as it is now. Raises CannotPlan where somebody took it away."""
    found = Kit.objects.filter(pk=kit.pk).first()
    if found is None:
        raise CannotPlan(_("Somebody took this interview out of the plan a moment ago."))
    return found


def filled(kit: rules.Kit, offer: Offer, chosen: Collection[str]) -> rules.Kit:
    """Return a kit with what was chosen. A criterion comes with a question of its own that was chosen, and alone."""
    criteria, questions = list(kit.criteria), list(kit.questions)
    names = {one.name: one.key for one in criteria}
    places = {one.text: place for place, one in enumerate(questions)}
    for one in offer.criteria():
        if one.value in chosen and one.name not in names:
            names[one.name] = rules.key_for(one.key, names.values())
            criteria.append(rules.Criterion(names[one.name], one.name, tuple(one.anchors), one.area.pk))
        heard = (names[one.name],) if one.name in names else ()
        for asked in chosen_of(one.questions, chosen):
            if asked.text in places:
                before = questions[places[asked.text]]
                questions[places[asked.text]] = replace(
                    before, criteria=tuple(dict.fromkeys((*before.criteria, *heard)))
                )
                continue
            places[asked.text] = len(questions)
            questions.append(rules.Question(asked.text, probes_of(asked, chosen), heard, asked.source))
    return replace(kit, criteria=tuple(criteria), questions=tuple(questions))


def chosen_of(questions: list[Asked], chosen: Collection[str]) -> Iterator[Asked]:
    """Yield the questions that were chosen, or of which something to ask next was."""
    for one in questions:
        if one.value in chosen or any(value in chosen for value, _text in one.probes):
            yield replace(one, text=one.text[:LONGEST_QUESTION])


def probes_of(asked: Asked, chosen: Collection[str]) -> tuple[str, ...]:
    found = [text[: rules.MOST_PROBE] for value, text in asked.probes if value in chosen]
    if asked.listen:
        found.append((_("Listen for: %(what)s") % {"what": asked.listen})[: rules.MOST_PROBE])
    return tuple(found[: rules.MOST_PROBES])
