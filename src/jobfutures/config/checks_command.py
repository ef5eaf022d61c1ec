"""`jobfutures calibrate` and `jobfutures bank`: what operators, and the worker at night, do with bank versions."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from jobfutures.checks.changes import facts_of, sentences_of
from jobfutures.checks.commands import banks, upkeep
from jobfutures.checks.commands.calibrating import CannotCalibrate, keep_bank, propose_bank, roles_due
from jobfutures.checks.models import Bank
from jobfutures.config.refused import Refused
from jobfutures.topics.models import Role


def calibrate(role: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Propose a bank for one role, or for all that have one in use, and keep it unless `dry_run`."""
    found, refused = [], []
    for one in roles_with_bank(role):
        say(f"{one.pk}: reading answers and estimating", as_json=as_json)
        try:
            found.append(calibrated(one, dry_run=dry_run, as_json=as_json))
        except CannotCalibrate as refusal:
            refused.append(f"{one.pk}: {refusal}")
    if as_json:
        print(json.dumps({"dry_run": dry_run, "roles": found, "refused": refused}, indent=2))
    if refused and (role or not found):
        raise Refused(" ".join(refused))
    for line in refused:
        say(line, as_json=as_json)
    return 0


def calibrated(role: Role, *, dry_run: bool, as_json: bool) -> dict[str, Any]:
    at = timezone.now()
    proposal = propose_bank(role=role, at=at)
    facts = facts_of(proposal)
    for line in sentences_of(facts):
        say(line, as_json=as_json)
    if dry_run:
        say("  nothing was written", as_json=as_json)
        return facts
    bank = keep_bank(proposal=proposal, at=at)
    missed = [gate.name for gate in banks.gates_of(bank) if not gate.holds]
    state = f"misses: {'; '.join(missed)}" if missed else "passes every gate"
    say(f"  version {bank.number} is made and {state}; it is in use once it is released", as_json=as_json)
    return {**facts, "version": bank.number, "missed": missed}


def nightly(*, as_json: bool) -> int:
    """Do what each night asks for. Safe to repeat. A role that cannot be calibrated keeps no other from it."""
    at = timezone.now()
    decayed, ended = upkeep.decay_exposure(at=at), upkeep.end_abandoned(at=at)
    say(f"exposure of {decayed} roles made older; {ended} abandoned checks ended", as_json=as_json)
    upkeep.take_figures(at=at)
    found, refused = [], []
    for role in roles_due():
        try:
            found.append(calibrated(role, dry_run=False, as_json=as_json))
        except CannotCalibrate as refusal:
            refused.append(f"{role.pk}: {refusal}")
    if as_json:
        print(json.dumps({"decayed": decayed, "ended": ended, "roles": found, "refused": refused}, indent=2))
    if refused:
        raise Refused(" ".join(refused))
    return 0


def simulate(role: str | None, version: int | None, *, as_json: bool) -> int:
    """Simulate the newest or a named version of one role, or the newest of every role."""
    found = []
    for bank in chosen_banks(role, version):
        say(f"{bank.role_id}: version {bank.number} is simulated", as_json=as_json)
        banks.simulate_bank(bank=bank)
        rows = gate_rows(bank)
        for row in rows:
            say(f"  {'held  ' if row['holds'] else 'MISSED'} {row['name']}: {shown(row['found'])}", as_json=as_json)
        found.append({"role": bank.role_id, "version": bank.number, "gates": rows})
    if as_json:
        print(json.dumps(found, indent=2))
    return 0


def release(role: str | None, version: int | None, *, as_json: bool) -> int:
    """Take a version into use. Raises Refused where a gate is missed, or where it is not clear which role is meant."""
    chosen = chosen_banks(role, version)
    if len(chosen) != 1:
        raise Refused(f"Say which role with --role: there are {len(chosen)}.")
    try:
        bank = banks.release_bank(by=None, bank=chosen[0], at=timezone.now())
    except banks.CannotRelease as refusal:
        raise Refused(f"{chosen[0].role_id}, version {chosen[0].number}: {refusal}") from None
    say(f"{bank.role_id}: version {bank.number} is in use for checks that begin from now on", as_json=as_json)
    if as_json:
        print(json.dumps({"role": bank.role_id, "version": bank.number}))
    return 0


def roles_with_bank(role: str | None) -> list[Role]:
    rows = Role.objects.filter(retired=False, banks__released_at__isnull=False).distinct().order_by("pk")
    found = list(rows.filter(pk=role) if role else rows)
    if not found:
        raise Refused(f"No bank is in use for {role or 'any role'}.")
    return found


def chosen_banks(role: str | None, version: int | None) -> list[Bank]:
    """Return one bank of each role asked for: the newest, or the named version. Raises Refused where there is none."""
    rows = Bank.objects.filter(role__retired=False, **({"role": role} if role else {})).order_by("role", "number")
    if version is not None:
        if not role:
            raise Refused("A version is one of a role: say which with --role.")
        try:
            return [rows.get(number=version)]
        except ObjectDoesNotExist:
            raise Refused(f"There is no version {version} for {role}.") from None
    found = list({bank.role_id: bank for bank in rows}.values())
    if not found:
        raise Refused(f"There is no bank for {role or 'any role'}.")
    return found


def gate_rows(bank: Bank) -> Sequence[dict[str, Any]]:
    return [
        {"name": gate.name, "found": gate.found, "least": gate.least, "most": gate.most, "holds": gate.holds}
        for gate in banks.gates_of(bank)
    ]


def shown(found: float | None) -> str:
    return "-" if found is None else f"{found:.3g}"


def say(line: str, *, as_json: bool) -> None:
    if not as_json:
        print(line, flush=True)
