"""What we ship for many machines: each file is read as its own tool reads it, and says what is true of the command."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from jobfutures.config.command import parser
from tests.deploying import self_signed

DEPLOY = Path(__file__).parent.parent / "deploy"
SETTINGS = (Path(__file__).parent.parent / "docs/using/operator.md").read_text()
MUST = os.environ.get("JOBFUTURES_NOTHING_MAY_SKIP") == "yes"


def needs(program: str) -> str:
    """Return the program's place; where it is missing the test is skipped, or fails where nothing may skip."""
    found = shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if not found and not MUST:
        pytest.skip(f"no {program} here")
    assert found, f"{program} is missing"
    return found


def documents(folder: Path = DEPLOY / "kubernetes") -> list[dict[str, Any]]:
    return [one for file in sorted(folder.glob("*.yaml")) for one in yaml.safe_load_all(file.read_text())]


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in documents():
        if one["kind"] in ("Deployment", "Job"):
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]


def settings_named_in(text: str) -> set[str]:
    return {name.removesuffix("_FILE") for name in re.findall(r"JOBFUTURES_[A-Z_]*[A-Z]", text)}


@pytest.mark.parametrize("file", sorted(DEPLOY.rglob("*.*")), ids=lambda file: file.relative_to(DEPLOY).as_posix())
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    named = settings_named_in(file.read_text()) - {"JOBFUTURES_VERSION"}

    assert {name for name in named if f"`{name}" not in SETTINGS and f"`{name[10:]}" not in SETTINGS} == set()


def test_units_are_what_systemd_takes_and_their_words_what_the_command_takes(tmp_path: Path) -> None:
    systemd = needs("systemd-analyze")
    for unit in (DEPLOY / "systemd").glob("*.service"):
        text = unit.read_text()
        words = re.search(r"^ExecStart=/opt/jobfutures/bin/jobfutures (.*)$", text, re.MULTILINE)
        assert words, unit.name
        parser().parse_args(words[1].split())
        (tmp_path / unit.name).write_text(text.replace("/opt/jobfutures/bin/jobfutures", sys.executable))
    units = sorted(str(unit) for unit in tmp_path.iterdir())
    checked = subprocess.run([systemd, "verify", "--man=no", *units], capture_output=True, text=True, check=False)

    assert len(units) == 4
    assert "jobfutures-" not in checked.stderr, checked.stderr  # of other units of this machine it may complain


