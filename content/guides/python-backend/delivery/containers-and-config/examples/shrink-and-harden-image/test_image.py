"""Layers as they really are, tar archives: what deleting does not delete, what a second stage leaves behind, what to lint."""

import io
import re
import tarfile

WHITEOUT = ".wh."  # how a layer says "this file is gone" (OCI image specification)


def layer(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def files_in(packed: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def filesystem(layers: list[bytes]) -> dict[str, bytes]:
    """What a container sees: later layers over earlier ones."""
    seen: dict[str, bytes] = {}
    for packed in layers:
        for name, content in files_in(packed).items():
            folder, _, base = name.rpartition("/")
            if base.startswith(WHITEOUT):
                seen.pop(f"{folder}/{base.removeprefix(WHITEOUT)}")
            else:
                seen[name] = content
    return seen


def kilobytes(layers: list[bytes]) -> int:
    return sum(len(packed) for packed in layers) // 1024


TOKEN = b"index-url = https://ada:s3cret@packages.example\n"
COMPILER, WHEELS, VENV, SOURCE = b"c" * 900_000, b"w" * 300_000, b"v" * 200_000, b"print('shop')\n"
ONE_STAGE = [
    layer({"usr/gcc": COMPILER}),
    layer({"root/pip.conf": TOKEN}),
    layer({"root/wheels": WHEELS, "venv/lib": VENV}),
    layer({"root/.wh.pip.conf": b"", "root/.wh.wheels": b"", "usr/.wh.gcc": b""}),  # RUN rm -rf ...
    layer({"app/main.py": SOURCE}),
]


def test_rm_in_a_later_line_frees_nothing():
    print("files a container sees:", sorted(filesystem(ONE_STAGE)))
    print("kB to pull, with and without the rm:", kilobytes(ONE_STAGE), kilobytes([*ONE_STAGE[:3], ONE_STAGE[4]]))
    assert "usr/gcc" not in filesystem(ONE_STAGE)
    assert kilobytes(ONE_STAGE) >= kilobytes([*ONE_STAGE[:3], ONE_STAGE[4]])


def test_a_deleted_secret_can_be_read_by_everybody_who_can_pull():
    assert "root/pip.conf" not in filesystem(ONE_STAGE)
    found = [content for packed in ONE_STAGE for content in files_in(packed).values() if b"s3cret" in content]
    print("in an earlier layer:", found[0].decode().strip())
    assert found == [TOKEN]


def test_a_second_stage_copies_only_what_runs():
    built = filesystem(ONE_STAGE)
    final = [layer({"venv/lib": built["venv/lib"]}), layer({"app/main.py": built["app/main.py"]})]
    print(f"one stage {kilobytes(ONE_STAGE)} kB, two stages {kilobytes(final)} kB")
    assert kilobytes(final) * 5 < kilobytes(ONE_STAGE)
    assert not any(b"s3cret" in packed for packed in final)


RULES = [
    ("base image not pinned by digest", lambda text: re.search(r"^FROM (?!.*@sha256:)\S+(?! AS)", last_stage(text), re.M)),
    ("runs as root", lambda text: not re.search(r"^USER (?!root|0)", last_stage(text), re.M)),
    ("secret in ARG or ENV", lambda text: re.search(r"^(ARG|ENV) \w*(TOKEN|PASSWORD|SECRET|KEY)", text, re.M)),
    ("shell form hides signals", lambda text: re.search(r"^(CMD|ENTRYPOINT) (?!\[)", last_stage(text), re.M)),
    ("whole context copied in one stage", lambda text: text.count("FROM ") == 1 and "COPY . ." in text),
]


def last_stage(dockerfile: str) -> str:
    return "FROM " + dockerfile.rpartition("FROM ")[2]


def complaints(dockerfile: str) -> list[str]:
    return [name for name, broken in RULES if broken(dockerfile)]


BEFORE = """FROM python:latest
ARG INDEX_TOKEN
COPY . .
RUN pip install -r requirements.txt
CMD python -m granian shop:app
"""
AFTER = """FROM python:3.13-slim@sha256:aaaa AS build
COPY --from=ghcr.io/astral-sh/uv@sha256:bbbb /uv /bin/
WORKDIR /src
COPY uv.lock pyproject.toml ./
RUN --mount=type=secret,id=index,env=UV_INDEX_SHOP_PASSWORD uv sync --locked --no-dev --no-install-project
COPY . .
FROM python:3.13-slim@sha256:aaaa
WORKDIR /src
COPY --from=build /src .
USER 10001
CMD ["/src/.venv/bin/granian", "--interface", "asgi", "--host", "0.0.0.0", "shop:app"]
"""


def test_five_lines_before_and_after():
    print("before:", complaints(BEFORE))
    print("after: ", complaints(AFTER))
    assert len(complaints(BEFORE)) == len(RULES)
    assert complaints(AFTER) == []
