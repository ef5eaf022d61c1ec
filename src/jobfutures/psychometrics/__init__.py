"""The measurement engine: what answers say about an ability, and how sure that is. A plain library on NumPy; it knows
no site, no person and no database.

One check, step by step. Before it: `Bank.of`; `Table.of`, once for a bank; `Counters.chances` and `drawn`, once for an
attempt (indexed with `bank.template`, they say which items are eligible); `Posterior.before`. Then in turn `next_item`,
or in a pilot slot `next_pilot`; `Posterior.after` the answer, unless it was a pilot; `stops`. At the end `verdict_of`,
`sentences` and `area_marks`, and `Counters.after`. `Posterior.stored` keeps what is known between two answers.
"""
