"""What is wrong with a text that should be a date, a time of day or a length of time."""

from typing import Literal

__all__ = ["EdtfError", "ErrorCode"]

ErrorCode = Literal["bad-date", "bad-span", "bad-time", "ends-before-it-starts", "impossible-date"]

_SHOWN = 40


class EdtfError(ValueError):
    """The one error of this package: a text that is not what it should be.

    Attributes:
        text: The whole text that was read.
        offset: Where in the text the trouble begins, counted from 0.
        expected: What should stand there, as a noun phrase.
        code: `bad-date` (not EDTF), `impossible-date` (EDTF's shape, but no calendar has the
            day, or the year has more digits than are read), `ends-before-it-starts`,
            `bad-time` or `bad-span`.
        hint: What to write instead, where that is evident. A traceback shows it as a note.
    """

    def __init__(
        self, text: str, offset: int, expected: str, code: ErrorCode, hint: str | None = None
    ) -> None:
        super().__init__(text, offset, expected, code, hint)
        self.text = text
        self.offset = offset
        self.expected = expected
        self.code: ErrorCode = code
        self.hint = hint
        if hint is not None:
            self.add_note(hint)

    def __str__(self) -> str:
        return f"expected {self.expected} (at character {self.offset + 1} of {_shown(self.text)})"


def _shown(text: str) -> str:
    """The text in quotation marks, safe to print: no control characters, no great length."""
    short = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
    return ascii(short) if any("\ud800" <= sign <= "\udfff" for sign in short) else repr(short)
