"""What clients of companies may be given, and for how long. Pure."""

# Decisions about people and scorecards have a scope of their own, which no program can be given.
SCOPES = ("read:hiring", "write:postings", "write:hiring")
MOST_CLIENTS = 10  # of a company, that are not revoked
TOKEN_S = 3600  # how long a bearer token is valid
