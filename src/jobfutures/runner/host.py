"""The runner's process: probe the machine, give up root, warm up, listen. Holds no secret but the key of its host."""

import asyncio
import logging
import os
import signal
import socket
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn

from jobfutures.runner import cgroups, cold, kernel, privileges, shell, tier
from jobfutures.runner.job import Tier
from jobfutures.runner.resting import Resting
from jobfutures.runner.server import Server
from jobfutures.runner.supervisor import Plan

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to listen: a private socket, or host and port (then a key is needed)."""

    path: str = ""
    host: str = ""
    port: int = 0


def listen(address: Address) -> socket.socket:
    """Open the address while we may. Raises OSError where it is taken or forbidden."""
    if address.path:
        place = Path(address.path)
        place.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(place))
        place.chmod(0o600)
    else:
        listener = socket.create_server(
            (address.host, address.port), family=socket.AF_INET6 if ":" in address.host else socket.AF_INET
        )
    listener.listen(128)
    return listener


def serve(
    address: Address,
    *,
    user: str = "nobody",
    key: bytes | None = None,
    at_once: int | None = None,
    with_parent: bool = False,
    rests_after_s: float | None = None,
) -> int:
    """Serve until SIGTERM or SIGINT; return the exit code. Where nothing safe is possible here it serves that
    answer. rests_after_s: see `Resting`."""
    parent = os.getppid()
    kernel.process_control(kernel.PR_SET_CHILD_SUBREAPER, 1)
    listener = listen(address)
    groups = (
        privileges.give_up_root(user, readable=shell.interpreter_paths())
        if os.geteuid() == 0
        else cgroups.find_delegated()
    )
    if with_parent:  # after the change of user, which takes it away
        kernel.process_control(kernel.PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            return 0
    state = replace(tier.probe(), groups=groups is not None, cold=cold.program() is not None)
    if groups:
        groups.remove_all()
    plan = Plan(tier=state.tier, groups=groups)
    if at_once:
        plan = replace(plan, at_once=at_once)
    return asyncio.run(serve_jobs(listener, Resting(plan, rests_after_s), state, key))


async def serve_jobs(listener: socket.socket, runs: Resting, state: tier.State, key: bytes | None) -> int:
    if state.tier is not Tier.NONE:
        await runs.start()
    server = Server(runs, state, key)
    configuration = uvicorn.Config(
        server.application(), log_level="warning", lifespan="off", access_log=False, timeout_graceful_shutdown=20
    )
    web = uvicorn.Server(configuration)

    def stop() -> None:
        server.draining = True
        web.should_exit = True

    loop = asyncio.get_running_loop()
    serving = asyncio.create_task(web.serve(sockets=[listener]))
    while not web.started and not serving.done():
        await asyncio.sleep(0.01)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await serving
    await runs.close()
    if runs.plan.groups:
        runs.plan.groups.remove_all()
    return 0
