"""How a command says no."""


class Refused(Exception):
    """The command cannot do what was asked; the message is the sentence for the person who asked."""
