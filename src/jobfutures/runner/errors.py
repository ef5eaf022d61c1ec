"""What the runner refuses, each with a sentence for the person who waits."""


class RunnerError(Exception):
    """The job was not judged; nothing of it counts against anybody."""


class RunnerBusy(RunnerError):
    """Every slot and every place in the queue is taken. The same job may be sent again later."""


class RunnerUnavailable(RunnerError):
    """No runner can be reached, or none offers the tier that the job needs; the message says why and what mends it."""


class NotBelieved(RunnerUnavailable):
    """A runner does not believe our signature: the key is another one, or the clocks are minutes apart."""


class WrongJob(RunnerError):
    """The job itself is malformed or above the limits of this runner."""


class SlotLost(RunnerError):
    """A sandbox ended before the code in it had started: the job may be given to another."""
