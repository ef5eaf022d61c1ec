from urllib.parse import parse_qsl, urlsplit


def search_url(term, page):
    return f"https://shop.example/search?q={term}&page={page}"


for term in ("tea", "salt & pepper", "ada+shop@example.org"):
    print(parse_qsl(urlsplit(search_url(term, 2)).query))
