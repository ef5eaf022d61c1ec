"""What the calibration job refuses, each with a sentence for the operator who reads its log."""

from jobfutures.psychometrics.errors import PsychometricsError


class CalibrationError(PsychometricsError):
    """Nothing was estimated, and the bank in use stays as it is; the message says what to mend."""


class WrongAnswers(CalibrationError):
    """The answers are not a table of people, items and right or wrong."""


class WrongParameters(CalibrationError):
    """A parameter lies outside its range, or two arrays disagree about their length."""


class TooFewAnswers(CalibrationError):
    """The answers cannot carry the estimate that was asked for."""


class NotConverged(CalibrationError):
    """The estimates still moved after the last permitted step."""
