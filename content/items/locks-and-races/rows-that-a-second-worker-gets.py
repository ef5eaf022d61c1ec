"""Which rows a second worker gets on PostgreSQL, by what the first one did, its end, and how the second one locks."""

from jobfutures.checks.families.authoring import Family, Output, Random, Source, Variant

FAMILY = Family(
    area="H6",
    level="senior",
    title="Which rows a second worker gets",
    practise=("lock-row-or-check-version", "sell-last-ticket-once"),
    cites=Source("PostgreSQL: SELECT, the locking clause", "https://www.postgresql.org/docs/current/sql-select.html"),
)
# table, state that is looked for, state afterwards
DOMAINS = [
    ("job", "waiting", "done"),
    ("seat", "free", "sold"),
    ("parcel", "ready", "loaded"),
    ("email", "queued", "sent"),
    ("voucher", "open", "used"),
]
LOCKS = {
    "plain": "",
    "wait": "\nFOR UPDATE",
    "skip": "\nFOR UPDATE SKIP LOCKED",
    "nowait": "\nFOR UPDATE NOWAIT",
}


def build(random: Random) -> Variant:
    """A lock or a change, a commit or a rollback, and the clause of the second one decide together."""
    table, free, taken = random.choice(DOMAINS)
    ids = random.sample(range(1, 30), random.randint(4, 5))
    ids.sort()
    many, limit = random.choice([1, 1, 2]), random.choice([1, 2, 2])
    lock = random.choice(["wait", "wait", "wait", "skip", "skip", "nowait", "plain"])
    changes, commits = random.random() < 0.7, random.random() < 0.6
    held = ids[:many] if random.random() < 0.8 else ids[limit : limit + many]
    listed = ", ".join(str(number) for number in held)
    statements = [f"A  SELECT id FROM {table} WHERE id IN ({listed}) FOR UPDATE;"]
    if changes:
        statements = [f"A  UPDATE {table} SET state = '{taken}' WHERE id IN ({listed});"]
    query = f"SELECT id FROM {table} WHERE state = '{free}'\nORDER BY id LIMIT {limit}{LOCKS[lock]};"
    key = got(ids, held, limit, lock, gone=changes and commits)
    skipped = [number for number in ids if number not in held][:limit]
    told = {
        shown(ids[:limit]): {
            "wait": "A has changed a row that this would return, and committed; after waiting B looks at it again.",
            "skip": "A row that A has locked is passed over, whatever becomes of A.",
            "nowait": "A row that B wants is locked, and NOWAIT does not wait for it.",
        }.get(lock, "B returns other rows here."),
        shown(skipped): {
            "wait": "FOR UPDATE passes over nothing: it waits for A, and then looks at the row as it is.",
            "nowait": "NOWAIT passes over nothing: a row that is locked is an error.",
            "plain": "A plain read asks for no row lock; it sees what was committed when it began.",
        }.get(lock, "B returns other rows here."),
        "error": {
            "wait": "Without NOWAIT or a timeout B waits as long as A needs; at this level nothing is refused.",
            "skip": "SKIP LOCKED passes over a locked row without an error.",
            "plain": "A plain read asks for no row lock, so it neither waits nor fails.",
        }.get(lock, "None of the rows that B reaches is locked by A, so NOWAIT has nothing to refuse."),
        "none": "NOWAIT does not answer with fewer rows: a locked row that it comes to is an error."
        if key == "error"
        else f"The row {key.split()[0]} has the state '{free}' for B, and A does not keep it from B.",
    }
    return Variant(
        prompt=(
            f"PostgreSQL, READ COMMITTED. `{table}` has the rows {', '.join(map(str, ids))}, all with the state "
            f"'{free}'. Transaction A runs its statement. Then B runs its query, while A is still open. A minute "
            "later A ends as shown; no timeout is set. Which ids does B's query return? Write them in rising order "
            "with blanks between them, or `error`, or `none`."
        ),
        code="\n".join(
            [*statements, "", "B  " + query.replace("\n", "\n   "), "", "A  COMMIT;" if commits else "A  ROLLBACK;"]
        ),
        language="text",
        answer=Output(text=key, wrong={text: why for text, why in told.items() if text != key}),
        why=why(lock, held, ids[:limit], changes=changes, commits=commits),
    )


def got(ids: list[int], held: list[int], limit: int, lock: str, *, gone: bool) -> str:
    """Return what the query of B gives. gone: the held rows have another state after A."""
    if lock == "plain":
        return shown(ids[:limit])
    if lock == "skip":
        return shown([number for number in ids if number not in held][:limit])
    if lock == "nowait":
        return "error" if set(ids[:limit]) & set(held) else shown(ids[:limit])
    return shown([number for number in ids if not (gone and number in held)][:limit])


def shown(ids: list[int]) -> str:
    return " ".join(map(str, sorted(ids))) or "none"


def why(lock: str, held: list[int], first: list[int], *, changes: bool, commits: bool) -> str:
    if lock == "plain":
        return (
            "A plain SELECT takes no row locks and waits for none. It sees what was committed when it began, and A "
            "had not committed anything by then."
        )
    if lock == "skip":
        return (
            "SKIP LOCKED passes over every row that is locked at that moment, and takes the next ones. How A "
            "ends plays no part."
        )
    if not set(held) & set(first):
        return (
            "B locks rows in order until it has as many as it wants, and A holds none of these. So B neither "
            "waits nor fails."
        )
    if lock == "nowait":
        return "B comes to a row that A has locked, and NOWAIT makes that an error at once. How A ends plays no part."
    if changes and commits:
        return (
            "B waits for the row that A has locked. A commits a change, so B looks at the new version: its state no "
            "longer fits, so the row is left out, and B goes on to the next ones until it has enough."
        )
    return (
        "B waits for the row that A has locked. "
        + ("A's change is rolled back" if changes else "A has changed nothing")
        + ", so the row still fits when B gets the lock, and B returns it."
    )
