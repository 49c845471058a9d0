"""The workflows: of a valid form, safe, and made of the commands that people use."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from project import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = {file.name: file for file in sorted((GITHUB / "workflows").glob("*.yml"))}
SCHEMAS = {
    **dict.fromkeys(WORKFLOWS.values(), "github-workflows"),
    GITHUB / "dependabot.yml": "dependabot",
    **dict.fromkeys((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"), "github-issue-forms"),
}
UNSAFE = """on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
"""


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program that is installed beside Python."""
    command = [str(Path(sys.executable).with_name(program)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    return run("zizmor", "--offline", "--no-progress", "--persona", "pedantic", path)


def jobs() -> dict[str, dict[str, Any]]:
    """Every job, by file and name."""
    return {
        f"{name}: {key}": job
        for name, file in WORKFLOWS.items()
        for key, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items()
    }


def test_nothing_is_unsafe() -> None:
    done = zizmor(GITHUB)
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout
    assert all(f"workflows/{name}" in done.stderr for name in WORKFLOWS)


def test_what_is_unsafe_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(UNSAFE)
    done = zizmor(tmp_path / "one.yml")
    for fault in ("dangerous-triggers", "unpinned-uses", "template-injection", "artipacked"):
        assert f"[{fault}]" in done.stdout


@pytest.mark.parametrize("kind", sorted(set(SCHEMAS.values())))
def test_files_follow_their_schema(kind: str, tmp_path: Path) -> None:
    check = ("--builtin-schema", f"vendor.{kind}")
    files = [file for file, schema in SCHEMAS.items() if schema == kind]
    assert files
    (tmp_path / "one.yml").write_text("jobs: {one: {runs: x}}\nupdates: 1\nbody: 1\n")
    done = run("check-jsonschema", *check, *files, tmp_path / "one.yml")
    assert done.returncode == 1, "the planted file is none of that kind"
    assert not [file for file in files if f"{file}::" in done.stdout], done.stdout


def test_every_job_has_a_limit_of_time() -> None:
    assert [name for name, job in jobs().items() if job["timeout-minutes"] > 60] == []


def test_only_publishing_and_the_issue_may_write_and_no_secret_is_kept() -> None:
    writing = {
        name: [what for what, level in job["permissions"].items() if level == "write"]
        for name, job in jobs().items()
    }
    assert {name: what for name, what in writing.items() if what} == {
        "links.yml: links": ["issues"],
        "site.yml: deploy": ["pages", "id-token"],
    }
    for name, file in WORKFLOWS.items():
        assert "secrets." not in file.read_text(encoding="utf-8"), name


GH = """#!/bin/sh
echo "$*" >> calls
case "$*" in "issue list"*) cat open ;; esac
"""


@pytest.mark.parametrize(
    ("outcome", "number", "calls"),
    [
        ("failure", "", ["label create", "issue create"]),
        ("failure", "7\n", ["issue edit 7"]),
        ("success", "7\n", ["issue close 7"]),
        ("success", "", []),
    ],
)
def test_one_issue_is_opened_brought_up_to_date_and_closed(
    outcome: str, number: str, calls: list[str], tmp_path: Path
) -> None:
    """The step itself, with a program that notes what it is asked in place of GitHub's."""
    (step,) = [
        step for step in jobs()["links.yml: links"]["steps"] if "GH_TOKEN" in step.get("env", "")
    ]
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/links.md").write_text("1 is gone")
    (tmp_path / "open").write_text(number)
    gh = tmp_path / "gh"
    gh.write_text(GH)
    gh.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "OUTCOME": outcome}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    asked, *others = (tmp_path / "calls").read_text().splitlines()
    assert asked.startswith("issue list --state open --label links")
    assert [
        call for call, start in zip(others, calls, strict=True) if not call.startswith(start)
    ] == []


def commands_of(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_the_site_that_is_published_is_the_one_that_was_tested() -> None:
    job = jobs()["site.yml: site"]
    build, *others = re.findall(r"(?m)^make .*", "\n".join(commands_of(job)))
    assert build == "make pdf"
    assert "make test BUILT=site" in others
    uploaded = {step["with"]["path"] for step in job["steps"] if "upload" in step.get("uses", "")}
    assert uploaded == {"site/"}
    for command in others:
        dry = subprocess.run(
            ["make", "-n", *command.split()[1:]],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert " build " not in dry.stdout, command
        assert "site" in dry.stdout, command


def test_jobs_run_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    commands = [command for job in jobs().values() for command in commands_of(job)]
    used = {match[1] for command in commands if (match := re.match(r"make (\w+)", command))}
    assert {"pdf", "test", "valid", "changes", "linkcheck", "lock", "properdocs"} <= used <= targets


def test_the_container_for_editors_only_calls_make() -> None:
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    settings = json.loads(re.sub(r"(?m)^//.*$", "", text))
    commands = {key: command for key, command in settings.items() if key.endswith("Command")}
    assert commands
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(commands.values()) <= {f"make {name}" for name in targets}
