"""Text, names, paths and requests that no form expects, as Hypothesis strategies."""

from urllib.parse import quote, urlencode

from hypothesis import strategies as st

Values = dict[str, list[str]]

TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "x" * 10_000,
    "é" * 300,
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7|add:7 }} {% csrf_token %}",
    "%s %d %(x)s {0} {x}",
    "\u202egnp.exe\u202c \u200f\u0645\u0631\u062d\u0628\u0627",
    "👩🏽‍💻🏳️‍🌈 \U0010ffff \ufeff \u2028",
    "a\r\nBcc: ben@example.org\r\n\r\nb",
    "\n\n\ttext\x0b\x1b[31m\x7f",
    "'; DROP TABLE accounts_user; --",
    "-1",
    "0",
    "1e400",
    "NaN",
    "99999999999999999999999999",
    "9" * 5_000,
    "٣",
    "true",
    "null",
    "[]",
    '{"id": 1, "rawId": [], "response": {"clientDataJSON": "e30"}, "type": "public-key"}',
    '{"id": "YQ", "rawId": "YQ", "response": {"attestationObject": "oA", "clientDataJSON": "e30"}, "type": ""}',
    "[" * 3_000,
    "../../../etc/passwd",
    "//example.org/",
    "https://example.org/",
    "javascript:alert(1)",
    "/account/",
    "ana@example.org",
    "a" * 300 + "@example.org",
    "ana@example.org\nben@example.org",
    "ana@xn--\0.org",
    "2026-13-45",
    "00000000-0000-0000-0000-000000000000",
    "MAX(1)' OR 1=1",
)
PIECES = (
    b"%00",
    b"%FF",
    b"%C3%28",
    b"%ED%A0%80",
    b"%",
    b"%zz",
    b"%0d%0aX: y",
    b"%2e%2e/",
    b"%E2%80%AE",
    b"+",
    b"\xf0\x9f",
)
HEADERS = (
    "HTTP_ACCEPT_LANGUAGE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_HX_REQUEST", "HTTP_X_FORWARDED_FOR", "HTTP_ACCEPT",
    "HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_X_REQUESTED_WITH", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_ENCODING",
    "HTTP_ORIGIN", "HTTP_X_REQUEST_ID", "HTTP_HX_CURRENT_URL", "HTTP_IF_MODIFIED_SINCE",
)  # fmt: skip
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "multipart/form-data",
    "multipart/form-data; boundary=\x7f",
    "multipart/form-data; boundary=b",
    "application/json",
    "text/plain",
    "",
)

texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=40))
raw = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(b"".join)
headers = st.dictionaries(st.sampled_from(HEADERS), texts.map(lambda text: text.encode().decode("latin-1")), max_size=4)
cookies = st.dictionaries(st.sampled_from(["session", "csrf", "messages"]), texts, max_size=2)
BODIES = (
    b'--b\r\nContent-Disposition: form-data; name="text"; filename="a\0.txt"\r\n\r\nhello\r\n--b--\r\n',
    b"--b\r\nContent-Disposition: form-data; name=text\r\nContent-Transfer-Encoding: base64\r\n\r\n=a\r\n--b",
    b'{"text": {"email": [1, null]}}',
    b"text=" + b"x" * 600_000,
    urlencode({f"field{number}": 1 for number in range(300)}).encode(),
)
twice = raw.map(lambda found: b"text=" + found + b"&email=" + found)
bodies = st.tuples(st.sampled_from(TYPES), st.one_of(twice, st.sampled_from(BODIES)))


def values(names: list[str]) -> st.SearchStrategy[Values]:
    """Draw values for a form: fields may be missing, repeated, or hold anything."""
    one = st.lists(texts, max_size=2).map(lambda found: found or [""])
    return st.fixed_dictionaries({}, optional=dict.fromkeys([*names, "unknown[0]"], one))


def paths(known: list[str]) -> st.SearchStrategy[str]:
    """Draw addresses: known ones with a part changed, and unknown ones."""
    part = st.one_of(texts.map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")), raw.map(as_text))

    def changed(path: str) -> st.SearchStrategy[str]:
        parts = path.split("/")
        at = st.integers(min_value=1, max_value=len(parts) - 1)
        return st.builds(lambda where, new: "/".join([*parts[:where], new, *parts[where + 1 :]]), at, part)

    return st.one_of(st.sampled_from(known).flatmap(changed), part.map(lambda text: f"/{text}"))


def cookie_header(cookies: dict[str, str]) -> str:
    """Return cookies as a browser may send them: quoted, every byte by its number."""
    quoted = {name: "".join(f"\\{byte:03o}" for byte in text.encode()) for name, text in cookies.items()}
    return "; ".join(f'{name}="{text}"' for name, text in quoted.items())


def as_text(found: bytes) -> str:
    return found.decode("latin-1")
