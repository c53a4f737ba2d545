"""The closed words of a chronology file, and the nearest word to a misspelt one."""

import pytest
from golden_texts import Golden

from chronology.text import did_you_mean, nearest_word
from chronology.vocabulary import Capacity, Group, Reading, Relation, Status, Weekday, Word

WORDS = [*Status, *Capacity, *Group, *Reading, *Weekday, *Relation]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{type(word).__name__}.{word}")
def test_every_word_has_a_gloss(word: Word) -> None:
    """A word is lower case text, and its gloss one sentence that does not begin with it."""
    assert word == str(word) == word.value == word.name.lower()
    assert word.gloss.endswith(".")
    assert word.gloss[0].isupper()
    assert ". " not in word.gloss
    assert not word.gloss.lower().startswith(word.value)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        (Status.HELD, "took place"),
        (Status.PLANNED, "planned"),
        (Capacity.ABSENT, "not present"),
        (Group.CONTACT, "Contacts"),
        (Reading.EXCERPT, "read as an excerpt"),
        (Weekday.MONDAY, "Monday"),
        (Relation.MET_BY, "met by"),
    ],
)
def test_a_word_has_a_label(word: Word, label: str) -> None:
    """Readers see a word's label, which is its spelling if it has no other."""
    assert word.label == label


def test_glosses_differ() -> None:
    """No two words mean the same."""
    assert len({word.gloss for word in WORDS}) == len(WORDS)


def test_relations_have_inverses() -> None:
    """Allen's thirteen relations are six pairs of inverses and equality."""
    pairs = {
        ("before", "after"),
        ("meets", "met_by"),
        ("overlaps", "overlapped_by"),
        ("starts", "started_by"),
        ("during", "contains"),
        ("finishes", "finished_by"),
    }
    assert {word for pair in pairs for word in pair} | {"equals"} == set(Relation)
    assert len(Relation) == 13


@pytest.mark.parametrize(
    ("word", "known", "nearest"),
    [
        ("participant", ["participants", "parties"], "participants"),
        ("canceled", [*Status], "cancelled"),
        ("HELD", [*Status], "held"),
        ("riyad-talks", ["istanbul-talks", "riyadh-talks"], "riyadh-talks"),
        ("europe/istambul", ["Europe/Istanbul", "Asia/Istanbul"], "Europe/Istanbul"),
        ("chairwoman", [*Capacity], None),
        ("", ["a"], None),
        ("a", [], None),
        ("same", ["same"], "same"),
    ],
)
def test_nearest_word(word: str, known: list[str], nearest: str | None) -> None:
    """The nearest word is the one that is most likely meant, whatever its case; or none."""
    assert nearest_word(word, known) == nearest
    hint = did_you_mean(word, known)
    assert (hint is not None) == (nearest is not None)
    assert (nearest or "") in (hint or "")


def test_the_words_of_a_guess(golden: Golden) -> None:
    """A hint asks whether the nearest word was meant."""
    golden(str(did_you_mean("frist", ["first"])))
