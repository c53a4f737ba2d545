"""Passages: how they are written, how they become links, and how they are found in a text."""

import csv
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from golden_texts import Golden
from hypothesis import given
from hypothesis import strategies as st

from chronology.passages import Passage, fold, occurrences

TWO = "the talks ... local time"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("the talks began ... local time", "the talks began", "local time"),
        ("a b c d e f g h ... a b c d e f g h", "a b c d e f g h", "a b c d e f g h"),
        ("he said... nothing ... at all", "he said... nothing", "at all"),
        ("he paused ...then spoke ... at last", "he paused ...then spoke", "at last"),
        ("«Переговоры» начались ... поздно ночью", "«Переговоры» начались", "поздно ночью"),
        ("俄 美 ... 接 触", "俄 美", "接 触"),
        ("两国外长 ... 关系问题", "两国外长", "关系问题"),
        (f"{'长' * 30} ... {'題' * 30}", "长" * 30, "題" * 30),
        ("外務大臣は ... met in Riyadh", "外務大臣は", "met in Riyadh"),
        ("met in Riyadh ... 外務大臣は", "met in Riyadh", "外務大臣は"),
        ("รัฐมนตรี ... เมื่อวานนี้", "รัฐมนตรี", "เมื่อวานนี้"),
        ("外長 Rubio 在利雅得 ... 王毅 and Rubio", "外長 Rubio 在利雅得", "王毅 and Rubio"),
        ("Donau\xaddampf fährt ... war lang", "Donau\xaddampf fährt", "war lang"),
    ],
)
def test_parse(text: str, start: str, end: str) -> None:
    """A passage is two phrases of two to eight words, and is written as it was read."""
    assert Passage.parse(text) == Passage(start, end)
    assert str(Passage.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one phrase of words",
        "said: ... yes, ... at all",
        "the talks ... went on ... until late",
        "the ... local time",
        "the talks ... time",
        "one two three four five six seven eight nine ... local time",
        "the talks … local time",
        "the  talks ... local time",
        " the talks ... local time",
        "the talks ... local time\n",
        "the talks\n... local time",
        "the talks ...local time",
        "the talks .. local time",
        "... local time",
        "the\xa0talks ... local time",
        "外长们 ... 关系问题",
        f"关系问题 ... {'长' * 31}",
        f"{'长' * 20} {'长' * 20} ... 关系问题",
        "两国外长  在利雅得 ... 关系问题",
        "외교장관은 ... 회담을 가졌다",
    ],
)
def test_parse_errors(text: str, golden: Golden) -> None:
    """What is not a passage is refused in words that say what is wrong with it."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the golden text has its words
        Passage.parse(text)
    golden(str(caught.value))


@given(st.text(st.sampled_from("ab .…\t\n\xa0é"), max_size=40))
def test_any_text_parses_or_is_refused(text: str) -> None:
    """A text is a passage that is written as it was read, or it is refused."""
    try:
        passage = Passage.parse(text)
    except ValueError:
        return
    assert str(passage) == text


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ("the talks ... local time", "the%20talks,local%20time"),
        ("long-expected talks ... co-chairs met", "long%2Dexpected%20talks,co%2Dchairs%20met"),
        ("on Monday, he ... a, b & c", "on%20Monday%2C%20he,a%2C%20b%20%26%20c"),
        ("über die Lage ... в Риге", "%C3%BCber%20die%20Lage,%D0%B2%20%D0%A0%D0%B8%D0%B3%D0%B5"),
        ("50% of them ... why? #1 / so", "50%25%20of%20them,why%3F%20%231%20%2F%20so"),
        ('"a step" <b> ... it\'s a+b', "%22a%20step%22%20%3Cb%3E,it%27s%20a%2Bb"),
        ("a.b c~d ... e_f g", "a.b%20c~d,e_f%20g"),
    ],
)  # fmt: skip
def test_link(passage: str, fragment: str) -> None:
    """A passage is a text directive: percent-encoded, the signs of its syntax too."""
    link = Passage.parse(passage).link("https://ledger.example/talks?page=1&of=2")
    assert link == f"https://ledger.example/talks?page=1&of=2#:~:text={fragment}"


def test_link_keeps_a_fragment() -> None:
    """The directive follows a fragment that the address has already."""
    link = Passage.parse(TWO).link("https://ledger.example/#top")
    assert link == "https://ledger.example/#top:~:text=the%20talks,local%20time"


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=2, max_size=2))
def test_a_link_can_be_read_back(phrases: list[str]) -> None:
    """A directive holds both phrases whole, and no sign that would end or split it."""
    link = Passage(*phrases).link("https://ledger.example/")
    directive = link.removeprefix("https://ledger.example/#:~:text=")
    assert not set("&- #<>\"'") & set(directive)
    assert [unquote(part) for part in directive.split(",")] == phrases


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The  TALKS\n began", "the talks began"),
        ("“so‑called” ‘talks’ – «here» — there", "\"so‐called\" 'talks' – «here» — there"),
        ("5′ 30″ ´ ᾳ ﷺ", "5′ 30″ ´ ᾳ ﷺ"),
        ("\uff11\uff12 ﾊﾝ ㈱ №", "12 ハン ㈱ no"),
        ("می\u200cشود", "میشود"),
        ("soft\u00adware zero\u200bwidth no\u00a0break", "software zerowidth no break"),
        ("ﬁrst Straße İstanbul", "first strasse i̇stanbul"),
        ("e\u0301", "é"),
        ("  around  ", "around"),
        ("", ""),
    ],
)
def test_folded(text: str, plain: str) -> None:
    """Case, white space, curls of quotation marks and forms of letters are made alike."""
    assert fold(text) == plain


with (Path(__file__).parent / "data" / "text-fragments.csv").open(encoding="utf-8") as table:
    FRAGMENTS = list(csv.DictReader(table))


@pytest.mark.parametrize("row", FRAGMENTS, ids=lambda row: f"{row['text']} - {row['phrase']}")
def test_the_check_finds_no_more_than_a_browser(row: dict[str, str]) -> None:
    """A phrase is found as the table says; test_site_browser.py holds its other half to Chromium.

    Only the words that Chromium's dictionary finds in scripts without spaces are not known here.
    """
    text, phrase = (json.loads(f'"{row[name]}"') for name in ("text", "phrase"))
    assert bool(occurrences(phrase, text)) is (row["check"] == "yes")
    assert (row["check"], row["browser"]) != ("yes", "no") or "dictionary" in row["what"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is folded already, but for what case folding composes anew."""
    assert fold(fold(fold(text))) == fold(fold(text))


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("the talks", "The talks. The  TALKS!", [0, 11]),
        ("the talks", "the talkshow and bathe talks", []),
        ("“a step”", 'it is "a step" on', [6]),
        ("step on", "step\non", [0]),
        ("a.b c", "axb c a.b c", [6]),
        ("in Turkey.", "in Turkey. In Turkey", [0]),
        ("$5 (five)", "for $5 (five)", [4]),
        ("в Стамбуле", "не в стамбуле, но", [3]),
        ("absent words", "", []),
        ("s first visit", "the minister\u2019s first visit", []),
        ("the minister", "the minister's first visit", []),
        ("the ministers", "the ministers' first visit", [0]),
        ("5 per cent", "3.5 per cent", []),
        ("it rose 3", "it rose 3,500", []),
        ("in 2025", "in 2025, or in 2025.", [0, 12]),
        ("beta gamma", "alpha-beta gamma", [6]),
        ("举行会谈", "两国外长举行会谈。", [4]),
        ("2025年举行", "在2025年举行会谈", [1]),
        ("举行会谈 Rubio", "在举行会谈 Rubio说", [1]),
        ("กรุงเทพ", "พบกันที่กรุงเทพมหานคร", [8]),
    ],
)
def test_occurrences(phrase: str, text: str, places: list[int]) -> None:
    """A phrase is found as whole words, wherever it stands in the folded text."""
    assert occurrences(phrase, text) == places
