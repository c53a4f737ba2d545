"""Every mistake that has a code, in a file of its own, and files without a mistake.

A file `bad/<code>.yaml` makes the mistake, and `bad/<code>.txt` beside it is what is printed about
it, without the file's name; `pytest --accept` rewrites its words. House rules for `--schema` are in
`bad/<code>.json`. A file in `good/` has no errors; the warnings that it is meant to have are listed
beside it in the same way.
"""

import re
from pathlib import Path

import pytest
from golden_texts import Golden

import chronology.reading.builder
import chronology.reading.document
from chronology.findings import Diagnostic, Severity
from chronology.house_rules.schemas import read_schemas
from chronology.loading import check_text
from chronology.rules import CODES

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))
GOOD = sorted((HERE / "good").glob("*.yaml"))


MORE_THAN_A_CODE = {"eight-mistakes", "not-utf-8-but-utf-16"}
"""The files that are not named after one code alone."""

EIGHT_MISTAKES = {
    "needs-quotes",
    "bad-url",
    "impossible-date",
    "dangling-reference",
    "duplicate-id",
    "duplicate-key",
    "missing-field",
    "bad-date",
}


def found(file: Path) -> list[Diagnostic]:
    """Everything that is wrong with a file, by the house rules beside it too."""
    rules = file.with_suffix(".json")
    schemas = read_schemas([str(rules)]) if rules.exists() else ()
    return check_text(file.read_bytes(), file.name, schemas)[1]


def lines(diagnostics: list[Diagnostic]) -> list[str]:
    """Diagnostics as they are printed, without the name of the file."""
    return [line.replace(f"{each.file}:", "") + "\n" for each in diagnostics for line in each.lines]


def codes_listed(file: Path) -> set[str]:
    """The codes that are found in a file, by the list beside it; none where there is no list."""
    listed = file.with_suffix(".txt")
    text = listed.read_text("utf-8") if listed.exists() else ""
    return set(re.findall(r"^\d+:\d+: \w+\[([a-z0-9-]+)\]", text, re.MULTILINE))


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad(file: Path, golden: Golden) -> None:
    """Each mistake of a bad file is found once, at its place, and nothing else is."""
    golden.whole("".join(lines(found(file))), file.with_suffix(".txt"))


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good(file: Path, golden: Golden) -> None:
    """A good file has no errors, and no warnings but those that it is meant to have."""
    diagnostics = found(file)
    golden.whole("".join(lines(diagnostics)), file.with_suffix(".txt"))
    assert all(each.severity is not Severity.ERROR for each in diagnostics)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_file_shows_the_code_that_it_is_named_after(file: Path) -> None:
    """A file that is named after a code is one of those in which it is found."""
    if file.stem in CODES:
        assert f"[{file.stem}]" in file.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_every_file_has_a_code(file: Path) -> None:
    """A bad file is named after a code, lists known codes only, and says what is wrong with it."""
    assert file.stem in CODES or file.stem in MORE_THAN_A_CODE
    assert set() < codes_listed(file) <= set(CODES)
    assert "#" in file.read_bytes().decode("latin-1").splitlines()[0]


def test_every_list_has_a_file() -> None:
    """No list of diagnostics, and no house rules, outlive the file beside which they stand."""
    beside = [file for folder in ("bad", "good") for file in (HERE / folder).iterdir()]
    assert [file for file in beside if not file.with_suffix(".yaml").exists()] == []


def test_bad_files_show_one_code() -> None:
    """What is wrong in a file that is named after a code is of that code, or listed here."""
    also = {
        "broken-yaml": {"no-citation", "impossible-date"},
        "yaml-alias": {"yaml-anchor"},
        "merge-key": {"yaml-anchor"},
    }
    for file in BAD:
        if file.stem in CODES:
            assert codes_listed(file) - {file.stem} == also.get(file.stem, set()), file.stem


def test_eight_mistakes() -> None:
    """Eight ordinary mistakes in one file are eight diagnostics, on the lines of their comments."""
    file = HERE / "bad" / "eight-mistakes.yaml"
    diagnostics = found(file)
    assert len(diagnostics) == len({each.position.line for each in diagnostics}) == 8
    assert {each.code for each in diagnostics} == EIGHT_MISTAKES
    text = file.read_text("utf-8").splitlines()
    commented = {number for number, line in enumerate(text, start=1) if number > 1 and "#" in line}
    beside_value = {8, 26}  # a URL that is none, and the event, on which the title is missing
    assert {each.position.line for each in diagnostics} == commented | beside_value


@pytest.mark.parametrize("limit", ["bytes", "values"])
def test_too_big(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more bytes or values than are read is refused, and no more is said of it."""
    if limit == "bytes":
        monkeypatch.setattr(chronology.reading.document, "MAX_BYTES", 20)
    else:
        monkeypatch.setattr(chronology.reading.builder, "MAX_NODES", 3)
    text = b"events:\n  - id: talks\n    title: Talks\n    date: 2025-02-27\n"
    (only,) = check_text(text, "big.yaml")[1]
    assert only.code == "too-big"
    assert only.position.line == (1 if limit == "bytes" else 2)
