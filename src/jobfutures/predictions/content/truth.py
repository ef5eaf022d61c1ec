"""What a run says to a question, and when two outputs are the same. Pure."""

import re

from jobfutures.predictions.content.schema import Asks, Ran

NO_EXCEPTION = "no exception"
COUNTED = re.compile(r"(\d+) quer(?:y|ies)")


def trimmed(output: str) -> str:
    """Return a text without the spaces at the ends of its lines, and without empty lines at its end."""
    return "\n".join(line.rstrip() for line in output.splitlines()).rstrip()


def counted(output: str) -> int | None:
    """Return the number of queries that a program printed last, or None where it printed none."""
    found = COUNTED.fullmatch(trimmed(output).rpartition("\n")[2])
    return int(found[1]) if found else None


def truth(asks: Asks, ran: Ran) -> str:
    """Return the right answer, as a run gave it; empty where the run says nothing to this kind of question."""
    match asks:
        case Asks.OUTPUT:
            return trimmed(ran.output)
        case Asks.EXCEPTION:
            return ran.exception or NO_EXCEPTION
        case Asks.QUERIES:
            return "" if ran.queries is None else str(ran.queries)
        case Asks.LINE:
            return str(ran.line or "")


def how_it_ended(exception: str, line: int) -> str:
    """Say how a program ended, in the words of the harness that runs it."""
    if not exception:
        return "It ended without an exception."
    return f"It ended with {exception}" + (f", in line {line}." if line else ".")
