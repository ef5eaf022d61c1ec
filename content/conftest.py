"""The fixtures that every example may use stand in the project that the examples share: where an example is run from
its page, they are handed over with it.
"""

pytest_plugins = ["fixtures_django", "fixtures_sqlalchemy"]
