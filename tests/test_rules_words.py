# Words of many scripts are the matter here.
# ruff: noqa: RUF001
"""Text that was garbled on its way: what is noticed, and what is left alone."""

import re
from contextlib import suppress

import pytest

from chronology.loading import check_text
from chronology.rules.words import _ungarble

OTHER_SCRIPTS = [
    "Việt Nam, Hội nghị",
    "俄罗斯",
    "Հայաստան",
    "서울",
    "กรุงเทพ",
    "🎉 😀",
    "it’s “so” – 5 €",
]
BY_CHANCE = [
    "Bekir BOZDAĞ’ın ziyareti, “DAĞLIK KARABAĞ”",
    "„ROMÂNIA LIBERĂ” și „LUMEA NOUĂ”",
    "“A MANHÃ” e “AMANHÃ…”",
    "”… JÄÄ” ja ”SYNTISIÄ”",
    "„POZNAŃ”, POZNAŃ–TORUŃ",
    "ПОДІЇ У СВІТІ, НА СІЧІ",
    "« liberté\u00a0», « égalité\u00a0»… « fraternité »…",
    "РЁВ, ПЁТР, «ФРГ», «КНР»…",
]

PLAIN = [
    "Пётр и Ёлка; «ФРГ», «РИА Новости»; № 5 — и так далее…",
    "Été à Zürich, l'été d'Étienne: «CAFÉ», ½ € § ©",
    "Türkiye'nin İstanbul'u, Ğ, Ş",
    "Łódź, Świnoujście, Żółć",
    "Αθήνα, ירושלים, القاهرة, 東京",
    "Đà Nẵng, São Paulo, Ísland, Ångström",
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "cp1254", "cp1250"])
def test_what_was_garbled_can_be_ungarble(text: str, encoding: str) -> None:
    """Words in UTF-8 that some program read in another encoding are found, each as it was.

    In Cyrillic letters only Cyrillic words are looked for; the others are there by chance.
    """
    signs = "[\u0400-\u04ff]{2}" if encoding == "cp1251" else "[\u00c0-\u014f\u0370-\u06ff]"
    for word in re.findall(r"[\w']{2,}", text):
        with suppress(UnicodeDecodeError):  # that program stopped, or put U+FFFD
            garbled = word.encode("utf-8").decode(encoding)
            if re.search(signs, word):
                assert _ungarble(garbled), (word, garbled)
            assert all(before in word for _, before in _ungarble(garbled))


@pytest.mark.parametrize("text", OTHER_SCRIPTS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_signs_of_three_bytes_are_evidence(text: str, encoding: str) -> None:
    """Words of any script, pictures and quotation marks are found, whatever they became."""
    garbled = "".join(
        bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte))
        for byte in text.encode("utf-8")
    )
    assert _ungarble(garbled)
    assert all(before in text for _, before in _ungarble(garbled))


@pytest.mark.parametrize("text", BY_CHANCE)
def test_capitals_before_quotation_marks_are_no_evidence(text: str) -> None:
    """Letters with a mark before a quotation mark, a dash or an ellipsis are what was typed."""
    assert _ungarble(text) == []


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_left_alone(text: str) -> None:
    """Words of many languages as they are meant hold at most a place that is garbled by chance."""
    assert len(_ungarble(text)) <= 1


@pytest.mark.parametrize("text", ["à€€", "Â", "ÂÂ", "É»", "â€", "Â€"])
def test_what_is_no_utf_8_is_left_alone(text: str) -> None:
    """Signs whose bytes are no UTF-8, or a sign that nobody writes, are what was typed."""
    assert _ungarble(text) == []


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
    diagnostics = check_text(f"events:\n{lines}", "x.yaml")[1]
    assert [each.code for each in diagnostics].count("garbled-text") == found
