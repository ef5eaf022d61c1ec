"""Which tasks leave the same state behind when their message is delivered twice."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="I2",
    level="junior",
    title="Which tasks may run twice without harm",
    practise=("at-least-once-delivery",),
)
# task: why it is so. {id} is the id in the message.
SAFE = {
    "UPDATE invoices SET status = 'sent' WHERE id = {id}": (
        "It writes a fixed value, so the second run changes nothing."
    ),
    "INSERT INTO points (customer_id, order_id, amount) VALUES (7, {id}, 10) ON CONFLICT DO NOTHING": (
        "`order_id` is unique, so the second run finds the row and leaves it alone."
    ),
    "DELETE FROM sessions WHERE user_id = {id}": "What is deleted is gone; the second run finds nothing to delete.",
    "UPDATE invoices SET total = (SELECT sum(amount) FROM lines WHERE invoice_id = {id}) WHERE id = {id}": (
        "The sum is computed anew from the lines, so it does not matter how often."
    ),
    "UPDATE items SET stock = 0 WHERE id = {id}": (
        "It sets the stock to a value that does not depend on the one before."
    ),
    "UPDATE invoices SET attempts = attempts + 1, status = 'late' WHERE id = {id} AND status = 'open'": (
        "The second run finds no open invoice any more, so the counter grows once."
    ),
    "INSERT INTO stock_of (item_id, pieces) VALUES ({id}, 5) ON CONFLICT (item_id) DO UPDATE SET pieces = 5": (
        "`item_id` is unique and the value is fixed, so the second run writes the same row once more."
    ),
}
UNSAFE = {
    "UPDATE items SET stock = stock - 1 WHERE id = {id}": (
        "Each run takes one piece more, as it starts from what is there."
    ),
    "INSERT INTO log (invoice_id, amount) VALUES ({id}, 10)": "Nothing in `log` is unique but its own id: two rows.",
    "UPDATE accounts SET balance = balance + 10 WHERE id = {id}": "The second run adds the amount once more.",
    "UPDATE items SET price = price * 11 / 10 WHERE id = {id}": (
        "The second run raises the price that was raised before."
    ),
    "INSERT INTO log (invoice_id, amount) VALUES ({id}, 10) ON CONFLICT DO NOTHING": (
        "Nothing in `log` is unique but its own id, which is new each time, so there is no conflict: two rows."
    ),
    "UPDATE invoices SET attempts = attempts + 1, status = 'late' WHERE id = {id}": (
        "The status is the same again, but the counter has grown by two."
    ),
    "INSERT INTO stock_of (item_id, pieces) VALUES ({id}, 5) "
    "ON CONFLICT (item_id) DO UPDATE SET pieces = stock_of.pieces + 5": (
        "The second run finds the row and adds to it, so there are ten pieces instead of five."
    ),
    "INSERT INTO lines (invoice_id, amount) SELECT invoice_id, -amount FROM lines WHERE invoice_id = {id}": (
        "The second run copies also the rows that the first one has made."
    ),
    "UPDATE accounts SET balance = 500 - balance WHERE id = {id}": (
        "The second run starts from what the first one has written, and turns it back."
    ),
}
PROOF = """\
import sqlite3
SCHEMA = '''
CREATE TABLE invoices (id INTEGER PRIMARY KEY, status TEXT, total INTEGER, attempts INTEGER);
CREATE TABLE lines (id INTEGER PRIMARY KEY, invoice_id INTEGER, amount INTEGER);
CREATE TABLE points (id INTEGER PRIMARY KEY, customer_id INTEGER, order_id INTEGER UNIQUE, amount INTEGER);
CREATE TABLE sessions (id INTEGER PRIMARY KEY, user_id INTEGER);
CREATE TABLE items (id INTEGER PRIMARY KEY, stock INTEGER, price INTEGER);
CREATE TABLE stock_of (id INTEGER PRIMARY KEY, item_id INTEGER UNIQUE, pieces INTEGER);
CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER);
CREATE TABLE log (id INTEGER PRIMARY KEY, invoice_id INTEGER, amount INTEGER);
INSERT INTO invoices VALUES ({id}, 'open', 0, 0), ({id} + 1, 'open', 0, 0);
INSERT INTO lines (invoice_id, amount) VALUES ({id}, 100), ({id}, 250), ({id} + 1, 70);
INSERT INTO sessions (user_id) VALUES ({id}), ({id}), ({id} + 1);
INSERT INTO items VALUES ({id}, 20, 1000);
INSERT INTO accounts VALUES ({id}, 100);
'''
def state(task, times):
    database = sqlite3.connect(":memory:", autocommit=True)
    database.executescript(SCHEMA)
    for _ in range(times):
        database.execute(task)
    return list(database.iterdump())
for task in {tasks!r}:
    if state(task, 1) == state(task, 2):
        print(f"`{{task}}`")
"""


def build(random: Random) -> Variant:
    """Five tasks, some of them in a form that differs only by a condition or by where a value comes from."""
    number, count = random.randint(11, 99), random.randint(1, 4)
    safe, unsafe = random.sample(sorted(SAFE), count), random.sample(sorted(UNSAFE), 5 - count)
    tasks = sorted(task.format(id=number) for task in safe + unsafe)
    return Variant(
        prompt=(
            "A queue delivers each message at least once. A task that gets a message runs the one statement shown "
            "and commits. `order_id` in `points` and `item_id` in `stock_of` are unique; the other tables have no "
            "unique column but their own generated `id`. Nothing else writes, and deliveries are handled one after "
            f"the other. Which of these tasks leave the same data behind whether the message with the id {number} is "
            "delivered once or twice?"
        ),
        answer=SomeOf(
            right={f"`{task.format(id=number)}`": SAFE[task] for task in safe},
            wrong={f"`{task.format(id=number)}`": UNSAFE[task] for task in unsafe},
        ),
        why=(
            "A task may run twice if the second run changes nothing: it sets fixed values, deletes, computes anew "
            "from the source, or meets a condition or a unique key that the first run has used up. What starts from "
            "the value that it changes, or adds a row that nothing makes unique, does its work a second time."
        ),
        proof=PROOF.format(id=number, tasks=tasks),
    )
