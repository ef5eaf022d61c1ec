from urllib.parse import parse_qsl, urlencode, urlsplit


def search_url(term, page):
    return "https://shop.example/search?" + urlencode({"q": term, "page": page})


for term in ("tea", "salt & pepper", "ada+shop@example.org"):
    print(parse_qsl(urlsplit(search_url(term, 2)).query))
