"""Passages looked up in the texts of their sources, and sources weighed."""

from pathlib import Path

import pytest

from chronology.checks.passages import CODES, closest, lookup, tally
from chronology.cli import main
from chronology.evidence import Tally
from chronology.loading import examine, read_texts

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


def found(passage: str) -> list[tuple[str, str, str | None]]:
    """The code, the message and the hint of what is wrong with a passage of `TEXT`."""
    _, diagnostics = examine(FILE.format(passage=passage), "x.yaml", texts={"paper": TEXT})
    assert all(str(each.position) == "Position(line=10, column=20)" for each in diagnostics)
    return [(each.code, each.message, each.hint) for each in diagnostics]


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
    ("passage", "code", "message", "hint"),
    [
        (
            "the delegation met in ... said the host",
            "passage-not-found",
            "'the delegation met in' does not stand in the source's text",
            "the closest wording is: the delegations met in",
        ),
        (
            "met in Oslo ... entirely different words",
            "passage-not-found",
            "'entirely different words' does not stand in the source's text",
            "copy it from the source exactly",
        ),
        (
            "met in Osl ... said the host",
            "passage-not-found",
            "'met in Osl' does not stand in the source's text",
            "the closest wording is: met in oslo",
        ),
        (
            "met in Oslo ... host - after six hours",
            "passage-not-found",
            "'host - after six hours' does not stand in the source's text",
            "the closest wording is: host – after six hours",
        ),
        (
            "delegations met ... said the host",
            "passage-ambiguous",
            "'delegations met' stands 2 times in the source's text",
            "make it longer by a word",
        ),
        (
            "met again. They will ... will meet again at",
            "passage-reversed",
            "'met again. They will' and 'will meet again at' overlap in the source's text",
            "make one of the two shorter",
        ),
        (
            "said the host ... met in Oslo",
            "passage-reversed",
            "'met in Oslo' stands before 'said the host' in the source's text",
            "exchange the two, or choose another end",
        ),
    ],
)
def test_a_passage_that_is_not_there_is_said(
    passage: str, code: str, message: str, hint: str
) -> None:
    """A phrase that is missing, repeated, or out of order is found, with what to do."""
    assert found(passage) == [(code, message, hint)]


def test_both_phrases_of_a_passage_are_looked_up() -> None:
    """A passage of which both phrases are wrong is two mistakes."""
    assert [code for code, _, _ in found("none of this ... delegations met")] == [
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


def test_what_could_be_looked_up_is_counted() -> None:
    """The tally counts passages and texts, and what has no text."""
    shaped, _ = examine(FILE.format(passage="met in Oslo ... said the host"), "x.yaml")
    assert tally(shaped, {"paper": TEXT, "unused": ""}) == Tally(1, 1, 1, 1)
    assert list(lookup(shaped, {})) == []
    assert str(Tally(3, 2, 1, 4)) == (
        "passages checked: 3, against texts: 2; not checked, without a text of their source: 1; "
        "not recorded: 4"
    )


def test_the_command_looks_passages_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`validate --texts` reads the texts of a folder, and says how many passages it checked."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "paper.txt").write_text(TEXT, "utf-8")
    (tmp_path / "texts" / "read.me").write_bytes(b"\xff")
    assert read_texts(tmp_path / "texts") == {"paper": TEXT}
    file = tmp_path / "x.yaml"
    file.write_text(FILE.format(passage="said the host ... met in Oslo"), "utf-8")
    arguments = ["validate", "--texts", str(tmp_path / "texts"), str(file)]
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "error[passage-reversed]" in printed
    assert f"{file}: passages checked: 1, against texts: 1; not checked" in printed
    assert main([*arguments, "--format", "json"]) == 1
    assert '"checked": 1' in capsys.readouterr().out
    (tmp_path / "texts" / "other.txt").write_bytes(b"\xff")
    assert main(arguments) == 2
    assert "can't decode byte 0xff" in capsys.readouterr().err


def test_every_code_of_passages_is_an_error() -> None:
    """A passage that cannot be found is an error, since no reader can find it either."""
    assert {code.severity.value for code in CODES.values()} == {"error"}
