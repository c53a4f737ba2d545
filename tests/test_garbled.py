"""Text that was garbled on its way: what is noticed, and what is left alone."""

import re
from contextlib import suppress

import pytest

from chronology.checks.garbled import _undone
from chronology.loading import examine

PLAIN = [
    "Пётр и Ёлка; «ФРГ», «РИА Новости»; № 5 — и так далее…",
    "Été à Zürich, l'œuvre d'Étienne: «PÅ», «CAFÉ», ½ € § ©",
    "Türkiye'nin İstanbul'u, Ğ, Ş",
    "Łódź, Świnoujście, Żółć",
    "Αθήνα, ירושלים, القاهرة, 東京",
    "Đà Nẵng, São Paulo, Ísland, Ångström",
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "cp1254", "cp1250"])
def test_what_was_garbled_can_be_undone(text: str, encoding: str) -> None:
    """Words in UTF-8 that some program read in another encoding are found, each as it was.

    Single signs among Latin letters are not looked for in Cyrillic ones, where they meet by chance;
    nor those of three bytes, but for dashes and quotation marks.
    """
    signs = "[^\\x00-\\x7f]{2}" if encoding == "cp1251" else "[\u00c0-\u024f\u0370-\u06ff]"
    for word in re.findall(r"[\w']+", text):
        with suppress(UnicodeDecodeError):  # that program stopped, or put U+FFFD
            garbled = word.encode("utf-8").decode(encoding)
            if re.search(signs, word) and not re.search("[\u1e00-\u1fff\u4e00-\u9fff]", word):
                assert _undone(garbled), (word, garbled)
            assert all(before in word for _, before in _undone(garbled))


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_left_alone(text: str) -> None:
    """Words of many languages as they are meant hold at most a place that is garbled by chance."""
    assert len(_undone(text)) <= 1


@pytest.mark.parametrize("text", ["à€€", "Â", "ÂÂ", "É»", "â€"])
def test_what_is_no_utf_8_is_left_alone(text: str) -> None:
    """Signs whose bytes are no UTF-8, or a sign that nobody writes, are what was typed."""
    assert _undone(text) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["cafÃ©"], 0),
        (["cafÃ© in ZÃ¼rich"], 1),
        (["cafÃ©", "ZÃ¼rich"], 2),
        (["cafÃ©", "plain"], 0),
        (["caf\ufffd"], 1),
    ],
)
def test_one_place_can_be_meant(texts: list[str], found: int) -> None:
    """What looks garbled is reported from two places of a file on; a lost letter always."""
    lines = "".join(
        f"  - {{id: e{n}, title: {text}, date: 2025}}\n" for n, text in enumerate(texts)
    )
    diagnostics = examine(f"events:\n{lines}", "x.yaml")[1]
    assert [each.code for each in diagnostics].count("garbled-text") == found
