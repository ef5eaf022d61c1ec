"""Which sentence about one's own part a log of commits backs."""

from itertools import permutations

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="L5",
    level="junior",
    title="Which sentence about your own part the log of a project backs",
    practise=("what-did-you-do",),
)
PARTS = {
    "refunds": ["Refund a paid order", "Refuse a second refund", "Round refunds to cents", "Test refunds of parts"],
    "vouchers": ["Issue a voucher", "Expire vouchers", "Test two vouchers on one order", "Print a voucher"],
    "bookings": ["Book a seat", "Release seats after ten minutes", "Test two bookings at once", "Change a booking"],
    "invoices": ["Number invoices", "Write invoices as PDF", "Test an invoice without tax", "Mail invoices"],
    "tours": ["Plan a tour", "Swap two stops", "Test a tour over midnight", "Show a tour on a map"],
    "imports": ["Read the supplier's file", "Skip unknown articles", "Test a file with quotes", "Report skipped rows"],
}
PEOPLE = [("ada", "ben"), ("kim", "leo"), ("eva", "tom"), ("mia", "jan")]


def build(random: Random) -> Variant:
    """Who wrote which part differs; each sentence sounds as good as the others, and only one fits the log."""
    me, other = random.choice(PEOPLE)
    mine, theirs, shared = random.sample(sorted(PARTS), 3)
    rows = [(me, mine, text) for text in random.sample(PARTS[mine], random.choice([2, 3]))]
    rows += [(other, theirs, text) for text in random.sample(PARTS[theirs], random.choice([2, 3]))]
    texts = random.sample(PARTS[shared], random.choice([2, 3]))
    rows += [(who, shared, text) for who, text in zip([*random.sample([me, other], 2), me], texts, strict=False)]
    rows = random.sample(rows, len(rows))
    form = random.choice(
        [
            "The {0} are mine, the {1} are my colleague's, and the {2} come from both of us.",
            "I wrote the {0}, my colleague wrote the {1}, and we both worked on the {2}.",
            "We both worked on the {2}; of the rest, the {0} are from me and the {1} from my colleague.",
        ]
    )
    sentences = {parts: form.format(*parts) for parts in permutations((mine, theirs, shared))}
    key = (mine, theirs, shared)
    others = random.sample([parts for parts in sentences if parts != key], 4)
    writers = {mine: f"only `{me}` committed to the {mine}", theirs: f"only `{other}` committed to the {theirs}"}
    writers[shared] = f"both committed to the {shared}"
    code = "\n".join(f"{who:<5}{part + '.py':<14}{text}" for who, part, text in rows)

    def reason(parts: tuple[str, ...]) -> str:
        wrong = [part for part, right in zip(parts, key, strict=True) if part != right]
        return f"The log says otherwise: {'; '.join(writers[part] for part in wrong)}."

    return Variant(
        prompt=(
            f"You are `{me}` and tell an interviewer about a project of two. Below is its whole log: author, file, "
            "what was "
            "done. Nobody paired, and nobody committed for the other. Which sentence can you back with it?"
        ),
        code=code,
        language="text",
        answer=OneOf(right=sentences[key], wrong={sentences[parts]: reason(parts) for parts in others}),
        why=(
            f"In the log {writers[mine]}, {writers[theirs]}, and {writers[shared]}. Say where your part ends before "
            "somebody "
            "asks: a listener who looks into the repository must find what you said, and a claim to a colleague's "
            "work costs "
            "more than it brings."
        ),
        proof=f"""\
import os
import subprocess
env = {{"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}}
env |= {{"GIT_COMMITTER_NAME": "team", "GIT_COMMITTER_EMAIL": "team@example.org", "GIT_AUTHOR_EMAIL": "a@example.org"}}
ROWS, SENTENCES = {rows!r}, { ({sentences[parts]: parts for parts in sorted([key, *others])})!r}
shell = ["git init --quiet ."]
for number, (who, part, text) in enumerate(ROWS):
    shell.append(f'echo "{{number}}" >> {{part}}.py; git add {{part}}.py')
    shell.append(f'GIT_AUTHOR_NAME={{who}} git commit --quiet -m "{{text}}"')
subprocess.run(["sh", "-e", "-c", "\\n".join(shell)], env=env, check=True)
def authors(part):
    command = ["git", "log", "--format=%an", "--", f"{{part}}.py"]
    return set(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.split())
who = {{part: authors(part) for part in {sorted((mine, theirs, shared))!r}}}
for sentence, (mine, theirs, shared) in SENTENCES.items():
    if who[mine] == {{{me!r}}} and who[theirs] == {{{other!r}}} and len(who[shared]) == 2:
        print(sentence)
""",
    )
