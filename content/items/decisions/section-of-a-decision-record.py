"""Which sentence belongs into a named section of an architecture decision record."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Source, Variant

FAMILY = Family(
    area="L4",
    level="junior",
    title="Which sentence belongs in which section of a decision record",
    practise=("one-page-decision-record",),
    cites=Source(
        title="Michael Nygard, Documenting Architecture Decisions",
        url="https://cognitect.com/blog/2011/11/15/documenting-architecture-decisions",
    ),
)
# the decision, what belongs to its context, and what to its consequences
RECORDS = [
    (
        "We will keep background jobs in a table of the database that we have.",
        [
            "Neither of the two people on call has run a message broker.",
            "Mails have to go out within a minute, at most 40 a second.",
            "The database is busy for a tenth of its time.",
        ],
        [
            "A burst of jobs slows down the pages that read the same database.",
            "Nobody on call has to learn or watch another service.",
            "Backups hold the jobs together with the orders they belong to.",
        ],
    ),
    (
        "We will search with a trigram index in PostgreSQL.",
        [
            "Search takes 900 ms at the median, and customers leave after 300 ms.",
            "The catalogue has 200,000 products and grows by a tenth a year.",
            "One customer in five misspells a name.",
        ],
        [
            "Misspelt names are found, and writing a product takes a little longer.",
            "To restore a backup takes ten minutes more, for building the index.",
            "The database needs 2 GB more of memory.",
        ],
    ),
    (
        "We will let each device give out the ids of what it creates.",
        [
            "Drivers are without a network for up to eight hours.",
            "A tour has about 60 stops, each with a receipt.",
            "The office and the van may work on the same order.",
        ],
        [
            "Receipts have no running numbers without gaps.",
            "The office cannot tell from an id which receipt came first.",
            "A receipt keeps its id when it reaches the office.",
        ],
    ),
    (
        "We will put the tax client into one package that all three services install.",
        [
            "Three services call the tax office, each with code of its own.",
            "The tax office changes its interface about twice a year.",
            "Each of the three services belongs to another team.",
        ],
        [
            "A changed interface is one release and three upgrades.",
            "The three teams have to agree before they change the client.",
            "A bug in the client reaches all three services.",
        ],
    ),
    (
        "We will write the payroll rules of a country as data, with the date from which they hold.",
        [
            "A wrong payslip costs about 40 euros to correct.",
            "The rules of twelve countries change each January.",
            "Rules are decided by accountants, who do not program.",
        ],
        [
            "An old payslip can be computed again with the rules of its month.",
            "Rules that need a loop are hard to express.",
            "An accountant's mistake reaches payslips without a release.",
        ],
    ),
    (
        "We will run the reports on a read replica.",
        [
            "The largest report takes four minutes, and is run at noon.",
            "Reports and checkout read the same tables.",
            "Sales looks at figures of the present day.",
        ],
        [
            "The figures of a report may be some seconds old.",
            "A migration has to be watched on two machines.",
            "Checkout no longer gets slower while a report is running.",
        ],
    ),
]


def build(random: Random) -> Variant:
    """Both sections hold plain facts, pleasant and unpleasant; only the decision separates before from after."""
    decision, context, consequences = random.choice(RECORDS)
    section, own, others = random.choice([("Context", context, consequences), ("Consequences", consequences, context)])
    before = section == "Consequences"
    why = (
        "It was so before anything was chosen, and it would be so with another choice: it belongs to the context."
        if before
        else "It is so only because this was chosen: it belongs to the consequences, welcome or not."
    )
    right = random.choice(own)
    told = (
        "It holds only after the decision is applied. All consequences are listed there, not only the welcome ones."
        if before
        else "It is a force that was there before the decision, told without taking sides."
    )
    return Variant(
        prompt=(
            "A team writes its decision records in Michael Nygard's form. The section Decision of a new record says: "
            f'"{decision}" Which of these sentences belongs in the section **{section}**?'
        ),
        answer=OneOf(right=right, wrong=dict.fromkeys(others, why)),
        why=(
            f"{told} The test: would the sentence also be true if something else had been chosen? Then it is "
            "context, and "
            "was one of the reasons to decide. If it is true only because of the choice, it is a consequence, which "
            "a later "
            "reader needs in order to change the decision."
        ),
    )
