"""How customer.phone becomes customer.phone_number."""

from rollout import Deploy, Run, Step

PLAN: list[Step] = [
    Run("ALTER TABLE customer RENAME COLUMN phone TO phone_number;"),
    Deploy("release_2"),
]
