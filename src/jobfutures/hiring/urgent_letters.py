"""Letters of this room that come at once whatever somebody chose: answers, offers, and interviews that change."""

URGENT = frozenset({
    "hiring/mail/declined.txt",
    "hiring/mail/offered.txt",
})  # fmt: skip
