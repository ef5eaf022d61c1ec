from urllib.parse import parse_qsl


def only_active(query):
    params = dict(parse_qsl(query))
    return bool(params.get("active"))


for query in ("", "active=true", "active=false", "active=0"):
    print(repr(query), only_active(query))
