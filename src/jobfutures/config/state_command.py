"""The commands on what an instance keeps: backup, restore, move, export and erase."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from jobfutures.config.refused import Refused
from jobfutures.config.site import prepare

Role = Callable[[argparse.Namespace], int]
Add = Callable[[str, Role, str], argparse.ArgumentParser]


def add_state(add: Add) -> None:
    backup = add("backup", backup_command, "write all that this instance keeps into one file, while it runs")
    backup.add_argument("file", type=Path, help="the file to write; it must not be there yet")
    line = "put a backup in its place; who was erased since is erased again"
    restore = add("restore", restore_command, line)
    restore.add_argument("file", type=Path)
    line = "throw away the instance that is here"
    restore.add_argument("--replace", action="store_true", help=line)
    move = add("move", move_command, "move every row from SQLite to PostgreSQL, and compare both sides")
    move.add_argument("--to", required=True, metavar="DATABASE_URL", help="postgres://user:password@host:5432/name")
    move.add_argument("--replace", action="store_true", help="throw away what the target holds")
    export = add("export", export_command, "write what is held about a person into a ZIP, as their own button does")
    export.add_argument("person", help="the address or the number of an account")
    export.add_argument("--to", type=Path, metavar="FILE", help="by default jobfutures-NUMBER.zip")
    erase = add("erase", erase_command, "erase a person and everything held about them, as their own button does")
    erase.add_argument("person", help="the address or the number of an account")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    for command in (backup, restore, move, export, erase):
        command.add_argument("--json", action="store_true", help="for a script")


def backup_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config.state import backup

    began = time.monotonic()
    made = backup.back_up(arguments.file.expanduser().absolute(), at=datetime.now(UTC))
    if arguments.json:
        print(json.dumps(asdict(made) | {"file": str(made.file)}))
    else:
        backup.say(made, time.monotonic() - began)
    return 0


def restore_command(arguments: argparse.Namespace) -> int:
    prepare(restoring=True)
    from jobfutures.config.state.restore import HalfDone, restore

    try:
        done = restore(arguments.file.expanduser().absolute(), replace=arguments.replace)
    except HalfDone as error:
        raise Refused(
            f"the database is restored, but what follows failed: {error}. Nothing starts here before it is repeated: "
            f"`jobfutures restore {arguments.file} --replace`."
        ) from None
    if arguments.json:
        print(json.dumps(asdict(done)))
        return 0
    print(f"Restored {done.rows} rows as they were at {done.made_at}. Start again with `jobfutures serve`.")
    if done.erased:
        print(f"{done.erased} accounts in it had been erased since, and are erased again.")
    if done.other_key:
        print("JOBFUTURES_SECRET_KEY is another than the backup's: everybody has to sign in again.")
    return 0


def move_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config.state import move

    done = move.move(arguments.to, replace=arguments.replace, watch=move.say)
    if arguments.json:
        print(json.dumps(asdict(done) | {"rows": done.rows}))
    else:
        print(move.told(done, arguments.to))
    return 0


def export_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.accounts.queries import export_archive
    from jobfutures.config.state.persons import person_named
    from jobfutures.config.state.private import write_new

    person = person_named(arguments.person)
    file: Path = (arguments.to or Path(f"jobfutures-{person.pk}.zip")).expanduser().absolute()
    write_new(file, export_archive(person, datetime.now(UTC)))
    size = file.stat().st_size
    print(json.dumps({"file": str(file), "size": size}) if arguments.json else f"{file}: {size} bytes.")
    return 0


def erase_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.accounts.commands import CannotDelete, delete_account
    from jobfutures.config.state.persons import person_named

    person = person_named(arguments.person)
    number = str(person.pk)
    if not arguments.yes and not agreed(number):
        raise Refused("Nothing was erased.")
    try:
        delete_account(by=person, at=datetime.now(UTC))
    except CannotDelete as refusal:
        raise Refused(str(refusal)) from None
    print(json.dumps({"erased": number}) if arguments.json else f"{number} is erased, and everything held about them.")
    return 0


def agreed(number: str) -> bool:
    if not sys.stdin.isatty():
        raise Refused("erase asks before it erases, and there is nobody to ask. Nothing was erased; add --yes.")
    return input(f"Erase {number} and everything held about them, for good? Type yes: ").strip() == "yes"
