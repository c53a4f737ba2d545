"""Texts in one line, numbers of things, and guesses at what a misspelt word means."""

import pytest
from golden_texts import Golden

from chronology.model.record import Event, Touching, possible
from chronology.text import (
    Words,
    counted,
    did_you_mean,
    limit_guesses,
    nearest_word,
    one_line,
    shorten,
)


def test_a_text_in_one_line_has_single_spaces() -> None:
    """Breaks of lines, tabs and rows of spaces are one space each."""
    assert one_line("\n a\t b\r\n\u2003c ") == "a b c"


@pytest.mark.parametrize(("most", "short"), [(13, "one two\nthree"), (12, "one two …"), (3, "…")])
def test_a_long_text_is_cut_between_words(most: int, short: str) -> None:
    """A text with an ellipsis is no longer than it may be; one that is short enough has none."""
    assert shorten("one two\nthree", most) == one_line(short)


@pytest.mark.parametrize(("number", "said"), [(0, "0 events"), (1, "1 event"), (2, "2 events")])
def test_things_are_counted(number: int, said: str) -> None:
    """One thing is one, and any other number of them is many."""
    assert counted(number, "event") == said


@pytest.mark.parametrize(
    ("word", "known", "nearest"),
    [
        ("plaec", ["place", "plan"], "place"),
        ("PLACE", ["Place"], "Place"),
        ("abcd", ["abce", "abcf"], "abcf"),  # equally near: the last
        ("place", [], None),
        ("", ["place"], None),
        ("place", ["p" * 1_000], None),
        ("x" * 1_000_000, ["x" * 100], "x" * 100),
    ],
)
def test_the_nearest_word(word: str, known: list[str], nearest: str | None) -> None:
    """It is found whatever the case, and of a long word the beginning is compared."""
    assert nearest_word(word, known) == nearest
    assert nearest_word(word, Words(known)) == nearest


def test_guesses_end_when_their_work_is_done(golden: Golden) -> None:
    """Within a limit so many words are compared, and then none is near; beyond it there is none."""
    known = Words(["place", "plans", "plane"])
    with limit_guesses(4):
        hints = [did_you_mean("plaec", known) for _ in range(3)]
    assert hints[1:] == [None, None]
    golden("\n".join(map(str, [*hints, did_you_mean("plaec", known)])))
    with limit_guesses(1):
        assert nearest_word("plaec", known) is None


def test_known_words_count_when_they_are_sorted() -> None:
    """To sort words for one guess is work, too."""
    with limit_guesses(20):
        Words(map(str, range(10_000)))
        assert nearest_word("plaec", ["place"]) is None


EVENT = Event.model_validate(
    {
        "id": "talks",
        "title": "Talks",
        "participants": {"smith": "head"},
        "outcomes": {"date": "Another day was agreed."},
        "notes": {"room": "It is not known."},
    }
)


@pytest.mark.parametrize(
    ("path", "is_possible"),
    [
        ("place", True),
        ("participants", True),
        ("participants.smith", True),
        ("participants.smith.role", True),
        ("participants.smith.rule", False),
        ("participants.smith.role.name", False),
        ("participants.jones", False),
        ("outcomes.date.event", True),
        ("notes.room", True),
        ("notes.room.text", False),
        ("place.name", False),
        ("citations", False),
        ("a." * 100_000, False),
    ],
)
def test_paths_in_which_sources_may_differ(path: str, is_possible: bool) -> None:
    """They are fields, and the parts of what the event has, be it with or without a value."""
    assert (path in possible(EVENT, [path])) == is_possible


@pytest.mark.parametrize(
    ("path", "touches"),
    [
        ("participants", True),
        ("participants.smith", True),
        ("participants.smith.role", True),
        ("participants.jones", False),
        ("date", True),
        ("time", False),
        ("datetime", False),
    ],
)
def test_paths_that_touch_one_of_many(path: str, touches: bool) -> None:
    """A path touches those that it lies in, and those that lie in it."""
    assert (path in Touching(["participants.smith", "date", "b." * 100_000])) == touches
