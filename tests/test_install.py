"""What reaches a user who installs the project: its files, its command, and a light import."""

import email
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipapp
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

BUNDLED = {
    "chronology/events.yaml": "events.yaml",
    "chronology/chronology.schema.json": "schema/chronology.schema.json",
}
HEAVY = {
    "dateutil", "icalendar", "jinja2", "jsonschema", "langcodes", "mkdocs", "pydantic", "rich",
    "yaml",
}  # fmt: skip

LOAD = """
import chronology, json
print(json.dumps([chronology.__file__, len(chronology.load())]))
"""
FROM_AN_ARCHIVE = """
import sys
sys.path.insert(0, sys.argv[1])
import chronology
from chronology.formats import EXPORTERS
from chronology.site import Settings, Site, assets
assert chronology.__file__.startswith(sys.argv[1]), chronology.__file__
record = chronology.load()
assert {each.code for each in chronology.check()} <= {"loose-date"}
assert all(each.render(record) for each in EXPORTERS.values())
assert len([*Site.of(record, Settings()).pages]) > len(record)
assert all(assets().values())
print(len(record), record.file)
"""
NAMES_BEFORE_AND_AFTER = """
import chronology
before = [getattr(chronology, name) for name in chronology.__all__]
import chronology.cli
after = [getattr(chronology, name) for name in chronology.__all__]
print([name for name, a, b in zip(chronology.__all__, before, after) if a is not b])
"""
NAMES_THAT_ARE_MODULES = """
import chronology.cli, types
names = {name: getattr(chronology, name) for name in chronology.__all__}
print([name for name, found in names.items() if isinstance(found, types.ModuleType)])
"""
LOADED_BY_IMPORT = """
import sys
before = set(sys.modules)
import chronology
print(*sorted(set(sys.modules) - before))
"""


@dataclass(frozen=True)
class Distributions:
    """The wheel and the source distribution made from this checkout."""

    wheel: Path
    sdist: Path

    def wheel_file(self, name: str) -> bytes:
        """The content of a file in the wheel."""
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.read(name)

    def metadata_file(self, name: str) -> str:
        """The content of a file in the wheel's `.dist-info`."""
        project = "-".join(self.wheel.name.split("-")[:2])
        return self.wheel_file(f"{project}.dist-info/{name}").decode()


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it has to succeed, and no test's variable may reach its imports."""
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def distributions(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """The files that `make test` has built, or those of a build of our own."""
    built = os.environ.get("CHRONOLOGY_DIST")
    folder = Path(built) if built else tmp_path_factory.mktemp("dist")
    if not built:
        build = (sys.executable, "-P", "-m", "build", "--no-isolation", "--outdir", folder)
        run(*build, cwd=repository)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Distributions(wheel, sdist)


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """The table `project` of `pyproject.toml`."""
    document = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    table: dict[str, Any] = document["project"]
    return table


def fresh_environment(folder: Path, *arguments: str | Path) -> Path:
    """The interpreter of a new environment into which pip has installed the project alone.

    Nothing is fetched: the project's dependencies, and hatchling with them, are those of the
    environment that runs the tests, and stand last on the new one's path.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    python = folder / "bin" / "python"
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "zz-dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    pip = (sys.executable, "-P", "-m", "pip", "--python", python, "install", "-qq")
    alone = ("--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed")
    run(*pip, *alone, *arguments, cwd=folder.parent)
    return python


def test_the_wheel_holds_the_package_the_record_and_the_schema(
    distributions: Distributions, repository: Path
) -> None:
    """The wheel has every module, the type marker, and the record and schema byte for byte."""
    with zipfile.ZipFile(distributions.wheel) as archive:
        names = set(archive.namelist())
    modules = (path.relative_to(repository) for path in (repository / "chronology").rglob("*.py"))
    assert {module.as_posix() for module in modules} | {"chronology/py.typed"} <= names
    for packaged, source in BUNDLED.items():
        assert distributions.wheel_file(packaged) == (repository / source).read_bytes()
    assert {name.split("/")[0].removesuffix(".dist-info") for name in names} == {
        "chronology",
        "-".join(distributions.wheel.name.split("-")[:2]),
    }


def test_the_wheel_registers_the_command_and_the_plugin(distributions: Distributions) -> None:
    """An installation brings the command `chronology` and the MkDocs plugin of that name."""
    entry_points = distributions.metadata_file("entry_points.txt")
    assert "[console_scripts]\nchronology = chronology.__main__:main" in entry_points
    assert "[mkdocs.plugins]\nchronology = chronology.plugin:ChronologyPlugin" in entry_points


def test_the_wheel_carries_both_licences(distributions: Distributions) -> None:
    """The code's licence and the record's are named and carried."""
    metadata = email.message_from_string(distributions.metadata_file("METADATA"))
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    assert metadata.get_all("License-File") == ["LICENSE", "LICENSE-DATA"]


def test_the_source_distribution_can_build_and_test_itself(distributions: Distributions) -> None:
    """The source distribution has the record, the schema, the tests, the docs and the Makefile."""
    with tarfile.open(distributions.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "CHANGELOG.md",
        "CITATION.cff",
        "LICENSE",
        "LICENSE-DATA",
        "Makefile",
        "README.md",
        "chronology/py.typed",
        "constraints.txt",
        "events.yaml",
        "mkdocs.yml",
        "pyproject.toml",
        "schema/chronology.schema.json",
        "tests/conftest.py",
    } <= names
    assert any(name.startswith("docs/") for name in names)


def test_a_plain_install_finds_the_bundled_record(
    distributions: Distributions, tmp_path: Path
) -> None:
    """Installed from the wheel, `chronology.load()` reads the record that came with it."""
    python = fresh_environment(tmp_path / "plain", distributions.wheel)
    file, events = json.loads(run(python, "-P", "-c", LOAD, cwd=tmp_path))
    assert Path(file).is_relative_to(tmp_path)
    assert events > 0


def test_the_record_is_read_from_an_archive(distributions: Distributions, tmp_path: Path) -> None:
    """Imported from a zip file, the package finds its record, its drawings and its pages."""
    archive = tmp_path / "packages.zip"
    shutil.copy(distributions.wheel, archive)
    printed = run(sys.executable, "-c", FROM_AN_ARCHIVE, archive, cwd=tmp_path).split()
    assert int(printed[0]) > 0
    assert Path(printed[1]) == archive / "chronology" / "events.yaml"


def test_the_command_runs_as_a_zip_application(
    distributions: Distributions, tmp_path: Path
) -> None:
    """A zip application of the package lists the record, and explains with its examples."""
    shutil.unpack_archive(distributions.wheel, tmp_path / "app", "zip")
    program = tmp_path / "program.pyz"
    zipapp.create_archive(tmp_path / "app", program, main="chronology.__main__:main")
    shutil.rmtree(tmp_path / "app")
    assert "Istanbul" in run(sys.executable, program, "list", cwd=tmp_path)
    for code in ("dangling-reference", "schema-violation"):  # the second has a schema beside it
        assert "error[" in run(sys.executable, program, "explain", code, cwd=tmp_path)


def test_an_editable_install_finds_the_record_of_the_repository(
    repository: Path, tmp_path: Path
) -> None:
    """Installed editable, `chronology.load()` reads the file that lies in the repository."""
    python = fresh_environment(tmp_path / "editable", "--editable", repository)
    file, events = json.loads(run(python, "-P", "-c", LOAD, cwd=tmp_path))
    assert Path(file).parent == repository / "chronology"
    assert events > 0


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """The size and the time of change of every file that `make` writes, but for environments."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".venv" not in path.parts)
    kept = (path for path in files if path.suffix != ".pyc")
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in kept}


