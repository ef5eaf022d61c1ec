"""The `jobfutures` command: every role, and the operator's tools.

Exit codes: 0 done, 1 refused with a sentence, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from jobfutures.config import datafolder
from jobfutures.config.credentials_command import add_credentials
from jobfutures.config.demo_command import add_demo
from jobfutures.config.environment import Environment, WrongSetting
from jobfutures.config.jobs_command import add_jobs
from jobfutures.config.refused import Refused
from jobfutures.config.site import import_application, import_pages, prepare
from jobfutures.config.state_command import add_state
from jobfutures.config.version import version

Role = Callable[[argparse.Namespace], int]
Add = Callable[[str, Role, str], argparse.ArgumentParser]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Refusals are one sentence on standard error."""
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["manage"]:
        return manage(given[1:])
    arguments = parser().parse_args(given or ["serve"])
    if getattr(arguments, "data", None):
        os.environ["JOBFUTURES_DATA"] = str(Path(arguments.data).expanduser().absolute())
    role: Role = arguments.role
    try:
        return role(arguments)
    except (Refused, WrongSetting, datafolder.FolderRefused) as refusal:
        print(f"jobfutures: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the whole command line; what each command does stands beside its name."""
    line = "A self-hosted site where Python backend developers prepare for real technical conversations."
    root = argparse.ArgumentParser(prog="jobfutures", description=line)
    root.add_argument("--version", action="version", version=f"jobfutures {version()}")
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, role: Role, line: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=line, description=line)
        command.set_defaults(role=role)
        command.add_argument("--data", help="the folder that holds everything (JOBFUTURES_DATA; by default ./data)")
        return command

    add_roles(add)
    add_tools(add)
    commands.add_parser("manage", help="Django's own commands")
    return root


def add_roles(add: Add) -> None:
    """Add the roles: all in one process tree, or each alone for many machines."""
    line = "everything in one command: migrate, load content, web, worker and runner, supervised"
    whole = add("serve", serve, line)
    whole.add_argument(
        "--demo", action="store_true", help="fill it with a made-up, marked instance, if it has none yet"
    )
    for command in (whole, add("web", web, "the web role alone, for many machines")):
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=port, default=8000)
    add("worker", worker, "the worker role alone: mail, search index, attempts and other background work")
    sandbox = add("runner", runner, "the runner role alone: the sandbox that runs examples and grades exercises")
    line = "HOST:PORT for remote workers; the key in JOBFUTURES_RUNNER_KEY"
    sandbox.add_argument("--listen", type=listening, default=None, help=line)
    whole = add("migrate", migrate, "bring the database, static files, content and search index to this version")
    whole.add_argument("--static-only", action="store_true", help="the static files alone, while an image is made")


def add_tools(add: Add) -> None:
    """Add what an operator or an author uses."""
    content = add(
        "content", content_command, "check, load, verify or count the content folders, or prove item families"
    )
    content.add_argument("act", choices=["check", "load", "verify", "stats", "prove"])
    line = "check: another content folder than those of this instance; prove: an item family, or a folder of them"
    content.add_argument("path", nargs="?", help=line)
    content.add_argument("--show", type=int, default=0, metavar="N", help="prove: print the first N variants as well")
    content.add_argument("--write", action="store_true", help="verify: write what ran to verified.json")
    content.add_argument("--json", action="store_true", help="stats: for a script")
    doctor = add("doctor", doctor_command, "say what works here, what does not, and the command that mends it")
    doctor.add_argument("--json", action="store_true")
    line = "only what matters to this role, on the host that runs it"
    doctor.add_argument("--role", dest="of_role", choices=["web", "worker", "runner", "migrate"], default="", help=line)

    add_checks(add)
    add_credentials(add)
    add_jobs(add)
    add_demo(add)
    add_state(add)


