"""That an operator opened somebody's account is told at once, whatever they chose. `notices` finds this module by its
name.
"""

URGENT = frozenset({"operators/mail/opened.txt"})
