"""What one run may use. By itself, for the warm interpreters know it and nothing of what jobs are checked with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Walls of one run. Seconds, MiB, KiB; none may exceed the defaults of the slot below."""

    wall_s: float = 5.0
    cpu_s: int = 4
    memory_mib: int = 256
    output_kib: int = 1024
    disk_mib: int = 16
    inodes: int = 4096
    open_files: int = 64
    tasks: int = 16