@pytest.mark.slow
def test_make_does_everything_once(distributions: Distributions, tmp_path: Path) -> None:
    """In a fresh copy, `make` builds the site; a second `make` changes no file."""
    with tarfile.open(distributions.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (copy,) = tmp_path.iterdir()
    assert "site/index.html" in run("make", cwd=copy)
    built = state(copy)
    assert str(copy / "site" / "index.html") in built
    run("make", cwd=copy)
    assert state(copy) == built


def test_the_import_is_light(tmp_path: Path) -> None:
    """`import chronology` loads no other module of ours, no dependency, and little else."""
    loaded = run(sys.executable, "-P", "-c", LOADED_BY_IMPORT, cwd=tmp_path).split()
    assert "chronology" in loaded
    assert [name for name in loaded if name.startswith("chronology.")] == []
    assert HEAVY.isdisjoint(name.partition(".")[0] for name in loaded)
    assert len(loaded) <= 30


@pytest.mark.parametrize("program", [NAMES_BEFORE_AND_AFTER, NAMES_THAT_ARE_MODULES])
def test_a_public_name_is_never_hidden_by_a_module(program: str, tmp_path: Path) -> None:
    """What `chronology` offers stays the same whichever of its modules was imported before."""
    assert run(sys.executable, "-P", "-c", program, cwd=tmp_path) == "[]\n"


def test_the_command_prints_its_version(tmp_path: Path) -> None:
    """The installed command says its name and the version of the distribution."""
    command = Path(sys.executable).with_name("chronology")
    assert run(command, "--version", cwd=tmp_path) == f"chronology {version('chronology-data')}\n"


def test_the_version_is_the_same_wherever_it_stands(
    repository: Path, project: dict[str, Any]
) -> None:
    """`pyproject.toml`, the installation and `CITATION.cff` name one version."""
    citation = yaml.safe_load((repository / "CITATION.cff").read_text("utf-8"))
    assert project["version"] == version("chronology-data") == citation["version"]


def test_every_dependency_is_pinned(repository: Path, project: dict[str, Any]) -> None:
    """`constraints.txt` has one exact version for each requirement and no address."""
    lines = (repository / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    required = project["dependencies"] + project["optional-dependencies"]["site"]
    names = {re.split(r"[<>=]", requirement)[0].lower() for requirement in required}
    assert names <= {pin.partition("==")[0].lower() for pin in pins}