def test_the_balancer_takes_its_configuration(tmp_path: Path) -> None:
    cert = self_signed(tmp_path)
    known = {"SITE_BIND": f":8443 ssl crt {cert} alpn h2,http/1.1", "SITE_WEB_1": "10.0.0.11:8000"}
    words = [needs("haproxy"), "-c", "-f", str(DEPLOY / "haproxy.cfg")]
    checked = subprocess.run(
        words, env=os.environ | known | {"SITE_WEB_2": "10.0.0.12:8000"}, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stderr


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    cert = self_signed(tmp_path)
    text = re.sub(r"/etc/ssl/jobfutures/\w+\.pem", str(cert), (DEPLOY / "nginx.conf").read_text())
    text = text.replace("/var/log/nginx", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    checked = subprocess.run([needs("nginx"), "-t", "-c", str(whole)], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_no_pod_is_privileged_and_none_can_write_to_its_image() -> None:
    for name, pod in pods():
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys(), name
        assert all("hostPath" not in volume for volume in pod["volumes"]), name
        for one in pod["containers"]:
            assert one["securityContext"] == {
                "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}
            }, name  # fmt: skip
            assert one["resources"]["limits"]["memory"], name
            parser().parse_args(one["args"])
            mounted = {mount["name"] for mount in one["volumeMounts"]}
            assert mounted <= {volume["name"] for volume in pod["volumes"]}, name


def test_manifests_fit_each_other() -> None:
    """Selectors find pods, ports are named, probes ask addresses that are there."""
    labels = {
        one["metadata"]["name"]: one["spec"]["template"]["metadata"]["labels"]
        for one in documents() if one["kind"] in ("Deployment", "Job")
    }  # fmt: skip
    ports = {port["name"] for _, pod in pods() for one in pod["containers"] for port in one.get("ports", [])}
    for one in documents():
        assert one["metadata"].get("namespace", "jobfutures") == "jobfutures"
        selector = one["spec"].get("selector", {}) if "spec" in one else {}
        wanted = selector.get("matchLabels", selector if one["kind"] == "Service" else {})
        if wanted:
            assert wanted in labels.values(), one["metadata"]["name"]
        if one["kind"] == "Service":
            assert one["spec"]["ports"][0]["targetPort"] in ports
    probes = {
        probe["httpGet"]["path"] for _, pod in pods() for one in pod["containers"]
        for name, probe in one.items() if name.endswith("Probe") and "httpGet" in probe
    }  # fmt: skip
    assert probes == {"/healthz", "/readyz"}
    assert set(labels) == {"web", "worker", "runner", "migrate"}


def test_compose_starts_every_role_in_order_and_none_with_privilege() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    whole = yaml.safe_load(text)
    services = whole["services"]

    assert set(services) == {"postgres", "migrate", "web", "worker", "runner"}
    assert "privileged" not in text.replace("No container is privileged", "")
    for name, one in services.items():
        assert set(one.get("networks", [])) <= set(whole["networks"]), name
        assert set(one.get("secrets", [])) <= set(whole["secrets"]), name
        assert one["deploy"]["resources"]["limits"]["memory"], name
        assert name == "migrate" or one["healthcheck"]["test"][0] == "CMD", name
        if name != "postgres":
            parser().parse_args(one["command"])
            assert one["read_only"] is True, name
            assert one["cap_drop"] == ["ALL"], name
            assert "no-new-privileges:true" in one["security_opt"], name
        for volume in one.get("volumes", []):
            assert volume.split(":")[0] in whole["volumes"], name
    assert services["web"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services["runner"]["networks"] == ["runners"], "code of strangers reaches neither database nor internet"
    assert all((DEPLOY / "secrets" / Path(one["file"]).name).parent.is_dir() for one in whole["secrets"].values())


def test_the_image_takes_only_what_has_a_hash_and_runs_as_nobody_special() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    stages = re.findall(r"^FROM (\S+)", text, re.MULTILINE)

    assert set(stages) == {"python:3.13-slim-bookworm"}
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]
    for line in re.findall(r"pip install (.*)", text):
        assert "--require-hashes" in line or "/wheels/" in line, line
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((DEPLOY.parent / path).exists() for path in copied.split()), copied
    for lock in ("requirements.lock", "build.lock"):
        pins = re.findall(r"^[a-z0-9.-]+==.*(?:\n    --hash=.*)+", (DEPLOY / lock).read_text(), re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-z0-9]", (DEPLOY / lock).read_text(), re.MULTILINE)), lock
    parser().parse_args(json.loads(re.findall(r"^CMD (.+)$", text, re.MULTILINE)[0]))


def test_the_profile_of_system_calls_lets_a_runner_make_its_walls_and_forbids_what_it_names() -> None:
    profile = json.loads((DEPLOY / "seccomp/runner.json").read_text())
    refused = {name for rule in profile["syscalls"] for name in rule["names"]}

    assert profile["defaultAction"] == "SCMP_ACT_ALLOW"
    assert refused >= {"bpf", "kexec_load", "ptrace", "init_module", "open_by_handle_at", "keyctl"}
    asked = subprocess.run(
        [sys.executable, "-m", "tests.deploying", str(DEPLOY / "seccomp/runner.json")],
        capture_output=True, text=True, check=False, cwd=DEPLOY.parent,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout) == {"tier": "namespaces", "bpf": 1}
