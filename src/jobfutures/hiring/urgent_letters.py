"""Letters of this room that come at once whatever somebody chose: answers, offers, and times of interviews, for which
tomorrow is too late. `notices` finds this module by its name.
"""

URGENT = frozenset({
    "hiring/mail/decided.txt", "hiring/mail/no_answer.txt",
    "hiring/mail/offer_answered.txt", "hiring/mail/peeked.txt",
    "hiring/mail/interview_set.txt", "hiring/mail/interview_changed.txt", "hiring/mail/interview_off.txt",
    "hiring/mail/interview_other.txt", "hiring/mail/interview_near.txt",
})  # fmt: skip
