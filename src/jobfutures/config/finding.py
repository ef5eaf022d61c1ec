"""What the doctor says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `state`: works, differs (it runs, with less) or broken; `mend`: the command or setting."""

    name: str
    state: str
    text: str
    mend: str = ""
