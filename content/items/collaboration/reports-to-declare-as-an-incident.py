"""Which reports are incidents by the three questions of the SRE book."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Source, Variant

FAMILY = Family(
    area="L6",
    level="junior",
    title="Which reports are to be declared as an incident at once",
    practise=("ask-for-help-when", "deliver-bad-news-early"),
    cites=Source(
        title="Google, Site Reliability Engineering, chapter 14: Managing Incidents",
        url="https://sre.google/sre-book/managing-incidents/",
    ),
)
# what is wrong and seen by customers, or not
SEEN = [
    "Every tenth checkout ends in an error page; {who} has found a full disk and is clearing it.",
    "Customers get yesterday's prices; {who} knows the cause and will have repaired it in minutes.",
    "The booking page is down in one country; {who} is restarting it.",
    "Customers receive each receipt twice; {who} has just begun to look.",
]
TEAM = [
    "The nightly export for accounting fails; {who} needs somebody of the network team, who changed a rule today.",
    "The test stage is slow; {who} has seen that only the database team can repair it.",
    "A report for the management is empty; to fill it {who} needs the team that owns the queue.",
    "The internal shift planner rejects logins; {who} cannot repair it without the team for sign-in.",
]
LONG = [
    "The import of supplier prices hangs, with a day in reserve; {who} has searched for 90 minutes without a lead.",
    "The staging database fills up by itself; {who} has looked for the reason all morning, in vain.",
    "A nightly job runs five hours instead of one; after two hours of concentrated search {who} cannot say why.",
    "Builds fail now and then; {who} has done nothing else for 100 minutes and still does not understand it.",
]
CALM = [
    (
        "The nightly export for accounting failed; ten minutes ago {who} saw that a password had run out, and is "
        "renewing it."
    ),
    "The test stage is slow; {who} has been looking at its disk for 15 minutes and has an idea.",
    "A report for the management shows a wrong title; {who} corrects it this afternoon.",
    "One of three web servers is gone; the others carry the load with ease, and {who} replaces it by the runbook.",
    "The internal wiki is unreachable; {who} began 20 minutes ago and expects it back in ten.",
    "A nightly job took twice as long as usual and was in time; {who} will read its log after lunch.",
]
WHY = {
    "seen": "Customers see it. That alone makes it an incident, even if the repair is near.",
    "team": "It takes a second team to repair it. That alone makes it an incident, although no customer notices yet.",
    "long": "More than an hour of concentrated analysis has not solved it. That alone makes it an incident.",
    "calm": "No customer sees it, no other team is needed, and nobody has searched for an hour: it can stay a task.",
}


def build(random: Random) -> Variant:
    """Loud reports may be tasks and quiet ones incidents: only the three questions decide."""
    people = random.sample(["Ada", "Ben", "Cem", "Dana", "Eva", "Finn"], 5)
    kinds = random.choice(
        [
            ("seen", "team", "calm", "calm", "calm"),
            ("seen", "long", "calm", "calm", "calm"),
            ("team", "long", "calm", "calm", "calm"),
            ("seen", "team", "long", "calm", "calm"),
            ("team", "calm", "calm", "calm", "long"),
            ("seen", "seen", "team", "calm", "calm"),
        ]
    )
    pools = {"seen": SEEN, "team": TEAM, "long": LONG, "calm": CALM}
    drawn = {kind: random.sample(pool, len(pool)) for kind, pool in pools.items()}
    rows = [(drawn[kind].pop().format(who=who), kind) for kind, who in zip(kinds, people, strict=True)]
    right = {text: WHY[kind] for text, kind in rows if kind != "calm"}
    return Variant(
        prompt=(
            "Your team has taken over the rule of Google's book on site reliability for when something is declared an "
            "incident, with a commander and a shared log, instead of being repaired on the side (three questions; "
            "one yes is enough). Five messages "
            "arrive in one "
            "day. What they say is true, and nothing else is known. Which of them are incidents by that rule?"
        ),
        answer=SomeOf(right=right, wrong={text: WHY[kind] for text, kind in rows if kind == "calm"}),
        why=(
            "The book asks three questions, and one yes is enough: is a second team needed to repair it, do "
            "customers see the "
            "outage, is it unsolved after an hour of concentrated analysis? It advises to declare early: to close an "
            "incident "
            "after a simple repair is cheaper than to begin the coordination hours too late."
        ),
    )
