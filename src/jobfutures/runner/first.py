"""The first zygote of its kind: it builds the shell around itself, imports its image, and serves.

python -I -m jobfutures.runner.warm CONTROL_FD
"""

import gc
import importlib
import json
import os
import posix
import socket
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

from jobfutures.runner import image, kernel, memory, rehearsal, seccomp, shell, walls
from jobfutures.runner.zygote import MESSAGE_BYTES, Zygote, give_up, introduce


class PassOver:
    """A finder that hides modules: libraries import them wherever they find them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name in self.names:
            raise ModuleNotFoundError(f"{name} is not imported ahead", name=name)


def preload(modules: Sequence[str], passed_over: Sequence[str] = ()) -> None:
    """Import what most programs import; a module that is not installed here is left out."""
    gc.disable()  # nothing of what is imported goes away again
    hiding = PassOver(passed_over)
    sys.meta_path.insert(0, hiding)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in modules:
            with suppress(ImportError):
                importlib.import_module(name)
    sys.meta_path.remove(hiding)


def become_first(control: socket.socket, order: dict[str, Any]) -> None:
    """Build the shell around ourselves and continue as a child of its first process, which waits for all in it.

    Whoever kills us leaves our heir and the templates alive. The process outside only says its number and ends.
    """
    if not order["namespaces"]:
        return
    shell.enter_namespaces()
    pid = os.fork()
    if pid:
        control.send(json.dumps({"shell": pid}).encode())
        os._exit(0)
    shell.build_root(order["readable"])
    if os.fork():
        control.close()
        wait_for_all()


def wait_for_all() -> NoReturn:
    """Wait for whoever ends in the shell, and end with the last."""
    kernel.install_filter(seccomp.compiled("zygote"))
    with suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)


def main() -> NoReturn:
    control = socket.socket(fileno=int(sys.argv[1]))
    order = json.loads(control.recv(MESSAGE_BYTES))
    try:
        become_first(control, order)
        introduce(control)
        os.chdir("/")
        walls.surroundings_ahead()
        mapped = memory.reserve_arenas(image.ARENAS[order["image"]])
        preload(image.IMAGES[order["image"]], image.PASSED_OVER)
        vars(os)["register_at_fork"] = posix.register_at_fork  # see `warm`
        del mapped  # by now each arena holds something that was imported
        kernel.install_filter(seccomp.compiled("zygote"))
        zygote = Zygote(
            control, namespaces=order["namespaces"], readable=order["readable"], walls_left_out=order["without"]
        )
        rehearsal.run_empty_programs()
        zygote.settle()
    except BaseException as error:  # noqa: BLE001 - said to the supervisor, whatever it was
        give_up(control, error)
    zygote.loop()
