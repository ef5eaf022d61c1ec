"""What an interview plan must say before anybody is interviewed by it. Pure."""

MOST_KITS = 4
MOST_MINUTES = 300
ANCHORS = 4
SHORTEST_ANCHOR = 20
MOST_QUESTIONS = 20  # of one kit
MOST_CRITERIA = 8  # of one kit; more than that nobody hears in an hour
MOST_PROBES = 6


def is_anchored(anchors: list[str]) -> bool:
    """Tell whether a criterion says what is heard at each of its four levels."""
    return len(anchors) == ANCHORS and all(len(one.strip()) >= SHORTEST_ANCHOR for one in anchors)
