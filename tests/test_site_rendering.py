"""How pages are cited, and how mistakes on them are reported."""

from urllib.parse import parse_qs, urlsplit

import pytest
from golden_texts import Golden

from chronology import Chronology, Event
from chronology.loading import check_text
from chronology.site.rendering import bibtex, corrections, find_fault, sentence
from chronology.site.words import english

AS_OF = "as_of: 2025-12-29\ntitle: 'Calls & 50% {more}'\n"
EVENT = "{id: call, title: 'A_call \\ of $5 ~ #1 ^', date: 2025-02-12, summary: They spoke.}"


def read(text: str) -> tuple[Event, Chronology]:
    """The first event of a chronology file, and the whole."""
    chronology = Chronology.of(check_text(text, "")[0].record)
    return chronology[0], chronology


@pytest.mark.parametrize(
    ("header", "event", "address", "said"),
    [
        (
            AS_OF,
            EVENT,
            "https://a.example/",
            (
                "“A_call \\ of $5 ~ #1 ^” (12 February 2025). In: Calls & 50% {more}, as of "
                "29 December 2025. Event call. https://a.example/"
            ),
        ),
        ("", "{id: a, title: A}", None, "“A” (Undated). In: Chronology. Event a."),
    ],
)
def test_the_sentence(header: str, event: str, address: str | None, said: str) -> None:
    """A citation names the event with its date, the chronology with its day, id and address."""
    assert sentence(english(), *read(f"{header}events: [{event}]"), address) == said


def test_the_entry_for_bibtex() -> None:
    """An entry has a field a line, and no sign in it that means something to TeX."""
    assert bibtex(
        english(), *read(f"{AS_OF}events: [{EVENT}]"), "https://a.example/x_y"
    ).splitlines() == [
        "@misc{call,",
        (
            r"  title = {{A\_call \textbackslash{} of \$5 \textasciitilde{} \#1 \textasciicircum{} "
            "(12 February 2025)}},"
        ),
        r"  howpublished = {In: Calls \& 50\% \{more\}, as of 29 December 2025.},",
        "  year = {2025},",
        "  note = {Event call.},",
        r"  url = {https://a.example/x\_y}",
        "}",
    ]


@pytest.mark.parametrize("header", ["", "as_of: 2025-01-01/..\n"])
def test_no_year_is_made_up(header: str) -> None:
    """Where the day of the record is not known or has no end, an entry has no year."""
    assert "year" not in bibtex(english(), *read(f"{header}events: [{{id: a, title: A}}]"), None)


def test_a_form_is_filled_in(golden: Golden) -> None:
    """The links of an event's page fill a form with what the page says, for three sorts."""
    event, _ = read(f"events: [{EVENT}]")
    found = dict(
        corrections(english(), "https://a.example/?t={title}&b={body}#{id}", event, "https://p/")
    )
    golden("\n".join(found), "the links")
    sort = list(found)[1]
    parts = urlsplit(found[sort])
    fields = parse_qs(parts.query)
    assert (parts.netloc, parts.fragment) == ("a.example", "call")
    assert fields["t"] == [f"{sort}: A_call \\ of $5 ~ #1 ^"]
    body = fields["b"][0]
    assert "Event: call\nPage: https://p/\n" in body
    assert "A_call \\ of $5 ~ #1 ^. 12 February 2025. They spoke.\n" in body
    golden(body, "the body")


def test_a_letter_has_the_line_ends_of_mail() -> None:
    """The body of a `mailto:` address has CR LF, as RFC 6068 has it; no address, no text."""
    event, _ = read("events: [{id: a, title: A}]")
    form = "MAILTO:desk@a.example?subject={title}&body={body}&x={address}"
    (_, address), *_ = corrections(english(), form, event, None)
    assert "body=Event%3A%20a%0D%0A" in address
    assert address.endswith("&x=")


def test_a_long_statement_is_cut() -> None:
    """A link holds no more of a page than browsers and hosts take."""
    event, _ = read(f"events: [{{id: a, title: A, summary: {'word ' * 1_000}}}]")
    ((_, address), *_) = corrections(english(), "https://a.example/?b={body}", event, None)
    assert 600 < len(address) < 1_500
    assert "word%20%E2%80%A6%0A" in address


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ("https://a.example/?t={title}&b={body}&i={id}&a={address}", False),
        ("mailto:a@b.example?body={body}", False),
        ("javascript:alert('{title}')", True),
        ("//a.example", True),
        ('https://a.example/"', True),
        ("https://a.example/ b", True),
        ("https://a.example/?{titel}", True),
    ],
)
def test_what_is_wrong_with_a_form(form: str, wrong: bool, golden: Golden) -> None:
    """A form's address is one that a browser opens, and has no gap but the known ones."""
    said = find_fault(form)
    assert bool(said) is wrong
    golden(said or "")
