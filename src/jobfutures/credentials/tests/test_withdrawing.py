"""Withdrawn copies are marked for ever; the others hold."""

import pytest

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.checks.commands.attempts import delete_check
from jobfutures.checks.models import Attempt
from jobfutures.credentials import personal
from jobfutures.credentials.commands.withdrawing import delete_credential, note_copy, revoke_copies
from jobfutures.credentials.models import Copy, Credential, StatusList
from jobfutures.credentials.tests import made
from jobfutures.credentials.vc.bits import is_set
from tests.people import NOON


def withdrawn() -> set[tuple[int, int]]:
    """Return every (list, place) that is marked."""
    return {
        (row.pk, place)
        for row in StatusList.objects.all()
        for place in range(8 * len(row.bits))
        if row.bits[place // 8] and is_set(bytes(row.bits), place, row.order)
    }


def places(credential: Credential, *numbers: int) -> set[tuple[int, int]]:
    copies = credential.copies.filter(number__in=numbers) if numbers else credential.copies.all()
    return {(copy.status_list_id, copy.place) for copy in copies}


def test_one_copy_is_withdrawn_alone(ana: User, credential: Credential) -> None:
    assert revoke_copies(by=ana, credential=credential, numbers=[3], at=NOON) == 1

    assert withdrawn() == places(credential, 3)
    assert credential.copies.in_force().count() == 9
    assert revoke_copies(by=ana, credential=credential, numbers=[3], at=NOON) == 0


def test_all_copies_are_withdrawn_at_once(ana: User, credential: Credential) -> None:
    revoke_copies(by=ana, credential=credential, at=NOON)

    assert withdrawn() == places(credential)


def test_somebody_else_withdraws_deletes_and_notes_nothing(ben: User, credential: Credential) -> None:
    revoke_copies(by=ben, credential=credential, at=NOON)
    delete_credential(by=ben, credential=credential, at=NOON)
    note_copy(by=ben, copy=credential.copies.get(number=1), note="mine")

    assert withdrawn() == set()
    assert not Copy.objects.exclude(note="").exists()
    assert Credential.objects.filter(pk=credential.pk).exists()


def test_a_deleted_credential_is_gone_and_stays_withdrawn(ana: User, credential: Credential) -> None:
    marked = places(credential)
    delete_credential(by=ana, credential=credential, at=NOON)

    assert not Copy.objects.exists()
    assert withdrawn() == marked


def test_a_badge_is_withdrawn_in_a_list_of_its_own_kind(ana: User, result: Attempt, credential: Credential) -> None:
    badge = made.badge(ana, result)
    revoke_copies(by=ana, credential=badge, at=NOON)

    assert withdrawn() == places(badge)
    assert badge.copies.get().status_list != credential.copies.get(number=1).status_list


def test_with_its_check_a_credential_is_withdrawn_and_goes(ana: User, result: Attempt, credential: Credential) -> None:
    marked = places(credential) | places(made.badge(ana, result))
    delete_check(by=ana, attempt=result, at=NOON)

    assert not Credential.objects.exists()
    assert withdrawn() == marked


def test_with_its_owner_a_credential_is_withdrawn_and_goes(ana: User, credential: Credential) -> None:
    marked = places(credential)
    personal.erase(ana, NOON)

    assert not Credential.objects.exists()
    assert withdrawn() == marked


def test_an_export_holds_the_credentials_as_they_are(ana: User, ben: User, credential: Credential) -> None:
    note_copy(by=ana, copy=credential.copies.get(number=2), note="ACME")
    (found,) = personal.export(ana)["credentials.json"]

    assert [one["text"] for one in found["copies"]] == [one.token for one in credential.copies.in_order()]
    assert [one["note"] for one in found["copies"]][:3] == ["", "ACME", ""]
    assert found["states"] == credential.facts
    assert export_archive(ana, NOON)
    assert personal.export(ben) == {}


@pytest.mark.parametrize("row", ["credential", "copy"])
def test_no_row_names_anybody_in_a_log(credential: Credential, row: str) -> None:
    shown = str(credential if row == "credential" else credential.copies.get(number=1))

    assert shown.count("-") == 4
    assert "@" not in shown
