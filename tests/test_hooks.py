"""The hook for pre-commit, the action for GitHub, and what the page about CI advises."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PAGE = (ROOT / "docs" / "howto" / "ci.md").read_text("utf-8")
FILES = dict(re.findall(r'^```yaml title="([^"\n]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL))
HOOKS: Any = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SCHEMA = ("check-jsonschema", "--builtin-schema")
ZIZMOR = ("zizmor", "--offline", "--quiet", "--collect=all", "--no-progress")
PRE_COMMIT = "pre-commit"
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""How GitHub runs a step whose shell is bash."""
BAD = "events:\n  - id: talks\n    title: Delegations meet\n    date: 2025-02-30\n"


def run(*command: str | Path, cwd: Path, **variables: str) -> tuple[int, str]:
    """The exit code of a command of this environment, and what it prints."""
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    kept = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=kept | {"PATH": path} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def pinned_only(environment: Path) -> bool:
    """True if pydantic, of which pip would take the newest, has the version of the constraints."""
    (version,) = re.findall(
        r"^pydantic==(.+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE
    )
    return {each.name for each in environment.rglob("pydantic-*.dist-info")} == {
        f"pydantic-{version}.dist-info"
    }


def test_the_hook_is_one_of_pre_commit() -> None:
    """pre-commit accepts the file that tells it of our hook."""
    code, said = run(PRE_COMMIT, "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert code == 0, said


def test_the_action_is_one_of_github() -> None:
    """GitHub's schema of actions accepts ours."""
    code, said = run(*SCHEMA, "vendor.github-actions", "action.yml", cwd=ROOT)
    assert code == 0, said


def test_the_action_has_no_holes() -> None:
    """Nothing is found by zizmor in action and hook, and no input is a part of a script."""
    code, said = run(*ZIZMOR, "--pedantic", "action.yml", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert code == 0, said
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_the_page_names_the_inputs_of_the_action() -> None:
    """The page lists every input of the action with its default."""
    rows = re.findall(r"^\| `(\w+)` \| .+ \| (.+) \|$", PAGE, re.MULTILINE)
    defaults = {name: given["default"] for name, given in ACTION["inputs"].items()}
    assert dict(rows) == {name: f"`{text}`" if text else "none" for name, text in defaults.items()}


@pytest.mark.parametrize(
    ("name", "command"),
    [
        (".pre-commit-config.yaml", (PRE_COMMIT, "validate-config")),
        (".github/workflows/chronology.yml", (*SCHEMA, "vendor.github-workflows")),
        (".github/workflows/sarif.yml", (*SCHEMA, "vendor.github-workflows")),
        (
            ".gitlab-ci.yml",
            (*SCHEMA, "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
        ),
    ],
)
def test_what_the_page_advises_is_valid(
    name: str, command: tuple[str, ...], tmp_path: Path
) -> None:
    """The files that the page shows are what their readers, pre-commit and the forges, accept."""
    file = tmp_path / Path(name).name
    file.write_text(FILES[name], "utf-8")
    code, said = run(*command, file, cwd=tmp_path)
    assert code == 0, said
    if "workflows" in name:
        config = ROOT / "tests" / "data" / "zizmor.yml"
        code, said = run(*ZIZMOR, "--config", config, file, cwd=tmp_path)
        assert code == 0, said


def test_the_page_uses_what_there_is() -> None:
    """The workflows give the action inputs that it has, and the hook's name is that of ours."""
    for name in (".github/workflows/chronology.yml", ".github/workflows/sarif.yml"):
        (given,) = re.findall(r"- uses: ./chronology-data\n +with:\n((?: {10}.*\n)+)", FILES[name])
        assert yaml.safe_load(given).keys() <= ACTION["inputs"].keys()
    config = yaml.safe_load(FILES[".pre-commit-config.yaml"])
    assert config["repos"][0]["hooks"][0]["id"] == HOOKS[0]["id"]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("events.yaml", True),
        ("data/events.yaml", True),
        ("data/events.yml", True),
        ("my-events.yaml", False),
        ("events.yxml", False),
    ],
)
def test_which_files_the_hook_takes(path: str, taken: bool) -> None:
    """The hook takes files called `events.yaml` or `events.yml`, in any folder."""
    assert (re.search(HOOKS[0]["files"], path) is not None) is taken


def inputs_of(step: Any, given: dict[str, str]) -> dict[str, str]:
    """The variables of a step, as GitHub fills them from the inputs."""
    values = {f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}
    values |= {f"inputs.{name}": text for name, text in given.items()}
    values["github.action_path"] = str(ROOT)
    return {
        name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], text)
        for name, text in step["env"].items()
    }


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ({}, ["--"]),
        (
            {"strict": "true", "files": "a.yaml\nb c.yaml\n"},
            ["--strict", "--", "a.yaml", "b c.yaml"],
        ),
        ({"args": "--format\nsarif\n", "files": "$(id)"}, ["--format", "sarif", "--", "$(id)"]),
    ],
)
def test_what_the_action_runs(given: dict[str, str], arguments: list[str], tmp_path: Path) -> None:
    """The action hands its inputs on as arguments, a line each, whatever stands in them."""
    command = tmp_path / "chronology" / "bin" / "chronology"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 1\n", "utf-8")
    command.chmod(0o755)
    step = ACTION["runs"]["steps"][1]
    variables = inputs_of(step, given) | {"RUNNER_TEMP": str(tmp_path)}
    code, said = run(*BASH, step["run"], cwd=tmp_path, **variables)
    assert (code, said.splitlines()) == (1, ["validate", *arguments])


def test_action_and_hook_install_what_is_tested() -> None:
    """Both give pip the constraints of our own tests."""
    assert (ROOT / "constraints.txt").is_file()
    assert HOOKS[0]["additional_dependencies"] == ["--constraint=constraints.txt"]
    assert '--constraint "$PROJECT/constraints.txt"' in ACTION["runs"]["steps"][0]["run"]


@pytest.mark.slow
def test_the_action_installs_and_runs(tmp_path: Path) -> None:
    """The action installs the project from its own folder, and fails where a file has errors."""
    (tmp_path / "events.yaml").write_text(BAD, "utf-8")
    ran = [
        run(*BASH, step["run"], cwd=tmp_path, RUNNER_TEMP=str(tmp_path), **inputs_of(step, {}))
        for step in ACTION["runs"]["steps"]
    ]
    assert [code for code, _ in ran] == [0, 1], ran
    assert "impossible-date" in ran[1][1]
    assert pinned_only(tmp_path / "chronology")


@pytest.mark.slow
def test_the_hook_runs(tmp_path: Path) -> None:
    """`pre-commit try-repo` installs the hook from this repository, and it finds the mistake."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a git repository can be tried")
    project = tmp_path / "project"
    project.mkdir()
    (project / "events.yaml").write_text(BAD, "utf-8")
    shutil.copy(ROOT / "tests" / "good" / "three-lines.yaml", project / "other.yaml")
    for command in (("init", "-q"), ("add", ".")):
        assert run("git", *command, cwd=project)[0] == 0
    tried = (PRE_COMMIT, "try-repo", ROOT, HOOKS[0]["id"], "--all-files", "--verbose")
    code, said = run(*tried, cwd=project, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert code == 1, said
    assert "events.yaml:4:11: error[impossible-date]" in said
    assert "other.yaml" not in said
