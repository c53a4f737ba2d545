"""Passages looked up in the texts of their sources, and sources weighed."""

from pathlib import Path

import pytest
from golden_texts import Golden

from chronology.cli import main
from chronology.findings import Diagnostic
from chronology.loading import check_text
from chronology.passages import Tally
from chronology.reading import read_texts
from chronology.rules.evidence import PASSAGE_CODES as CODES
from chronology.rules.evidence import closest, lookup, tally

TEXT = """\
The delegations met in Oslo on Thursday. “The talks were good”, said the host – after\u00a0six
hours the delegations met again. They will meet again at a later date.
"""

FILE = """\
sources:
  paper: {{publisher: P, read: full}}
  other: {{publisher: O, read: excerpt}}
events:
  - id: talks
    title: Talks
    date: 2025
    citations:
      paper:
        - passage: '{passage}'
      other:
        - passage: two words ... of another
        - {{}}
"""


def found(passage: str) -> list[Diagnostic]:
    """What is wrong with a passage of `TEXT`."""
    _, diagnostics = check_text(FILE.format(passage=passage), "x.yaml", texts={"paper": TEXT})
    assert all(str(each.position) == "Position(line=10, column=20)" for each in diagnostics)
    return diagnostics


@pytest.mark.parametrize(
    "passage",
    [
        "met in Oslo ... said the host",
        "MET IN Oslo ... the talks were GOOD",
        '"The talks were good" ... host – after six hours',
        "on Thursday ... delegations met again",
    ],
)
def test_a_passage_is_found_however_it_is_set(passage: str) -> None:
    """Case, white space and the curls of quotation marks do not matter to a passage."""
    assert found(passage) == []


@pytest.mark.parametrize(
    ("passage", "code", "named"),
    [
        ("the delegation met in ... said the host", "passage-not-found", "the delegations met in"),
        ("met in Oslo ... entirely different words", "passage-not-found", ""),
        ("met in Osl ... said the host", "passage-not-found", "met in oslo"),
        ("met in Oslo ... host - after six hours", "passage-not-found", "host – after six hours"),
        ("delegations met ... said the host", "passage-ambiguous", ""),
        ("met again. They will ... will meet again at", "passage-reversed", ""),
        ("said the host ... met in Oslo", "passage-reversed", ""),
    ],
    ids=["closest", "nothing close", "in part", "another dash", "twice", "overlap", "out of order"],
)
def test_a_passage_that_is_not_there_is_said(
    passage: str, code: str, named: str, golden: Golden
) -> None:
    """A phrase that is missing, repeated, or out of order is found, with what to do."""
    (only,) = found(passage)
    assert only.code == code
    assert named in str(only.hint)
    golden([only])


def test_both_phrases_of_a_passage_are_looked_up() -> None:
    """A passage of which both phrases are wrong is two mistakes."""
    assert [each.code for each in found("none of this ... delegations met")] == [
        "passage-ambiguous",
        "passage-not-found",
    ]


def test_the_closest_wording_of_a_short_text_is_its_own() -> None:
    """A text shorter than the phrase is compared as a whole, and nothing is like nothing."""
    assert closest("the talks began at ten", "talks began at ten") == "talks began at ten"
    assert closest("the talks began", "") is None


def test_the_closest_wording_without_spaces_is_counted_in_characters() -> None:
    """In a script without spaces between words each character is compared."""
    text = "两国外长18日在利雅得举行了会谈。讨论了双边关系问题。"
    assert closest("在利雅得举行会谈", text) == "在利雅得举行了会"


def test_what_could_be_looked_up_is_counted(golden: Golden) -> None:
    """The tally counts passages and texts, and what has no text."""
    shaped, _ = check_text(FILE.format(passage="met in Oslo ... said the host"), "x.yaml")
    assert tally(shaped, {"paper": TEXT, "unused": ""}) == Tally(1, 1, 1, 1)
    assert list(lookup(shaped, {})) == []
    golden(str(Tally(3, 2, 1, 4)))


def test_the_command_looks_passages_up(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    golden: Golden,
) -> None:
    """`validate --texts` reads the texts of a folder, and says how many passages it checked."""
    monkeypatch.chdir(tmp_path)
    texts = Path("texts")
    texts.mkdir()
    (texts / "paper.txt").write_text(TEXT, "utf-8")
    (texts / "read.me").write_bytes(b"\xff")
    assert read_texts(texts) == {"paper": TEXT}
    Path("x.yaml").write_text(FILE.format(passage="said the host ... met in Oslo"), "utf-8")
    arguments = ["validate", "--texts", "texts", "x.yaml"]
    assert golden.output(capsys, main(arguments)) == 1
    assert main([*arguments, "--format", "json"]) == 1
    assert '"checked": 1' in capsys.readouterr().out
    (texts / "other.txt").write_bytes(b"\xff")
    assert golden.output(capsys, main(arguments), "a text that is not UTF-8") == 2


def test_every_code_of_passages_is_an_error() -> None:
    """A passage that cannot be found is an error, since no reader can find it either."""
    assert {code.severity.value for code in CODES.values()} == {"error"}
