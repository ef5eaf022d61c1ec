"""What the engine refuses, in sentences for whoever calls it."""


class PsychometricsError(ValueError):
    """The engine was given something that it cannot measure with."""


class BadBank(PsychometricsError):
    """The numbers of the items contradict each other or their ranges."""


class BadPrior(PsychometricsError):
    """The points or the weights of a prior make no distribution."""


class BadAnswer(PsychometricsError):
    """An answer names an item that is not in the bank, or a score that the item does not have."""


class BadRule(PsychometricsError):
    """A rule of selection, exposure, stopping or levels has numbers out of range."""


class NoItemLeft(PsychometricsError):
    """Every item that may be given was given already."""