def add_checks(add: Add) -> None:
    """Add what an operator does with the banks of skill checks."""
    calibrate = add("calibrate", calibrate_command, "estimate the items of skill checks from what people answered")
    calibrate.add_argument(
        "--role", dest="of_role", metavar="ROLE", help="only this role; by default every role with answers"
    )
    calibrate.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    line = "what the worker does each night: forget old exposure, end abandoned checks, calibrate roles that are due"
    calibrate.add_argument("--nightly", action="store_true", help=line)
    bank = add("bank", bank_command, "simulate a bank version of a skill check, or take it into use")
    bank.add_argument("act", choices=["simulate", "release"])
    bank.add_argument(
        "--role", dest="of_role", metavar="ROLE", help="only this role; release: needed where there are several"
    )
    bank.add_argument("--version", type=int, metavar="N", help="of a role's bank; by default the newest")
    for command in (calibrate, bank):
        command.add_argument("--json", action="store_true", help="for a script")


def port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a whole number from 1 to 65535")
    return int(text)


def listening(text: str) -> str:
    host, divider, number = text.rpartition(":")
    if not divider or not host:
        raise argparse.ArgumentTypeError(f"{text!r} is no place to listen; it reads like 0.0.0.0:8700")
    port(number)
    return text


def serve(arguments: argparse.Namespace) -> int:
    from jobfutures.config.supervisor import serve_everything
    from jobfutures.config.web import PortTaken

    if arguments.demo:
        os.environ["JOBFUTURES_DEMO"] = "yes"
    try:
        return serve_everything(arguments.host, arguments.port)
    except PortTaken as refusal:
        raise Refused(str(refusal)) from None


def web(arguments: argparse.Namespace) -> int:
    from jobfutures.config.web import PortTaken, refuse_taken_port, serve_web, web_workers

    prepare()
    from jobfutures.config.migrate import collect_static_files

    try:
        refuse_taken_port(arguments.host, arguments.port)
    except PortTaken as refusal:
        raise Refused(str(refusal)) from None
    workers = web_workers()
    datafolder.use(Environment().folder("DATA", "data"))
    from jobfutures.config.migrate import erase_again

    erase_again()
    import_pages()
    collect_static_files()  # `migrate` ran on one host; a page without them is an error
    import_application()
    drain_s = Environment().whole("DRAIN", 5, low=0, high=300)
    return serve_web(arguments.host, arguments.port, workers, drain_s)


def worker(_arguments: argparse.Namespace) -> int:
    prepare()
    datafolder.use(Environment().folder("DATA", "data"))
    from jobfutures.config.worker import work

    return work()


def runner(arguments: argparse.Namespace) -> int:
    from jobfutures.config.runner import runner_words

    datafolder.prepare(Environment().folder("DATA", "data"))
    words, environment = runner_words(arguments.listen or "", with_parent=False)
    os.execve(words[0], words, environment)


def migrate(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config.migrate import collected, migrate_all, prepare_checks

    if arguments.static_only:
        return collected()
    code = migrate_all()
    prepare_checks()
    return code


def content_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config import content_command as acts

    if arguments.act == "prove":
        from jobfutures.config.items_command import prove

        return prove(arguments.path, show=arguments.show)
    if arguments.path and arguments.act != "check":
        raise Refused(f"content {arguments.act} takes no folder; JOBFUTURES_CONTENT names further folders.")
    if arguments.act == "check":
        return acts.check(arguments.path)
    if arguments.act == "verify":
        return acts.verify(write=arguments.write)
    return acts.load() if arguments.act == "load" else acts.stats(as_json=arguments.json)


def calibrate_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config.checks_command import calibrate, nightly

    if arguments.nightly:
        if arguments.of_role or arguments.dry_run:
            raise Refused("--nightly stands alone: it takes every role that is due, and writes.")
        return nightly(as_json=arguments.json)
    return calibrate(arguments.of_role, dry_run=arguments.dry_run, as_json=arguments.json)


def bank_command(arguments: argparse.Namespace) -> int:
    prepare()
    from jobfutures.config import checks_command as acts

    act = acts.simulate if arguments.act == "simulate" else acts.release
    return act(arguments.of_role, arguments.version, as_json=arguments.json)


def doctor_command(arguments: argparse.Namespace) -> int:
    from jobfutures.config.doctor import examine

    return examine(role=arguments.of_role, as_json=arguments.json)


def manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    try:
        prepare()
    except (WrongSetting, datafolder.FolderRefused) as refusal:
        print(f"jobfutures: {refusal}", file=sys.stderr)
        return 1
    execute_from_command_line(["jobfutures manage", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
